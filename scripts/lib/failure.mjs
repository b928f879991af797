/** A failure told to the operator in one sentence: printed without a stack, exit code 1. */
export class Failure extends Error {}

/** Runs a command's work; a Failure becomes its sentence, anything else keeps its stack. Never returns after one. */
export async function orExit(work) {
  try {
    return await work()
  } catch (error) {
    process.stderr.write(error instanceof Failure ? `\nTrilateral: ${error.message}\n` : `\n${error?.stack ?? error}\n`)
    process.exit(1)
  }
}
