// Mistakes in a command line, and the options of a command.

import { type ParseArgsConfig, parseArgs } from 'node:util'

/** A mistake in a command line: what it is, and how the command is used. */
export class UsageError extends Error {
  override readonly name = 'UsageError'

  constructor(
    message: string,
    readonly help: string,
  ) {
    super(message)
  }
}

/** What node:util makes of words: the options by name, and the rest. */
type ParsedWords<Options extends NonNullable<ParseArgsConfig['options']>> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Options; allowPositionals: true }>
>

/**
 * Reads the options of a command.
 *
 * @throws UsageError for an option that it does not have, or one without its value
 */
export function readOptions<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
  help: string,
): ParsedWords<Options> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    if (!(error instanceof TypeError) || !isAboutWords(error)) throw error
    const [sentence = ''] = error.message.split(/\. |\n/)
    throw new UsageError(sentence.charAt(0).toLowerCase() + sentence.slice(1), help)
  }
}

/** Whether node:util finds the words wrong, and not the options. */
function isAboutWords(error: TypeError): boolean {
  return 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_')
}
