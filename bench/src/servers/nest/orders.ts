// The controller of the scenario `validated`. A file of its own, because zod is loaded with it.

import { Body, Controller, HttpCode, Post, StandardSchemaValidationPipe, UsePipes } from '@nestjs/common'
import { NewOrder } from '../../new-order.js'

@Controller()
export class Orders {
  @Post('/orders')
  @HttpCode(200)
  @UsePipes(new StandardSchemaValidationPipe())
  create(@Body({ schema: NewOrder }) body: NewOrder): NewOrder {
    return body
  }
}
