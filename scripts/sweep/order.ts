import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

/** What a sweep is asked to do. */
export interface SweepOrder {
  /** The name of a study, or "all". */
  readonly study: string;
  /** Only runs of these seeds; all, unless told. */
  readonly seeds?: ReadonlySet<number>;
  readonly where: Here | Slurm;
  /** Handed on to Snakemake as it is. */
  readonly forSnakemake: readonly string[];
}

/** On this machine, a run a core. */
interface Here {
  readonly kind: 'here';
  readonly cores: number;
}

/** On a Slurm cluster, a job a run. */
export interface Slurm {
  readonly kind: 'slurm';
  /** Jobs queued or at work at a time. */
  readonly jobs: number;
  readonly partition?: string;
  readonly account?: string;
}

/** What the command line asks for. */
export type Request =
  | { readonly kind: 'help' | 'list' | 'cost' }
  | { readonly kind: 'sweep'; readonly order: SweepOrder };

/** Jobs that a cluster is given at a time unless told. */
const JOBS = 100;

/**
 * Reads the command line of a sweep.
 * @param args what stands behind `npm run sweep --`; a further `--` starts Snakemake's own
 * @throws with the way out when it makes no sense
 */
export function readRequest(args: readonly string[]): Request {
  const end = args.indexOf('--');
  const own = end < 0 ? args : args.slice(0, end);
  const { values, positionals } = parseArgs({
    args: [...own],
    allowPositionals: true,
    options: {
      seeds: { type: 'string' },
      cores: { type: 'string' },
      slurm: { type: 'boolean', default: false },
      'slurm-partition': { type: 'string' },
      'slurm-account': { type: 'string' },
      jobs: { type: 'string' },
      list: { type: 'boolean', default: false },
      cost: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return { kind: 'help' };
  if (values.list) return { kind: 'list' };
  if (values.cost) return { kind: 'cost' };
  const [study, ...others] = positionals;
  if (study === undefined || others.length > 0) {
    throw new Error(
      `npm run sweep takes the name of one study, or all, got ${positionals.length}; ` +
        'npm run sweep -- --list shows them.',
    );
  }
  const only = values.seeds === undefined ? {} : { seeds: readSeeds(values.seeds) };
  const where = values.slurm ? slurm(values) : here(values);
  return {
    kind: 'sweep',
    order: { study, ...only, where, forSnakemake: end < 0 ? [] : args.slice(end + 1) },
  };
}

interface Values {
  readonly cores?: string;
  readonly jobs?: string;
  readonly 'slurm-partition'?: string;
  readonly 'slurm-account'?: string;
}

function here({ cores, ...rest }: Values): Here {
  for (const name of ['jobs', 'slurm-partition', 'slurm-account'] as const) {
    if (rest[name] !== undefined) throw new Error(`--${name} is for Slurm: add --slurm.`);
  }
  return { kind: 'here', cores: count('--cores', cores) ?? availableParallelism() };
}

function slurm(values: Values): Slurm {
  if (values.cores !== undefined) {
    throw new Error('--cores is for this machine; on Slurm say --jobs, a job takes one core.');
  }
  const { 'slurm-partition': partition, 'slurm-account': account } = values;
  return {
    kind: 'slurm',
    jobs: count('--jobs', values.jobs) ?? JOBS,
    ...(partition === undefined ? {} : { partition }),
    ...(account === undefined ? {} : { account }),
  };
}

function count(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`${name} must be a whole number from 1 up, got "${text}".`);
}

/**
 * Seeds as one writes them: "0,2" or "0-3,7".
 * @throws when it is neither numbers nor ranges
 */
export function readSeeds(text: string): ReadonlySet<number> {
  const seeds = new Set<number>();
  for (const part of text.split(',')) {
    const [, first, last] = /^(\d+)(?:-(\d+))?$/.exec(part.trim()) ?? [];
    const end = Number(last ?? first);
    if (first === undefined || end < Number(first)) {
      throw new Error(`--seeds must be like 0,2 or 0-3, got "${text}".`);
    }
    for (let seed = Number(first); seed <= end; seed++) seeds.add(seed);
  }
  return seeds;
}
