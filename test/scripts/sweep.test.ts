import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Recipe } from '../../lib/recipes/recipe';
import { runId } from '../../lib/recipes/run-id';
import type { PlannedRun } from '../../lib/scheduling/sweep-plan';
import { projectRoot } from '../../lib/store/project-root';
import { recipeByName } from '../../lib/studies/named-recipes';
import { studentAlone, studentDistilled, teacherOriginal } from '../../lib/studies/original';
import { logFile, sweepFolder } from '../../scripts/sweep/folder';
import { openLiveLine } from '../../scripts/sweep/live-line';
import { requireOneArithmetic } from '../../scripts/sweep/math';
import { readRequest, readSeeds } from '../../scripts/sweep/order';
import { costLines, orderCostLine } from '../../scripts/sweep/overview';
import { minutesAllowed, planFile, recordFile, runCommand } from '../../scripts/sweep/plan-file';
import { progressLine } from '../../scripts/sweep/progress-line';
import { loggedState, type RunState, runState } from '../../scripts/sweep/run-state';
import { complaints, snakemakeArguments } from '../../scripts/sweep/snakemake';
import { secondsLeft, type Tracked } from '../../scripts/sweep/time-left';
import { tracker } from '../../scripts/sweep/tracker';
import { waitsFor, wantedRuns } from '../../scripts/sweep/wanted-runs';

const planned = (recipe: Recipe, seed: number, after: readonly string[] = []): PlannedRun => ({
  id: runId(recipe, seed),
  recipe,
  seed,
  after,
  asksFirst: recipe.teacher !== undefined,
});
const at = (run: PlannedRun, state: RunState): Tracked => ({ run, state });
const running = (epochsDone: number, epochsHere: number, beganAt: number, lastAt: number) =>
  ({ kind: 'running', epochsDone, epochsHere, beganAt, lastAt }) as const;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sweep-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('readRequest', () => {
  it('takes a study, its seeds and cores, and hands on what stands behind --', () => {
    expect(readRequest(['grid', '--seeds', '0,2-3', '--cores', '4', '--', '--dry-run'])).toEqual({
      kind: 'sweep',
      order: {
        study: 'grid',
        seeds: new Set([0, 2, 3]),
        where: { kind: 'here', cores: 4 },
        onDamage: 'restart',
        forSnakemake: ['--dry-run'],
      },
    });
  });

  it('takes what a cluster needs', () => {
    const args = ['all', '--slurm', '--slurm-partition', 'cpu', '--slurm-account', 'me'];
    expect(readRequest([...args, '--jobs', '7'])).toMatchObject({
      order: { where: { kind: 'slurm', jobs: 7, partition: 'cpu', account: 'me' } },
    });
  });

  it('hands on what its runs do with a damaged checkpoint', () => {
    const order = { onDamage: 'stop' };
    expect(readRequest(['original', '--on-damage', 'stop'])).toMatchObject({ order });
    expect(() => readRequest(['original', '--on-damage', 'no'])).toThrow(/takes restart or stop/);
  });

  it('knows help, list and cost', () => {
    expect(readRequest(['-h'])).toEqual({ kind: 'help' });
    expect(readRequest(['--list'])).toEqual({ kind: 'list' });
    expect(readRequest(['--cost'])).toEqual({ kind: 'cost' });
    const some = readRequest(['original', '--seeds', '8-9', '--cores', '2', '--cost']);
    expect(some).toMatchObject({ kind: 'cost-of', order: { study: 'original' } });
    expect(() => readRequest(['original', '--seeds', '15-8', '--cost'])).toThrow('rising ranges');
    expect(() => readRequest(['--cores', '0', '--cost'])).toThrow();
  });

  it.each([
    [[], /takes the name of one study, or all, got 0; .*--list/],
    [['a', 'b'], /got 2/],
    [['a', '--cores', '0'], /--cores must be a whole number from 1 up, got "0"/],
    [['a', '--jobs', '3'], /--jobs is for Slurm: add --slurm/],
    [['a', '--slurm', '--cores', '3'], /on Slurm say --jobs/],
    [['a', '--seeds', 'x'], /--seeds: expected whole numbers .* found "x" in "x"; write .* 8-15/],
    [['a', '--nonsense'], /Unknown option '--nonsense'/],
  ] as const)('refuses %o with the way out', (args, sentence) => {
    expect(() => readRequest(args)).toThrow(sentence);
  });
});

