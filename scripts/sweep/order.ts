import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { damageChoice, type OnDamage } from '../cli/damage';
import { requireGiven } from '../cli/given';

/** What a sweep is asked to do. */
export interface SweepOrder {
  /** The name of a study, or "all". */
  readonly study: string;
  /** These seeds of every arm, in the place of the study's own. */
  readonly seeds?: ReadonlySet<number>;
  /** Only arms of these labels or recipe names; all, unless told. */
  readonly arms?: readonly string[];
  readonly where: Here | Slurm;
  /** What its runs do with a checkpoint that is damaged. */
  readonly onDamage: OnDamage;
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
  | { readonly kind: 'cost-of'; readonly order: SweepOrder }
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
      arms: { type: 'string' },
      cores: { type: 'string' },
      slurm: { type: 'boolean', default: false },
      'slurm-partition': { type: 'string' },
      'slurm-account': { type: 'string' },
      jobs: { type: 'string' },
      'on-damage': { type: 'string', default: 'restart' },
      list: { type: 'boolean', default: false },
      cost: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return { kind: 'help' };
  if (values.list) return { kind: 'list' };
  if (own.length === 1 && values.cost) return { kind: 'cost' };
  requireGiven(values);
  const [study, ...others] = positionals;
  if (study === undefined || others.length > 0) {
    throw new Error(
      `npm run sweep takes the name of one study, or all, got ${positionals.length}; ` +
        'npm run sweep -- --list shows them.',
    );
  }
  const only = {
    ...(values.seeds === undefined ? {} : { seeds: readSeeds(values.seeds) }),
    ...(values.arms === undefined
      ? {}
      : { arms: values.arms.split(',').map((name) => name.trim()) }),
  };
  const where = values.slurm ? slurm(values) : here(values);
  return {
    kind: values.cost ? 'cost-of' : 'sweep',
    order: {
      study,
      ...only,
      where,
      onDamage: damageChoice(values['on-damage']),
      forSnakemake: end < 0 ? [] : args.slice(end + 1),
    },
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
 * Seeds as one writes them: "0,2" or "3,5,8-10".
 * @throws when it is neither numbers nor ranges that rise
 */
export function readSeeds(text: string): ReadonlySet<number> {
  const seeds = new Set<number>();
  for (const part of text.split(',')) {
    const [, first, last] = /^(\d+)(?:-(\d+))?$/.exec(part.trim()) ?? [];
    const end = Number(last ?? first);
    if (first === undefined || end < Number(first)) {
      throw new Error(
        `--seeds: expected whole numbers or rising ranges, found "${part}" in "${text}"; write for example 8-15 or 3,5,8-10.`,
      );
    }
    for (let seed = Number(first); seed <= end; seed++) seeds.add(seed);
  }
  return seeds;
}
