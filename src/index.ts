// The public API of miniweb: named re-exports, no logic.

export { App, type ErrorFunction } from './app.js'
export {
  abort,
  type ConfigCode,
  ConfigError,
  HttpError,
  type HttpErrorOptions,
  type InputIssue,
} from './errors.js'
export { form } from './form.js'
export type { Filled, FormField, FormPage, FormView } from './form-types.js'
export type { Files, Form } from './http/body/form.js'
export type { BodyLimits } from './http/body/limits.js'
export type { FieldPart } from './http/body/multipart.js'
export type { FilePart, Part } from './http/body/parts.js'
export type { BodyReader } from './http/body/reader.js'
export { UploadedFile } from './http/body/uploaded-file.js'
export type { Ctx } from './http/context.js'
export type { CookieOptions, Cookies } from './http/cookies.js'
export type { TrustProxy } from './http/forwarded.js'
export type { Layer, Next } from './http/layer.js'
export type { Fields } from './http/query.js'
export { type RedirectInit, redirect } from './http/redirect.js'
export {
  type FileOptions,
  file,
  json,
  Reply,
  type ReplyBody,
  type ReplyHeaders,
  type ReplyInit,
  text,
} from './http/reply.js'
export type { FormState, Schema, SchemaInput, SchemaIssue, SchemaOutput, SchemaResult } from './http/schema.js'
export type { Limits } from './limits.js'
export type { ListenAddress, ListenOptions } from './listen.js'
export type { Log, LogRecord } from './log.js'
export { compress } from './middleware/compression/layer.js'
export type { CompressOptions } from './middleware/compression/options.js'
export { cors } from './middleware/cors/layer.js'
export type { CorsOptions } from './middleware/cors/options.js'
export type { AllowedOrigins, OriginFunction } from './middleware/cors/origins.js'
export { type Csrf, type CsrfOptions, csrf } from './middleware/csrf.js'
export { equalSecrets } from './middleware/equal-secrets.js'
export { etag } from './middleware/etag.js'
export type { HealthCheck } from './middleware/health/check.js'
export { health } from './middleware/health/layer.js'
export type { HealthOptions } from './middleware/health/options.js'
export { loginRedirect, returnPath } from './middleware/login.js'
export { rateLimit } from './middleware/rate-limit/layer.js'
export type { RateLimitOptions } from './middleware/rate-limit/options.js'
export type { RateLimitState, RateLimitStore, RateLimitStoreOptions } from './middleware/rate-limit/store.js'
export type { RequestLogFormat } from './middleware/request-log/format.js'
export { type RequestLogOptions, requestLog } from './middleware/request-log/layer.js'
export type { RequestRecord } from './middleware/request-log/record.js'
export type { PolicyChanges } from './middleware/secure-headers/content-policy.js'
export { secureHeaders } from './middleware/secure-headers/layer.js'
export type { SecureHeadersOptions } from './middleware/secure-headers/options.js'
export { type Flash, type FlashMessage, flash } from './middleware/session/flash.js'
export { session } from './middleware/session/layer.js'
export { type MemoryStoreOptions, memoryStore } from './middleware/session/memory-store.js'
export type { SessionOptions } from './middleware/session/options.js'
export type { Session } from './middleware/session/session.js'
export type { SessionRecord, SessionStore, StoredRecord } from './middleware/session/store.js'
export { type SignedCookies, type SignedCookiesOptions, signedCookies } from './middleware/signed-cookies.js'
export type { AppOptions } from './options.js'
export type { TemplateAdditions } from './page-templates.js'
export { hashPassword, verifyPassword } from './passwords.js'
export type { RouteInfo } from './route-info.js'
export { route } from './routing/decorators.js'
export type { FunctionScope } from './routing/function-types.js'
export type { Converter } from './routing/path-types.js'
export type { Method } from './routing/route.js'
export type { CtxOf, Scope } from './routing/scope-types.js'
export { url } from './routing/url.js'
export type { RouteNames } from './routing/url-types.js'
export { type ServeStaticOptions, serveStatic } from './serve-static.js'
export type { RequestListener } from './server.js'
export type { CacheLimits, ServeOptions, StaticFolder } from './static/options.js'
export { TemplateEngine, type TemplateEngineOptions } from './template/engine.js'
export { TemplateError } from './template/error.js'
export { SafeHtml, type TrustedUrl, trustedHtml, trustedUrl } from './template/safe-html.js'
export { type HtmlValue, html } from './template/tag.js'
export { render } from './view.js'
export type { TemplateGlobals, Templates } from './view-types.js'