it('readSeeds refuses a range that runs backwards', () => {
  expect(() => readSeeds('3-1')).toThrow('found "3-1" in "3-1"');
  expect(() => readSeeds('0,8-')).toThrow('found "8-" in "0,8-"');
  expect(readSeeds('5')).toEqual(new Set([5]));
  expect(readSeeds('3,5,8-10')).toEqual(new Set([3, 5, 8, 9, 10]));
});

describe('wantedRuns', () => {
  it('lists the studies for a name that none has', () => {
    expect(() => wantedRuns('resnet', { runs: folder })).toThrow(
      /No study "resnet"\. There are: original, .*chosen-cell/,
    );
  });

  it('keeps to the seeds that are asked for', () => {
    const wanted = wantedRuns('original', { runs: folder, seeds: new Set([1]) });
    expect(wanted.length).toBeGreaterThan(2);
    expect(new Set(wanted.map(({ seed }) => seed))).toEqual(new Set([1]));
  });

  it('adds seeds that the study does not ask for to every arm, and to some arms only', () => {
    const seeds = new Set([8, 9]);
    const wanted = wantedRuns('loss-scale', { runs: folder, seeds });
    expect(wanted).toHaveLength(5 * 2);
    const some = wantedRuns('loss-scale', {
      runs: folder,
      seeds,
      arms: ['without T²', 'student-alone'],
    });
    expect(some.map(({ recipe, seed }) => `${recipe.name} ${seed}`)).toEqual([
      'scale-no-square 8',
      'student-alone 8',
      'scale-no-square 9',
      'student-alone 9',
    ]);
  });

  it('refuses an arm that the study does not have, and seeds for every study at once', () => {
    expect(() => wantedRuns('loss-scale', { runs: folder, arms: ['resnet'] })).toThrow(
      /--arms: expected arms of loss-scale, found "resnet"\. There are: student-alone, /,
    );
    expect(() => wantedRuns('all', { runs: folder, seeds: new Set([8]) })).toThrow(
      /--seeds and --arms choose within one study: expected its name, found "all"; .*--list/,
    );
  });

  it('has the runs of every study under one word', () => {
    const every = wantedRuns('all', { runs: folder }).map(({ id }) => id);
    for (const { id } of wantedRuns('loss-scale', { runs: folder })) expect(every).toContain(id);
  });
});

describe('waitsFor', () => {
  it('names the study that decides the arms, and is silent for a study with arms', () => {
    expect(waitsFor('chosen-cell', folder)).toMatch(
      /arms follow from the study temperature-and-weight.*npm run sweep -- temperature-and-weight/,
    );
    expect(waitsFor('original', folder)).toBeUndefined();
  });
});

