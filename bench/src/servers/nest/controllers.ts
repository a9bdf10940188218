// The controllers of nest.

import { Body, Controller, Get, Header, HttpCode, Post, Req } from '@nestjs/common'
import { DOCUMENT, GREETING } from '../../content.js'
import { BLOG, blogPage, TABLE, tablePage } from '../../pages.js'
import type { Visited } from './layers.js'

const HTML = 'text/html; charset=utf-8'

/** Scenarios `hello` and `json`. */
@Controller()
export class Greetings {
  @Get('/')
  hello(): string {
    return GREETING
  }

  @Get('/json')
  json(): object {
    return DOCUMENT
  }
}

/** Scenarios `echo` and `form`; the adapter parses both by default. */
@Controller()
export class Bodies {
  @Post('/echo')
  @HttpCode(200)
  echo(@Body() body: object): object {
    return body
  }

  @Post('/contact')
  @HttpCode(200)
  contact(@Body() body: object): object {
    return body
  }
}

/** Scenarios `page` and `page-layout`. */
@Controller()
export class Pages {
  @Get('/table')
  @Header('content-type', HTML)
  table(): string {
    return tablePage(TABLE)
  }

  @Get('/blog')
  @Header('content-type', HTML)
  blog(): string {
    return blogPage(BLOG)
  }
}

/** Scenarios `layers-sync` and `layers-async`. */
@Controller()
export class Visits {
  @Get('/')
  count(@Req() request: { readonly raw: Visited }): string {
    return `visits: ${request.raw.visits}`
  }
}
