import { sentenceOf } from '../../lib/store/atomic-file';

/** Ends a command that failed: says why in words, not with a stack, and sets the exit code. */
export function endWith(error: unknown): void {
  const start = process.stdout.isTTY ? '\n' : ''; // a line of progress may be under way
  console.error(`${start}${sentenceOf(error, 'a file of the project or of the temporary folder')}`);
  process.exitCode = error instanceof Error && error.name === 'RunStopped' ? 130 : 1;
}
