// What ends a run with one sentence and no stack: a wrong option, a wrong answer, a server that does not start.

/** Its message is a whole sentence for whoever runs the benchmark. */
export class BenchFailure extends Error {
  override readonly name = 'BenchFailure'
}
