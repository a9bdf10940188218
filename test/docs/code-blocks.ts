// The code blocks of the documentation as modules, with the requests that their comments promise.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A promise of a block: `// GET /books/1 → 200 {"id":1}`. */
export interface Promised {
  readonly line: string
  readonly method: string
  readonly path: string
  /** What is sent, if anything. */
  readonly body: string | undefined
  readonly status: number
  /** The whole body of the answer, if it is promised. */
  readonly answer: string | undefined
}

/** One block, written as a module. */
export interface CodeBlock {
  /** `guide.md, block 3`. */
  readonly title: string
  /** The document that it stands in: `docs/guide.md`. */
  readonly document: string
  /** The file it was written to. */
  readonly file: string
  /** Whether it is a file of tests. */
  readonly hasTests: boolean
  readonly promised: readonly Promised[]
}

const ROOT = new URL('../../', import.meta.url)
const FOLDER = new URL('generated/', import.meta.url)
const PROMISE = /^\/\/ ([A-Z]+) (\/\S*)(?: (\S.*?))? → (\d{3})(?: (.+))?$/

/** Writes the ts blocks of documents to a folder that git ignores, and says what they promise. */
export function writeCodeBlocks(documents: readonly string[]): readonly CodeBlock[] {
  mkdirSync(FOLDER, { recursive: true })
  for (const name of readdirSync(FOLDER)) if (name.endsWith('.ts')) rmSync(new URL(name, FOLDER))
  return documents.flatMap((document) => {
    const text = readFileSync(new URL(document, ROOT), 'utf8')
    return [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match, index) => {
      const code = match[1] ?? ''
      const file = fileURLToPath(new URL(`${basename(document, '.md')}-${index + 1}.ts`, FOLDER))
      writeFileSync(file, asModule(code))
      const hasTests = code.includes("from 'vitest'")
      return { title: `${document}, block ${index + 1}`, document, file, hasTests, promised: promises(code) }
    })
  })
}

/** The templates of a document: its html blocks that name a file, by its path. */
export function templatesIn(document: string): Readonly<Record<string, string>> {
  const text = readFileSync(new URL(document, ROOT), 'utf8')
  const found = [...text.matchAll(/^```html (templates\/\S+)\n([\s\S]*?)^```$/gm)]
  return Object.fromEntries(found.map(([, path = '', content = '']) => [path, content]))
}

/** A block keeps its code, but listens on no fixed port, and lets the test have its app. */
function asModule(code: string): string {
  const exported = /^const app = /m.test(code) ? '\nexport { app as documentedApp }\n' : '\nexport {}\n'
  return code.replace(/await app\.listen\(3000\)\n/, '') + exported
}

function promises(code: string): Promised[] {
  return code.split('\n').flatMap((line) => {
    const match = PROMISE.exec(line)
    if (!match) return []
    const [, method = '', path = '', body, status, answer] = match
    return [{ line, method, path, body, status: Number(status), answer }]
  })
}
