// The apps that are started, and what one installs for each of them. Every app answers `/` with the same text.

/** An app, by the name of its program in `apps/`. */
export interface FootprintApp {
  readonly name: string
  /** What `npm install` is told; undefined: the packed miniweb. */
  readonly packages: readonly string[] | undefined
}

export const GREETING = 'Hello, world!'

/** What all ratios are to. */
export const BASELINE: FootprintApp = { name: 'bare', packages: [] }

export const APPS: readonly FootprintApp[] = [
  BASELINE,
  { name: 'miniweb', packages: undefined },
  { name: 'polka', packages: ['polka'] },
  { name: 'hono', packages: ['hono', '@hono/node-server'] },
  { name: 'fastify', packages: ['fastify'] },
  { name: 'express', packages: ['express'] },
  {
    name: 'nest',
    packages: ['@nestjs/core', '@nestjs/common', '@nestjs/platform-fastify', 'reflect-metadata', 'rxjs'],
  },
]
