// Reads the cases of a folder. A case is a line that must be refused, with `// error: <part of the message>` above it,
// and above that its good twin: the same line without the mistake. All other lines must compile.
// `// error (standard): ...` is the message of one flavour; in the other the line must be refused in any words.

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { FLAVOURS, type Flavour } from './compile.js'

/** A line that the compiler must refuse. */
export interface BadLine {
  /** `plain/paths.ts:12`. */
  readonly at: string
  readonly code: string
  /** The line that differs only in the mistake. */
  readonly twin: string
  /** Parts of the messages; undefined: any messages. */
  readonly sentences: Readonly<Record<Flavour, string | undefined>>
}

/** What a compiler says about one place. */
export interface Complaint {
  /** `plain/paths.ts:12`. */
  readonly at: string
  /** With the lines that explain it. */
  readonly message: string
}

const MARKER = /^\s*\/\/ error(?: \((legacy|standard)\))?: (.+)$/

/** The cases of a folder's files, in order. */
export function casesIn(folder: string): readonly BadLine[] {
  const path = fileURLToPath(new URL(`cases/${folder}/`, import.meta.url))
  return readdirSync(path).flatMap((name) =>
    casesOf(`${folder}/${name}`, readFileSync(path + name, 'utf8').split('\n')),
  )
}

/** The complaints about cases in a compiler's output. */
export function complaintsIn(output: string): readonly Complaint[] {
  return output.split(/^(?=\S)/m).flatMap((text) => {
    const [, path = '', line, message = ''] = /^(.*?)\((\d+),\d+\): error (.*)$/s.exec(text.trimEnd()) ?? []
    const name = path.split('test/types/cases/')[1]
    return name === undefined ? [] : [{ at: `${name}:${line}`, message }]
  })
}

function casesOf(name: string, lines: readonly string[]): readonly BadLine[] {
  const starts = lines.flatMap((line, index) => (isMarker(line) && !isMarker(lines[index - 1]) ? [index] : []))
  return starts.map((start) => {
    const end = start + lines.slice(start).findIndex((line) => !isMarker(line))
    const sentences = sentencesOf(lines.slice(start, end))
    return { at: `${name}:${end + 1}`, code: lines[end] ?? '', twin: lines[start - 1] ?? '', sentences }
  })
}

function isMarker(line: string | undefined): boolean {
  return line !== undefined && MARKER.test(line)
}

function sentencesOf(markers: readonly string[]): BadLine['sentences'] {
  const sentences: Record<Flavour, string | undefined> = { legacy: undefined, standard: undefined }
  for (const marker of markers) {
    const [, flavour, text] = MARKER.exec(marker) ?? []
    for (const each of FLAVOURS) if (flavour === undefined || flavour === each) sentences[each] = text
  }
  return sentences
}
