import { describe, expect, it } from 'vitest';
import { type Recipe, recipe } from '../../lib/recipes/recipe';
import type { RunRecord } from '../../lib/store/run-record';
import { studentAlone, studentDistilled, teacherOriginal } from '../../lib/studies/original';
import type { Arm, Study } from '../../lib/studies/study';
import { runCost } from '../../lib/tables/run-cost';
import { studyCostRows } from '../../lib/tables/study-cost-rows';
import { recordOf } from './sample-results';

/** A run of 15 equal epochs of 45,000 images: 675,000 images seen. */
function took(totalSeconds: number, of: Recipe, seed = 0, day = 1): RunRecord {
  const finishedAt = `2026-01-0${day}T00:00:00Z`;
  const epochs = Array.from({ length: 15 }, () => ({
    seconds: totalSeconds / 15,
    imagesPerSecond: 1,
  }));
  return {
    ...recordOf('labels'),
    recipe: of,
    seed,
    timing: { finishedAt, totalSeconds, epochs },
  };
}

const warmer = recipe({
  ...studentDistilled,
  name: 'warmer',
  objective: { kind: 'logits', temperature: 8, softWeight: 0.7, hardWeight: 0.3 },
});
const records = [
  took(6750, teacherOriginal),
  took(675, studentAlone),
  took(1350, studentDistilled, 0, 2),
  took(900, warmer, 0, 3),
];

describe('runCost', () => {
  it('is the median of runs of the kind', () => {
    const cost = runCost([600, 900, 700].map((seconds, seed) => took(seconds, studentAlone, seed)));
    expect(cost({ recipe: studentAlone, seed: 9 }, false)).toBeCloseTo(700, 9);
  });

  it('learns nothing from runs without an epoch', () => {
    const untrained = took(0, recipe({ ...studentAlone, name: 'untrained', epochs: 0 }), 1);
    const cost = runCost([
      { ...untrained, timing: { ...untrained.timing, epochs: [] } },
      took(675, studentAlone),
    ]);
    expect(cost({ recipe: studentAlone, seed: 0 }, false)).toBeCloseTo(675, 9);
    expect(cost(untrained, false)).toBe(0);
  });

  it('does not count that the machine was halted in a few epochs', () => {
    const halted = took(675, studentAlone);
    const epochs = halted.timing.epochs.map((epoch, place) =>
      place < 7 ? { ...epoch, seconds: 1000 } : epoch,
    );
    const cost = runCost([{ ...halted, timing: { ...halted.timing, epochs } }]);
    expect(cost({ recipe: studentAlone, seed: 0 }, false)).toBeCloseTo(675, 9);
  });

  it('grows with epochs and images: a third of the epochs, ten ninths of the images', () => {
    const cost = runCost(records);
    const short = recipe({ ...studentAlone, name: 'short', epochs: 5 });
    expect(cost({ recipe: short, seed: 0 }, false)).toBeCloseTo(225, 9);
    const all = recipe({ ...studentAlone, name: 'all', trainOn: 'all' });
    expect(cost({ recipe: all, seed: 0 }, false)).toBeCloseTo(750, 9);
    const limit = { training: 450, validation: 10, test: 10 };
    const small = recipe({ ...studentAlone, name: 'small', limit });
    expect(cost({ recipe: small, seed: 0 }, false)).toBeCloseTo(6.75, 9);
  });

  it('tells the run that asked the teacher, finished first, from those that remembered', () => {
    const cost = runCost([...records].reverse());
    expect(cost({ recipe: warmer, seed: 1 }, true)).toBeCloseTo(1350, 9);
    expect(cost({ recipe: warmer, seed: 1 }, false)).toBeCloseTo(900, 9);
  });

  it('puts together what was not measured: asking is 675 and a third of 6750', () => {
    const cost = runCost(records.slice(0, 2));
    expect(cost({ recipe: warmer, seed: 1 }, true)).toBeCloseTo(2925, 9);
    expect(cost({ recipe: warmer, seed: 1 }, false)).toBeCloseTo(675, 9);
  });

  it('is unknown where nothing like it was measured', () => {
    expect(runCost([])({ recipe: studentAlone, seed: 0 }, false)).toBeUndefined();
    const withoutTeacher = runCost([took(675, studentAlone)]);
    expect(withoutTeacher({ recipe: warmer, seed: 0 }, true)).toBeUndefined();
  });
});

function armOf(of: Recipe, seeds: readonly number[]): Arm {
  return { label: of.name, recipe: of, seeds, role: 'student', family: 'control' };
}

describe('studyCostRows', () => {
  const pair: Study = {
    name: 'pair',
    question: 'Does it help?',
    arms: [armOf(studentAlone, [0, 1]), armOf(studentDistilled, [0, 1])],
    comparisons: [],
  };
  const hotter: Study = {
    name: 'hotter',
    question: 'Is warmer better?',
    arms: [armOf(studentDistilled, [0]), armOf(warmer, [0])],
    comparisons: [],
  };

  it('adds the teacher, and waits for it: two cores are done when teacher and student are', () => {
    // One core: 2·675 + 6750 + 2·1350 = 10,800 s. Two: the teacher beside both alone, then both distilled,
    // each the first of its seed: 6750 + 1350 = 8100 s, which is the longest chain too.
    const [row] = studyCostRows([pair], records);
    expect(row).toEqual({
      study: 'pair',
      runs: 5,
      hoursOn1: 3,
      hoursOn2: 2.25,
      hoursOn16: 2.25,
      hoursOn256: 2.25,
      chainHours: 2.25,
    });
  });

  it('lets a seed’s second student wait for its first: 6750 + 1350 + 900 on any number of cores', () => {
    const [row] = studyCostRows([hotter], records);
    expect(row).toMatchObject({ runs: 3, hoursOn1: 2.5, hoursOn256: 2.5, chainHours: 2.5 });
  });

  it('counts shared runs once in the total: 10,800 + 900 s', () => {
    const total = studyCostRows([pair, hotter], records).at(-1);
    expect(total).toMatchObject({ study: 'all', runs: 6, hoursOn1: 3.25, chainHours: 2.5 });
  });

  it('says nothing where a kind of run was never measured, or no arm is known yet', () => {
    const [row] = studyCostRows([pair], []);
    expect(row).toMatchObject({ runs: 5, hoursOn1: null, chainHours: null });
    const later = { ...pair, name: 'later', arms: [], after: 'pair' };
    expect(studyCostRows([later], records)[0]).toMatchObject({ runs: 0, hoursOn1: null });
  });
});
