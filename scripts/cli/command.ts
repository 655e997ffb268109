import { type ParseArgsConfig, parseArgs } from 'node:util';
import { endWith } from './end-with';
import { requireGiven } from './given';

type Options = NonNullable<ParseArgsConfig['options']>;
/** The options' values, as parseArgs gives them. */
export type Values<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O; allowPositionals: true }>
>['values'];

/** A command of the project: what it takes, what it says of itself, what it does. */
export interface Command<O extends Options> {
  readonly help: string;
  /** As parseArgs takes them; --help and -h come by themselves. */
  readonly options: O;
  /** What its one argument is, such as 'the id of a run'. Unless told it takes none. */
  readonly argument?: string;
  /** Whether it does without its argument; never unless told. */
  readonly withoutArgument?: (values: Values<O>) => boolean;
  readonly run: (values: Values<O>, argument: string) => Promise<void>;
}

/**
 * Runs a command by this process's arguments: prints its help when asked to, refuses what it does not take, and turns
 * an error into a sentence and an exit code.
 */
export function command<const O extends Options>(given: Command<O>): void {
  Promise.resolve() // when the command's file has been read to its end
    .then(() => started(given))
    .catch(endWith);
}

async function started<O extends Options>(given: Command<O>): Promise<void> {
  const { help, argument, withoutArgument = () => false, run } = given;
  const options = { ...given.options, help: { type: 'boolean', short: 'h' } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if ((values as { help?: boolean }).help === true) {
    process.stdout.write(help);
    return;
  }
  requireGiven(values);
  const own = values as Values<O>;
  const isFree = argument === undefined || withoutArgument(own);
  if (positionals.length > 1 || (positionals.length === 1) === isFree) {
    const found = positionals.length === 0 ? 'nothing' : `"${positionals.join(' ')}"`;
    throw new Error(`Expected ${isFree ? 'no argument' : argument}, got ${found}; see --help.`);
  }
  await run(own, positionals[0] ?? '');
}
