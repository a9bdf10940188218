// The list of all files of src/ in docs/architecture.md: each with the first sentence of the comment it opens with, so that
// the list can only be as wrong as the files are about themselves. `npm run docs:files` writes it anew.

import { readFileSync, writeFileSync } from 'node:fs'
import { roomOf, type SourceFile, sourceFiles } from './source-files.js'

const DOCUMENT = new URL('../../docs/architecture.md', import.meta.url)
const HEADING = '## Every file\n'

/** The section as it must be. */
export function expectedList(files: readonly SourceFile[] = sourceFiles()): string {
  const sorted = [...files].sort((one, other) => (one.path < other.path ? -1 : 1))
  const top = sorted.filter(({ path }) => !path.includes('/'))
  const rooms = [...new Set(sorted.filter((file) => !top.includes(file)).map(({ path }) => roomOf(path)))]
  const sections = [top, ...rooms.map((room) => sorted.filter(({ path }) => path.startsWith(`${room}/`)))]
  return sections.map((section) => section.map(lineOf).join('')).join('\n')
}

/** The section as it is. @throws Error if the document has none */
export function writtenList(): string {
  const [, section, ...more] = documentText().split(HEADING)
  if (section === undefined || more.length > 0) throw new Error(`docs/architecture.md needs one heading: ${HEADING}`)
  return section.slice(section.indexOf('- '))
}

/** Writes the section as it must be; what stands before the list stays. */
export function writeList(): void {
  writeFileSync(
    DOCUMENT,
    documentText().replace(writtenList(), () => expectedList()),
  )
}

function documentText(): string {
  return readFileSync(DOCUMENT, 'utf8')
}

function lineOf({ path, text }: SourceFile): string {
  return `- \`${path}\`: ${firstSentence(text)}\n`
}

/** The first sentence of the comment that a file opens with. */
function firstSentence(text: string): string {
  const comment = /^(?:#!.*\n)?((?:\/\/.*\n)+)/.exec(text)?.[1] ?? ''
  const words = comment
    .replace(/^\/\/ ?/gm, '')
    .split(/\s+/)
    .join(' ')
    .trim()
  return /^.*?[.?!](?= |$)/.exec(words)?.[0] ?? words
}
