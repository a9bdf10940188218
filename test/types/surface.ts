// temporary
import type { Ctx } from '../../src/http/context.js'
import type { HttpError } from '../../src/errors.js'
import type { Reply } from '../../src/http/reply.js'
import type { Layer } from '../../src/layer.js'
import type { Returned } from '../../src/routing/handler-types.js'
import type { FunctionVerbs } from '../../src/routing/function-types.js'
import type { Nothing } from '../../src/routing/path-types.js'
import type { Scope } from '../../src/routing/scope-types.js'
import type { Controllers } from '../../src/routing/register-types.js'
import type { NamedArguments, RouteName, UrlArguments, UrlClass, UrlMethod, UrlMethods } from '../../src/routing/url-types.js'
import type { TemplateArguments, TemplateName } from '../../src/view-types.js'
export { abort, HttpError } from '../../src/errors.js'
export { json, text, file, Reply } from '../../src/http/reply.js'
export { redirect } from '../../src/http/redirect.js'
export type { Ctx } from '../../src/http/context.js'
export type { Layer, Next } from '../../src/layer.js'
export type { FormState } from '../../src/http/schema.js'
export type { Scope, CtxOf } from '../../src/routing/scope-types.js'
export type { Converter } from '../../src/routing/path-types.js'
export type { RouteNames } from '../../src/routing/url-types.js'
export type { Templates } from '../../src/view-types.js'
export declare class SafeHtml { #html: string; toString(): string }
export declare function html(strings: TemplateStringsArray, ...values: unknown[]): SafeHtml
export declare const route: Scope
export declare function url<Instance, Name extends UrlMethods<Instance>>(cls: UrlClass<Instance>, method: UrlMethod<Instance, Name>, ...params: UrlArguments<Instance, Name>): string
export declare function render<Name extends TemplateName>(name: Name, ...rest: TemplateArguments<Name>): Reply
export declare interface App extends FunctionVerbs<Ctx, '', Nothing, App> {}
export declare class App {
  constructor(options?: object)
  register<Given extends readonly object[]>(...controllers: Controllers<Given>): this
  use(layer: Layer<any>): this
  use(prefix: `/${string}`, layer: Layer<any>): this
  error<Result>(status: number, handler: (ctx: Ctx, error: HttpError) => Returned<Result>): this
  url<Name extends RouteName>(name: Name, ...params: NamedArguments<Name>): string
  listen(at?: number): Promise<{ host: string; port: number; url: string }>
}
