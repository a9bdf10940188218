// A reporter that names the failed tests once more in the last lines of a run: of a long log, often only the end is kept.

import type { TestModule } from 'vitest/node'
import type { Reporter } from 'vitest/reporters'

export default class FailedTests implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const failed = modules.flatMap((module) => [
      ...module.errors().map(({ message }) => `${module.relativeModuleId}: ${firstLine(message)}`),
      ...[...module.children.allTests('failed')].map(
        (test) => `${module.relativeModuleId} > ${test.fullName}: ${firstLine(test.result().errors?.[0]?.message)}`,
      ),
    ])
    for (const line of failed) process.stderr.write(`failed: ${line}\n`)
  }
}

function firstLine(message = ''): string {
  return message.split('\n', 1)[0] ?? ''
}
