// What the layer of bearer tokens adds to the context, and which options go together.

import { generateKeyPairSync } from 'node:crypto'
import { App, type Ctx, type CtxOf, route, type Schema } from 'miniweb'
import { bearer, signToken, verifyToken, type VerifyOptions } from 'miniweb/jwt'

interface Account { role: 'reader' | 'writer' }
declare const schema: Schema<unknown, { sub: number; role: 'reader' | 'writer' }>
const secret = process.env['TOKEN_SECRET'] ?? ''
const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const issuer = 'https://issuer.example'
const audience = 'https://api.example'
const expected = { issuer, audience }
const signing = { issuer, audience, expiresIn: 900 }

const api = route.through(bearer<Account>({ ...expected, secret, algorithms: ['HS256'] }))
const checked = route.through(bearer({ ...expected, key: publicKey, algorithms: ['EdDSA'], claims: schema }))
const bare = route.through(bearer({ ...expected, jwks: new URL('https://issuer.example/keys'), algorithms: ['RS256', 'ES256'] }))

class Pages {
  @api.get('/v') mine(ctx: CtxOf<typeof api>) { return `${ctx.claims.sub} ${ctx.claims.role}` }
  // error: the handler needs ctx.claims, which this scope does not add: scope.with(...)
  @route.get('/v') mineBad(ctx: CtxOf<typeof api>) { return `${ctx.claims.sub} ${ctx.claims.role}` }

  @api.get('/v') who(ctx: CtxOf<typeof api>) { return ctx.claims.role satisfies 'reader' | 'writer' }
  // error: does not satisfy the expected type '"reader"'
  @api.get('/v') whoBad(ctx: CtxOf<typeof api>) { return ctx.claims.role satisfies 'reader' }

  @checked.get('/v') number(ctx: CtxOf<typeof checked>) { return String(ctx.claims.sub satisfies number) + ctx.claims.exp.toFixed() }
  // error: Type 'number' does not satisfy the expected type 'string'
  @checked.get('/v') numberBad(ctx: CtxOf<typeof checked>) { return String(ctx.claims.sub satisfies string) + ctx.claims.exp.toFixed() }

  @api.get('/v') text(ctx: CtxOf<typeof api>) { return ctx.claims.sub ?? '' }
  // error: Property 'role' does not exist on type
  @bare.get('/v') textBad(ctx: CtxOf<typeof bare>) { return ctx.claims.role ?? '' }

  @api.get('/v') needs(ctx: Ctx & { claims: { role: 'reader' | 'writer' } }) { return ctx.claims.role }
  // error: ctx.claims has another type in the handler than this scope gives
  @bare.get('/v') needsBad(ctx: Ctx & { claims: { role: 'reader' | 'writer' } }) { return ctx.claims.role }
}

const app = new App()
app.through(bearer<Account>({ ...expected, secret, algorithms: ['HS256'] })).get('/v', (ctx) => ctx.claims.role)
// error: Property 'claims' does not exist on type 'Ctx'
app.get('/v', (ctx) => ctx.claims.role)

bearer({ ...expected, secret, algorithms: ['HS256'] })
// error: Type '"RS256"' is not assignable to type '"HS256"'
bearer({ ...expected, secret, algorithms: ['RS256'] })
bearer({ ...expected, key: publicKey, algorithms: ['ES256'] })
// error: Type '"HS256"' is not assignable to type
bearer({ ...expected, key: publicKey, algorithms: ['HS256'] })
bearer({ ...expected, jwks: { keys: [] }, algorithms: ['ES256'] })
// error: Type '"HS256"' is not assignable to type
bearer({ ...expected, jwks: { keys: [] }, algorithms: ['HS256'] })
bearer({ ...expected, secret, algorithms: ['HS256'] })
// error: Type '"none"' is not assignable to type
bearer({ ...expected, secret, algorithms: ['none'] })
bearer({ ...expected, secret, algorithms: ['HS256'] })
// error: Source has 0 element(s) but target requires 1
bearer({ ...expected, secret, algorithms: [] })
bearer({ ...expected, secret, algorithms: ['HS256'] })
// error: Property 'algorithms' is missing in type
bearer({ ...expected, secret })
bearer({ ...expected, key: publicKey, algorithms: ['RS256'] })
// error: Type 'KeyObject' is not assignable to type 'undefined'
bearer({ ...expected, secret, key: publicKey, algorithms: ['HS256'] })
bearer({ issuer, audience, secret, algorithms: ['HS256'] })
// error: Property 'audience' is missing in type
bearer({ issuer, secret, algorithms: ['HS256'] })
bearer({ ...expected, secret: [secret, new Uint8Array(32)], algorithms: ['HS256'] })
// error: is not assignable to parameter of type 'VerifyOptions<object>'
bearer({ ...expected, secret: process.env['TOKEN_SECRET'], algorithms: ['HS256'] })

signToken({ sub: '7', role: 'reader' }, { ...signing, secret, algorithm: 'HS256' })
// error: is not assignable to type '"HS256"'
signToken({ sub: '7', role: 'reader' }, { ...signing, secret, algorithm: 'RS256' })
signToken({}, { ...signing, key: privateKey, algorithm: 'EdDSA' })
// error: Type '"HS256"' is not assignable to type
signToken({}, { ...signing, key: privateKey, algorithm: 'HS256' })
signToken({ sub: '7' }, { ...signing, secret, algorithm: 'HS256' })
// error: Type 'number' is not assignable to type 'never'
signToken({ sub: 7 }, { ...signing, secret, algorithm: 'HS256' })
signToken({ nbf: 1 }, { ...signing, secret, algorithm: 'HS256' })
// error: Type 'number' is not assignable to type 'never'
signToken({ exp: 1 }, { ...signing, secret, algorithm: 'HS256' })
signToken({}, { issuer, audience, expiresIn: 900, secret, algorithm: 'HS256' })
// error: Type 'string' is not assignable to type 'number'
signToken({}, { issuer, audience, expiresIn: '15m', secret, algorithm: 'HS256' })
signToken({}, { issuer, audience, expiresIn: 900, secret, algorithm: 'HS256' })
// error: Property 'expiresIn' is missing in type
signToken({}, { issuer, audience, secret, algorithm: 'HS256' })

const options: VerifyOptions<Account> = { ...expected, secret, algorithms: ['HS256'] }
async function reads(token: string) {
  const { role } = await verifyToken<Account>(token, options)
  role satisfies 'reader' | 'writer'
  const claims = await verifyToken(token, { ...expected, secret, algorithms: ['HS256'], claims: schema })
  claims.sub satisfies number
  // error: Type 'number' does not satisfy the expected type 'string'
  claims.sub satisfies string
}

export { Pages, reads }