describe('a sweep of runs in bf16', () => {
  const runs = [planned(recipeByName('student-alone-bf16'), 0)];
  const [old, recent] = [false, true].map((hasBf16) => ({ hasBf16, processor: 'Some CPU' }));
  it('is refused where the processor lacks it, and goes on where it does not', () => {
    const here = { kind: 'here', cores: 2 } as const;
    expect(() => requireOneArithmetic(runs, here, old)).toThrow(
      /student-alone-bf16-.*expected a processor with avx512_bf16 or amx_bf16, found Some CPU/,
    );
    expect(() => requireOneArithmetic(runs, here, recent)).not.toThrow();
    expect(() => requireOneArithmetic([planned(studentAlone, 0)], here, old)).not.toThrow();
  });
  it('leaves them out of all studies where the processor lacks it', () => {
    const named = (canBf16: boolean) =>
      wantedRuns('all', { runs: folder }, canBf16).map(({ recipe }) => recipe.name);
    expect(named(true)).toContain('student-alone-bf16');
    expect(named(false)).not.toContain('student-alone-bf16');
    expect(named(false)).toContain('student-alone');
  });
  it('asks for one partition of a cluster, whose machines may differ', () => {
    const slurm = { kind: 'slurm', jobs: 4 } as const;
    expect(() => requireOneArithmetic(runs, slurm, old)).toThrow(
      /expected --slurm-partition <name>/,
    );
    expect(() => requireOneArithmetic(runs, { ...slurm, partition: 'amx' }, old)).not.toThrow();
  });
});

describe('costLines', () => {
  it('say how many runs are missing, and nothing of their hours where nothing was measured', () => {
    const lines = costLines(folder);
    expect(lines[0]).toMatch(/study +missing +their hours +runs/);
    expect(lines.find((line) => line.startsWith('original'))).toMatch(/^original +38 +\? +38/);
  });

  it('count the teachers among the runs that an order lacks, where there are any', () => {
    const wanted = (...recipes: Recipe[]) =>
      recipes.map((recipe) => ({ id: runId(recipe, 3), recipe, seed: 3 }));
    const line = (...recipes: Recipe[]) => orderCostLine(wanted(...recipes), 1, folder);
    expect(line(studentAlone)).toMatch(/^1 run is missing: /);
    expect(line(studentDistilled)).toMatch(/^2 runs are missing \(1 of them of teachers\): /);
  });
});

describe('the plan file', () => {
  const student = planned(studentDistilled, 3, [runId(teacherOriginal, 0)]);

  it('says of each run what comes before it and how it is trained', () => {
    const places = { runs: '/store', folder: '/sweep', root: '/project' };
    const plan = JSON.parse(planFile([{ run: student, seconds: 1500 }], places));
    expect(plan).toMatchObject({ runs: '/store', logs: '/sweep/logs', folder: '/project' });
    expect(plan.order).toEqual([
      {
        id: student.id,
        after: [runId(teacherOriginal, 0)],
        command: runCommand(student, '/store'),
        minutes: 125, // five times 25 minutes
      },
    ]);
    expect(recordFile(student.id, '/store')).toBe(`/store/${student.id}/run.json`);
  });

  it('keeps only the weights of teachers and of the students that the report shows', () => {
    expect(runCommand(student, '/store')).toMatch(
      /train\.ts student-distilled --seed 3 --runs \/store --record-only$/,
    );
    for (const run of [planned(studentDistilled, 0), planned(teacherOriginal, 2)]) {
      expect(runCommand(run, '/store')).not.toContain('--record-only');
    }
  });

  it('keeps the answers alone of arms that say so', () => {
    const smoothed = recipeByName('control-label-smoothing');
    expect(runCommand(planned(smoothed, 9), '/store')).toMatch(/--runs \/store --answers-only$/);
  });

  it('tells a run to stop at a damaged checkpoint where the sweep was told so', () => {
    expect(runCommand(student, '/store', 'stop')).toMatch(/ --on-damage stop$/);
    expect(runCommand(student, '/store', 'restart')).not.toContain('--on-damage');
  });

  it('quotes a folder with a blank and an apostrophe for the shell', () => {
    expect(runCommand(student, "/a b/it's")).toContain(`--runs '/a b/it'\\''s'`);
  });

  it('gives a cluster an hour at least, and a day where nothing like it was measured', () => {
    expect(minutesAllowed(10)).toBe(60);
    expect(minutesAllowed(undefined)).toBe(1440);
  });
});

