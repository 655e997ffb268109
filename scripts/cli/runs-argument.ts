import { runsFolder } from '../../lib/store/run-store';

/**
 * The folder of runs that a command is given, or the usual one.
 * @throws when it is empty, which would be the folder that one happens to be in
 */
export function runsOf(argument: string | undefined): string {
  if (argument === '')
    throw new Error('--runs: expected a folder, got ""; leave it out for report/runs.');
  return argument ?? runsFolder();
}
