// One walk through a template or a block: collects the uses of all values, and makes types of them.

import type { Template } from '../syntax/tree.js'
import { type Judged, judge, literalCheck, settledBy } from './description/declaration.js'
import { Describer } from './description/describe.js'
import { Names } from './description/names.js'
import { type Shape, shapeOf } from './description/shape.js'
import type { Aliases } from './text/aliases.js'
import type { TypeNode } from './text/type-text.js'
import type { Call, Context, Templates } from './uses/context.js'
import type { LiteralValue } from './uses/literal.js'
import { Body, type DeclaredUse } from './uses/need.js'
import { useNodes } from './uses/nodes.js'
import { settleReturns } from './uses/partials.js'
import { type BindingScope, bind } from './uses/scope.js'

/** What all walks share. */
export interface WalkSetting {
  readonly templates: Templates
  readonly aliases: Aliases
  /** The path from the generated file's folder to the templates folder. */
  readonly folder: string
  readonly globals: ReadonlySet<string>
}

/** How a walk goes. */
export interface WalkOptions {
  readonly noteBlock: Context['noteBlock']
  /** Names that are not looked for in the data. */
  readonly bound: BindingScope['values']
  /** Whether all that the template declares is asked for, or only what is used. */
  readonly isWhole: boolean
}

/** The names of the data, and what makes types of their uses. */
interface Described {
  readonly shape: Shape
  readonly describer: Describer
}

/** One walk through a template, and the types that come of it. */
export class Walk {
  readonly template: Template
  readonly setting: WalkSetting
  readonly #options: WalkOptions
  readonly #root = new Body([])
  readonly #declared = new Set<string>()
  /** The checks of literals, by where they stand. */
  readonly #literals = new Map<number, TypeNode>()
  #described: Described | undefined

  constructor(template: Template, setting: WalkSetting, options: WalkOptions) {
    this.template = template
    this.setting = setting
    this.#options = options
    if (template.props !== undefined) this.#declared.add(template.source.name)
  }

  run(use: (context: Context) => void): void {
    const scope = bind({ kind: 'body', body: this.#root, parent: undefined }, this.#options.bound, false)
    const call: Call = { template: this.template, scope, returns: [] }
    use(this.#start(call))
    settleReturns(call)
  }

  /** The type of the data. */
  type(): TypeNode {
    return this.#describe().describer.data()
  }

  /** The templates with declarations that the walk led through, sorted. */
  declared(): readonly string[] {
    return [...this.#declared].sort()
  }

  /** What the template does against its own declaration. */
  judge(): Judged {
    const { globals, folder } = this.setting
    const { checks, problems } = judge(this.template, { ...this.#describe(), globals, folder })
    return { checks: [...checks, ...this.#literals.values()], problems }
  }

  /** A template is checked for what stands in itself; all that lead through it share that. */
  #noteLiteral(value: LiteralValue, use: DeclaredUse): void {
    const { source, offset } = use.place
    this.#declared.add(source.name)
    if (source === this.template.source) this.#literals.set(offset, literalCheck(value, use, this.setting.folder))
  }

  #start(call: Call): Context {
    return {
      templates: this.setting.templates,
      source: this.template.source,
      scope: call.scope,
      seals: new Set(),
      facts: new Set(),
      notNull: new Set(),
      fillings: new Map(),
      calls: [call],
      layouts: new Set(),
      walk: useNodes,
      noteBlock: this.#options.noteBlock,
      noteDeclared: ({ source }) => this.#declared.add(source.name),
      noteLiteral: (value, use) => this.#noteLiteral(value, use),
      walked: new Map(),
    }
  }

  #describe(): Described {
    this.#described ??= describe(this.template, this.#root, this.setting, this.#options)
    return this.#described
  }
}

function describe(template: Template, root: Body, setting: WalkSetting, { isWhole }: WalkOptions): Described {
  const { aliases, folder, globals } = setting
  const { props = [], source } = template
  const names = new Names(root, (name) => globals.has(name) || props.some((prop) => prop.name === name))
  const shape = shapeOf([root], new Map(), names)
  const describer = new Describer({
    names,
    root,
    folder,
    settled: settledBy(template, shape, { folder, isWhole }),
    isGlobal: (name) => globals.has(name),
    reserve: (origin) => aliases.reserve(origin ?? source.name),
    define: (name, node) => aliases.define(name, node),
    refer: (name) => aliases.refer(name),
  })
  return { shape, describer }
}
