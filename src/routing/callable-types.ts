// Any function and any class, for types that only ask whether something is one. No other type takes every parameter
// list; and only with `any` as the result is a method's own result not inferred, so that it may name itself in url().

// biome-ignore lint/suspicious/noExplicitAny: no other type takes every parameter list
export type AnyFunction = (...args: any) => any

// biome-ignore lint/suspicious/noExplicitAny: no other type takes every parameter list
export type AnyClass = abstract new (...args: any) => any
