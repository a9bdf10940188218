// The template engine: loads a folder, renders by name. The only file of the engine that touches node:fs.

/** A function that templates call by name. */
export interface Helper {
  call(...args: readonly unknown[]): unknown
  /** Called at compile time with the literal arguments; returns a complaint, which becomes a TemplateError. */
  checkLiteral?(args: readonly unknown[]): string | undefined
}

/** Options of a {@link TemplateEngine}. */
export interface TemplateEngineOptions {
  readonly dir: string
  readonly dev?: boolean
  readonly missing?: 'error' | 'empty'
  readonly helpers?: ReadonlyMap<string, Helper>
  readonly globals?: Readonly<Record<string, unknown>>
  readonly lambdas?: boolean
  readonly warn?: (message: string) => void
}

/** Loads the templates of a folder and renders them by name. */
export class TemplateEngine {
  constructor(readonly options: TemplateEngineOptions) {}

  helper(_name: string, _helper: Helper | Helper['call']): this {
    return this
  }

  global(_name: string, _value: unknown): this {
    return this
  }

  names(): readonly string[] {
    return []
  }

  has(_name: string): boolean {
    return false
  }

  render(name: string, _data?: object, _view?: object): string {
    return name
  }
}