describe('snakemakeArguments', () => {
  const files = { plan: '/s/plan.json', folder: '/s', snakefile: '/p/Snakefile' };

  it('go on after a failure and an interruption, and end with what the user adds', () => {
    const order = { where: { kind: 'here', cores: 2 }, forSnakemake: ['--quiet'] } as const;
    const words = snakemakeArguments(order, files).join(' ');
    expect(words).toContain('--snakefile /p/Snakefile --directory /s --config plan=/s/plan.json');
    expect(words).toContain('--keep-going --rerun-incomplete');
    expect(words).toMatch(/--cores 2 --quiet$/);
  });

  it('name partition and account on Slurm', () => {
    const where = { kind: 'slurm', jobs: 9, partition: 'cpu', account: 'me' } as const;
    const words = snakemakeArguments({ where, forSnakemake: [] }, files).join(' ');
    expect(words).toContain('--executor slurm --jobs 9');
    expect(words).toContain('--default-resources slurm_partition=cpu slurm_account=me');
    expect(words).not.toContain('--cores');
  });
});

describe('complaints', () => {
  it('are the errors that were named, each once', () => {
    const printed = [
      'Building DAG',
      'Error in rule x:',
      '  sbatch: error: invalid partition',
      '  sbatch: error: invalid partition',
      'WorkflowError:',
      'At least one job did not complete successfully.',
    ].join('\n');
    expect(complaints(printed)).toBe('sbatch: error: invalid partition');
  });

  it('are the last words where none was named', () => {
    expect(complaints('a\nb\nc\nd\ne\nf\ng\n')).toBe('b\nc\nd\ne\nf\ng');
  });
});

describe('loggedState', () => {
  const times = { beganAt: 1, lastAt: 2 };

  it('counts the epochs, also those of an earlier sweep', () => {
    const log = 'Training x\nepoch 6/15: loss 1, 8 min left\nepoch 7/15: loss 1, 7 min left\n';
    expect(loggedState(log, times)).toEqual(running(7, 2, 1, 2));
    expect(loggedState('Training x\n', times)).toEqual(running(0, 0, 1, 2));
  });

  it('tells a failed run from one that was asked to stop, and from one that did not begin', () => {
    expect(loggedState('the loss is NaN\nexit code 1\n', times)).toEqual({ kind: 'failed' });
    expect(loggedState('stopped in epoch 3\nexit code 130\n', times)).toEqual({ kind: 'stopped' });
    expect(loggedState('', times)).toEqual({ kind: 'waiting' });
  });
});

describe('tracker', () => {
  it('sees runs begin, fail and finish, and tells each end once', () => {
    const places = { runs: join(folder, 'runs'), folder };
    const [good, bad] = [planned(studentAlone, 0), planned(studentAlone, 1)];
    const ended: string[] = [];
    const look = tracker([good, bad], places, ({ run, state }) =>
      ended.push(`${run.seed} ${state.kind}`),
    );
    const kinds = () => look().map(({ state }) => state.kind);
    expect(kinds()).toEqual(['waiting', 'waiting']);
    mkdirSync(dirname(logFile('any', folder)), { recursive: true });
    for (const { id } of [good, bad]) writeFileSync(logFile(id, folder), 'Training\n');
    expect(kinds()).toEqual(['running', 'running']);
    writeFileSync(logFile(bad.id, folder), 'Training\nexit code 1\n');
    mkdirSync(dirname(recordFile(good.id, places.runs)), { recursive: true });
    expect(runState(good.id, places, 0).kind).toBe('running'); // a folder is no run
    writeFileSync(recordFile(good.id, places.runs), '{}');
    expect(kinds()).toEqual(['finished', 'failed']);
    expect(kinds()).toEqual(['finished', 'failed']);
    expect(ended).toEqual(['0 finished', '1 failed']);
  });
});

