// The package's entry for tokens, imported by its place as miniweb.ts imports the other.

export { bearer, signToken } from '../../dist/middleware/jwt/index.js'
