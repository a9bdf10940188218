// What is rendered: the data of each scenario. Every engine has its own templates that make the same page of it.

/** Data for `values`. */
export interface Article {
  readonly title: string
  readonly author: string
  readonly date: string
  readonly summary: string
  readonly count: number
}

/** Data for `table`. */
export interface Table {
  readonly rows: readonly Row[]
}

export interface Row {
  readonly id: number
  readonly name: string
  readonly email: string
  readonly city: string
}

/** Data for `page`. */
export interface Page {
  readonly title: string
  readonly user: { readonly name: string; readonly admin: boolean }
  readonly posts: readonly Post[]
}

export interface Post {
  readonly title: string
  readonly author: string
  readonly summary: string
  readonly draft: boolean
}

/** The renderers of an engine, one for each scenario. */
export interface Renderers {
  /** Five values in text. */
  values(data: Article): string
  /** A table of fifty rows with four values each. */
  table(data: Table): string
  /** A layout, a partial for the head of the page and one for each of twenty posts, with a condition in both. */
  page(data: Page): string
}

export type ScenarioName = keyof Renderers

export const SCENARIOS: readonly ScenarioName[] = ['values', 'table', 'page']

const ARTICLE: Article = {
  title: 'Salt & <pepper>',
  author: 'Ada Lovelace',
  date: '2026-11-22',
  summary: 'Of kitchens, of grinders, and of what became of them in the course of a long winter.',
  count: 42,
}

const TABLE: Table = {
  rows: Array.from({ length: 50 }, (_, i) => ({
    id: i + 1,
    name: i % 10 === 0 ? `Row <${i}> & "more"` : `Row number ${i}`,
    email: `row${i}@mail.example`,
    city: ['Paris', 'Berlin', 'Tokyo', 'Lagos'][i % 4] ?? '',
  })),
}

const PAGE: Page = {
  title: 'Notes & queries',
  user: { name: 'Grace', admin: true },
  posts: Array.from({ length: 20 }, (_, i) => ({
    title: `Post ${i}`,
    author: i % 5 === 0 ? '<b>Ada</b>' : 'Ada',
    summary: 'A summary of what one would read if one went on to read all of it.',
    draft: i % 3 === 0,
  })),
}

/** Renders a scenario's data with an engine. */
export function renderOnce(renderers: Renderers, scenario: ScenarioName): string {
  if (scenario === 'values') return renderers.values(ARTICLE)
  return scenario === 'table' ? renderers.table(TABLE) : renderers.page(PAGE)
}
