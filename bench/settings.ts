import { parseArgs } from 'node:util';
import { requireGiven } from '../scripts/cli/given';
import { bf16Comparisons, type Comparison, choose, comparisons } from './comparisons';
import { type MemoryFormat, memoryFormats } from './protocol';

const listed = [...comparisons, ...bf16Comparisons]
  .map(({ name, meaning }) => `                          ${name.padEnd(30)}${meaning}`)
  .join('\n');

export const help = `Times our training against PyTorch, in blocks that take turns on the same cores.

  npm run bench                       everything but 'scaling'
  npm run bench -- --only student     one comparison, or several joined by commas:
${listed}
                          scaling                       batch sizes 32 to 1024 and widths 1, 2, 4
                          bf16                          all whose names begin with it; they need avx512_bf16 or AMX
  npm run bench -- --profile JOB      where the time of a step of ours goes, kernel by kernel; JOB is student,
                                      teacher, distillation, student-evaluation, … or several, joined by
                                      commas; needs no PyTorch
  npm run bench -- --inference        our forward passes alone, to report/timings; needs no PyTorch
  npm run bench -- --tables           measures nothing; writes <device>.md anew from each <device>.json

  --blocks 12     measured blocks a side
  --steps 10      training steps a block (evaluations: a tenth as many passes)
  --warmup 2      blocks a side that do not count
  --threads 2     threads a side; all cores unless told
  --formats contiguous,channels_last    PyTorch's memory formats: both unless told
  --keep          with --profile: puts the profiles into the machine's results, which the notebook shows
  --output DIR    where <device>.json and <device>.md go: bench/results, or report/timings with --inference
  --help          this text
`;

export interface Settings {
  readonly only: readonly Comparison[];
  readonly blocks: number;
  readonly steps: number;
  readonly warmup: number;
  readonly threads: number;
  readonly formats: readonly MemoryFormat[];
  readonly inference: boolean;
  /** Whether only the tables are written anew. */
  readonly tables: boolean;
  /** Jobs; none where no profile is asked for. */
  readonly profiles: readonly string[];
  readonly keep: boolean;
  readonly output: string | undefined;
}

/**
 * What the command line asks for; undefined when it asks for help.
 * @param args the words after the command
 * @param cores threads unless told
 * @throws on an option or a value that is none, with those there are
 */
export function readSettings(args: readonly string[], cores: number): Settings | undefined {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { ...text, default: 'all' },
      blocks: text,
      steps: { ...text, default: '10' },
      warmup: { ...text, default: '2' },
      threads: { ...text, default: String(cores) },
      formats: { ...text, default: memoryFormats.join() },
      output: text,
      profile: text,
      keep: { type: 'boolean', default: false },
      inference: { type: 'boolean', default: false },
      tables: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  requireGiven(values);
  const settings: Settings = {
    only: choose(values.only),
    blocks: wholeNumber('blocks', values.blocks ?? (values.inference ? '100' : '12'), 1),
    steps: wholeNumber('steps', values.steps, 1),
    warmup: wholeNumber('warmup', values.warmup, 0),
    threads: wholeNumber('threads', values.threads, 1),
    formats: values.formats.split(',').map((format) => oneOf('formats', memoryFormats, format)),
    inference: values.inference,
    tables: values.tables,
    profiles: values.profile?.split(',').map((job) => job.trim()) ?? [],
    keep: values.keep,
    output: values.output,
  };
  return consistent(settings);
}

function consistent(settings: Settings): Settings {
  const { profiles, keep } = settings;
  if (keep && profiles.length === 0) throw new Error('--keep goes with --profile only.');
  return settings;
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new Error(`--${name}: expected a whole number from ${least} up, got "${text}".`);
}

function oneOf<T extends string>(name: string, values: readonly T[], text: string): T {
  const found = values.find((value) => value === text.trim());
  if (found !== undefined) return found;
  throw new Error(`--${name}: expected ${values.join(' or ')}, got "${text}".`);
}
