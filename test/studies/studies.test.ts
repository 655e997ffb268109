import { describe, expect, it } from 'vitest';
import { strongTeacher, teacherStrong } from '../../lib/studies/strong-teacher';
import { gridRecipe, studies, studyByName, studyRuns } from '../../lib/studies/studies';

describe('the studies', () => {
  it('compare arms that they have, on the same seeds, in families that eight seeds can decide', () => {
    for (const { arms, comparisons } of studies) {
      expect(comparisons.length).toBeLessThanOrEqual(6);
      for (const { arm, control } of comparisons) {
        const [a, b] = [arm, control].map((name) =>
          arms.find(({ recipe }) => recipe.name === name),
        );
        expect(a?.seeds).toEqual(b?.seeds);
        expect(a?.seeds.length).toBeGreaterThanOrEqual(8);
      }
    }
  });

  it('share the runs they have in common', () => {
    const together = studyRuns(studies);
    expect(new Set(together.map(({ id }) => id)).size).toBe(together.length);
    const apart = studies.reduce((total, study) => total + studyRuns([study]).length, 0);
    expect(together.length).toBeLessThan(apart);
    expect(together.filter(({ recipe }) => recipe.name === 'student-alone')).toHaveLength(8);
  });

  it('hold the original recipe as one cell of the grid, whose weights sum to 1', () => {
    expect(gridRecipe(4, 0.7).name).toBe('student-distilled');
    for (const { recipe } of studyByName('temperature-and-weight').arms.slice(1)) {
      const objective = recipe.objective as { softWeight: number; hardWeight: number };
      expect(objective.softWeight + objective.hardWeight).toBeCloseTo(1, 12);
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

  it('is trained from three seeds, and from one without label smoothing', () => {
    const arms = strongTeacher.arms.map(({ recipe: { objective }, seeds }) => [objective, seeds]);
    expect(arms).toEqual([
      [{ kind: 'labels', smoothing: 0.2 }, [0, 1, 2]],
      [{ kind: 'labels', smoothing: 0 }, [0]],
    ]);
  });
});