describe('secondsLeft', () => {
  const waiting = { kind: 'waiting' } as const;
  const runs = [0, 1, 2].map((seed) => planned(studentAlone, seed));
  const [first, second, third] = runs as [PlannedRun, PlannedRun, PlannedRun];
  const cost = () => 150;

  it('adds what waits: three runs of 150 s on two cores take 300 s', () => {
    const tracked = runs.map((run) => at(run, waiting));
    expect(secondsLeft(tracked, { cores: 2, cost, now: 0 })).toBe(300);
  });

  it('judges a run at work by its own epochs: 5 of 15 in 100 s, 4 s ago, leave 196 s', () => {
    const tracked = [at(first, running(5, 5, 0, 100_000)), at(second, waiting)];
    expect(secondsLeft(tracked, { cores: 2, cost, now: 104_000 })).toBe(196);
    expect(secondsLeft(tracked, { cores: 1, cost, now: 104_000 })).toBe(346);
  });

  it('judges a run that has ended no epoch yet by others, and does not go below zero', () => {
    const young = at(first, running(0, 0, 0, 0));
    expect(secondsLeft([young], { cores: 1, cost, now: 30_000 })).toBe(120);
    expect(secondsLeft([young], { cores: 1, cost, now: 900_000 })).toBe(0);
  });

  it('leaves out what has ended, and is unknown while a kind was never measured', () => {
    const done = [at(first, { kind: 'finished' }), at(second, { kind: 'failed' })];
    expect(secondsLeft(done, { cores: 1, cost, now: 0 })).toBe(0);
    const unknown = { cores: 1, cost: () => undefined, now: 0 };
    expect(secondsLeft([...done, at(third, waiting)], unknown)).toBeUndefined();
  });

  it('lets what waits begin when the run at work that it waits for has ended', () => {
    // The first has 140 s to go; the second core must not begin its successor before that.
    const tracked = [
      at(first, running(1, 1, 0, 10_000)),
      at(planned(studentAlone, 1, [first.id]), waiting),
    ];
    expect(secondsLeft(tracked, { cores: 2, cost, now: 10_000 })).toBe(290);
  });
});

describe('progressLine', () => {
  it('says how many are made, what is at work at which epoch, and the time left', () => {
    const line = progressLine(
      [
        at(planned(studentAlone, 0), { kind: 'finished' }),
        at(planned(studentAlone, 1), { kind: 'failed' }),
        at(planned(studentAlone, 2), running(3, 3, 0, 0)),
        at(planned(studentAlone, 3), { kind: 'waiting' }),
      ],
      4320,
    );
    expect(line).toBe(
      '1 of 4 runs made, 1 failed, 1 at work (student-alone s2 epoch 4/15), about 1 h 12 min left',
    );
  });

  it('names a few of the many that a cluster is at', () => {
    const many = [0, 1, 2, 3, 4, 5].map((seed) =>
      at(planned(studentAlone, seed), running(15, 15, 0, 0)),
    );
    const line = progressLine(many, undefined);
    expect(line).toMatch(
      /6 at work \(student-alone s0 epoch 15\/15, .*s3 epoch 15\/15, and 2 more\)/,
    );
    expect(line).toMatch(/time left unknown yet$/);
  });
});

it('openLiveLine writes lines that stay into a file, and progress once a minute', () => {
  const written: string[] = [];
  const file = { isTTY: false, write: (text: string) => written.push(text) };
  const line = openLiveLine(file as unknown as NodeJS.WriteStream);
  line.show('0 of 2');
  line.show('1 of 2');
  line.keep('✓ one');
  line.end();
  expect(written).toEqual(['0 of 2\n', '✓ one\n']);
});

it('sweepFolder keeps its files with runs that lie elsewhere, and in .cache for the project’s own', () => {
  expect(sweepFolder(folder)).toBe(join(folder, '.sweep'));
  const root = projectRoot();
  expect(sweepFolder(join(root, 'report', 'runs'))).toBe(join(root, '.cache', 'sweep'));
});
