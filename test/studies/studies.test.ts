import { describe, expect, it } from 'vitest';
import { recipeByName } from '../../lib/studies/named-recipes';
import { strongTeacher, teacherStrong } from '../../lib/studies/strong-teacher/study';
import { studies, studyByName } from '../../lib/studies/studies';
import { sharedSeeds, studyRuns } from '../../lib/studies/study';
import { gridRecipe } from '../../lib/studies/temperature-and-weight/recipes';

describe('the studies', () => {
  it('compare arms that they have, on eight shared seeds or more, in families that these can decide', () => {
    for (const { arms, comparisons } of studies) {
      expect(comparisons.length).toBeLessThanOrEqual(6);
      for (const comparison of comparisons) {
        expect(arms).toContain(comparison.arm);
        expect(arms).toContain(comparison.control);
        expect(sharedSeeds(comparison).length).toBeGreaterThanOrEqual(8);
      }
    }
  });

  it('compare students of one precision, but for the one that compares the two', () => {
    const mixing = studies.filter(({ comparisons }) =>
      comparisons.some(({ arm, control }) => arm.recipe.math !== control.recipe.math),
    );
    expect(mixing.map(({ name }) => name)).toEqual(['mixed-precision']);
  });

  it('share the runs they have in common', () => {
    const together = studyRuns(studies);
    expect(new Set(together.map(({ id }) => id)).size).toBe(together.length);
    const apart = studies.reduce((total, study) => total + studyRuns([study]).length, 0);
    expect(together.length).toBeLessThan(apart);
    expect(together.filter(({ recipe }) => recipe.name === 'student-alone')).toHaveLength(16);
  });

  it('hold the original recipe as one cell of the grid, whose weights sum to 1', () => {
    expect(gridRecipe(4, 0.7).name).toBe('student-distilled');
    for (const { recipe } of studyByName('temperature-and-weight').arms.slice(1)) {
      const objective = recipe.objective as { softWeight: number; hardWeight: number };
      expect(objective.softWeight + objective.hardWeight).toBeCloseTo(1, 12);
    }
  });

  it('have controls on seeds that chose nothing, three of their arms on all sixteen', () => {
    const { arms } = studyByName('controls');
    const fresh = [8, 9, 10, 11, 12, 13, 14, 15];
    const sixteen = arms.filter(({ seeds }) => seeds.length === 16).map((arm) => arm.recipe.name);
    expect(sixteen).toEqual(['student-alone', 'student-distilled', 'grid-t2-w50']);
    for (const { seeds } of arms) expect(seeds.slice(-8)).toEqual(fresh);
    const objectiveOf = (name: string) => recipeByName(name).objective;
    expect(objectiveOf('control-ce-weight-30')).toMatchObject({ kind: 'labels', weight: 0.3 });
    expect(objectiveOf('control-label-smoothing')).toMatchObject({ smoothing: 0.1, weight: 1 });
    expect(objectiveOf('control-constant-searched')).toEqual(gridRecipe(2, 0.5).objective);
    for (const kind of ['alone', 'distilled', 'searched']) {
      expect(recipeByName(`control-constant-${kind}`).schedule).toEqual({ kind: 'constant' });
    }
  });

  it('lists the names there are for one there is not', () => {
    expect(() => studyByName('resnet')).toThrow(/No study "resnet".*original, loss-scale/);
  });
});

describe('the strong teacher', () => {
  it('steps as the reference does on 1,024 examples, scaled to its batch: 11.5 and 0.0153 by 1 + 1/(1 - 0.85)', () => {
    // 11.5 / 7.6667 = 1.5 and 0.0153 / 7.6667 = 0.0019957 for the mean over 1,024; half of each for 512.
    expect(teacherStrong.optimizer).toMatchObject({ kind: 'sgd-by-group', momentum: 0.85 });
    expect(teacherStrong.batchSize).toBe(512);
    expect(teacherStrong.optimizer.learningRate).toBeCloseTo(0.75, 12);
    expect(teacherStrong.optimizer.weightDecay).toBeCloseTo(0.000_997_83, 8);
  });

  it('averages over as many images as the reference: twice the steps, the same share kept at the end', () => {
    const { every = 0, decay = 0 } = teacherStrong.averaging ?? {};
    expect(every * teacherStrong.batchSize).toBe(5 * 1024);
    expect(decay ** every).toBeCloseTo(0.95 ** 5, 3);
  });

  it('is trained from three seeds, from one without label smoothing, and the original network from one', () => {
    const arms = strongTeacher.arms.map(({ recipe: { model, objective }, seeds }) => [
      model,
      objective,
      seeds,
    ]);
    expect(arms).toEqual([
      ['airbench', { kind: 'labels', smoothing: 0.2, weight: 1 }, [0, 1, 2]],
      ['airbench', { kind: 'labels', smoothing: 0, weight: 1 }, [0]],
      ['teacher', { kind: 'labels', smoothing: 0, weight: 1 }, [0]],
    ]);
  });
});
