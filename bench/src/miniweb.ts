// The package that is measured: what was built from this tree. It is imported by its place and not by its name, because
// a `file:..` dependency would copy the root's list of dependencies into the lock file, where it goes stale. The path is
// right from src/ and from dist/ alike.

export {
  App,
  type Ctx,
  compress,
  cors,
  csrf,
  etag,
  flash,
  health,
  type Layer,
  memoryStore,
  rateLimit,
  render,
  requestLog,
  route,
  type Session,
  secureHeaders,
  serveStatic,
  session,
  signedCookies,
} from '../../dist/index.js'
