import { describe, expect, it } from 'vitest';
import { recipe } from '../../lib/recipes/recipe';
import { runId } from '../../lib/recipes/run-id';
import { runById, sweepPlan, viewsKey, withTeachers } from '../../lib/scheduling/sweep-plan';
import { keepsWeights } from '../../lib/studies/kept-output';
import { studentAlone, studentDistilled, teacherOriginal } from '../../lib/studies/original';
import { studies, studyByName } from '../../lib/studies/studies';
import { type Study, type StudyRun, studyRuns } from '../../lib/studies/study';

const teacher = runId(teacherOriginal, 0);
const runOf = (of: StudyRun['recipe'], seed: number): StudyRun => ({
  id: runId(of, seed),
  recipe: of,
  seed,
});
const warmer = recipe({
  ...studentDistilled,
  name: 'warmer',
  objective: { kind: 'logits', temperature: 8, softWeight: 0.7, hardWeight: 0.3 },
});
const nothing = { isThere: () => false };

describe('sweepPlan', () => {
  it('leaves out what is there and asks for nothing when all is', () => {
    const wanted = studyRuns(studies);
    expect(sweepPlan(wanted, { isThere: () => true })).toEqual([]);
    const one = wanted.at(-1)?.id;
    expect(sweepPlan(wanted, { isThere: (id) => id !== one }).map(({ id }) => id)).toEqual([one]);
  });

  it('puts a teacher before its students, also where no arm of the study names it', () => {
    const plan = sweepPlan(studyRuns([studyByName('loss-scale')]), nothing);
    const place = (id: string) => plan.findIndex((run) => run.id === id);
    expect(place(teacher)).toBeGreaterThanOrEqual(0);
    for (const run of plan.filter((one) => one.recipe.teacher !== undefined)) {
      expect(run.after).toContain(teacher);
      expect(place(teacher)).toBeLessThan(place(run.id));
    }
  });

  it('waits for no teacher that is there', () => {
    const [run] = sweepPlan([runOf(studentDistilled, 0)], { isThere: (id) => id === teacher });
    expect(run?.after).toEqual([]);
  });

  it('lets the first run of a seed go alone, and the others of that seed after it', () => {
    const wanted = [0, 1].flatMap((seed) => [runOf(studentDistilled, seed), runOf(warmer, seed)]);
    const plan = sweepPlan(wanted, { isThere: (id) => id === teacher });
    const waits = plan.map(({ recipe: { name }, seed, after, asksFirst }) => [
      `${name} ${seed}`,
      asksFirst,
      after,
    ]);
    expect(waits).toEqual([
      ['student-distilled 0', true, []],
      ['warmer 0', false, [runId(studentDistilled, 0)]],
      ['student-distilled 1', true, []],
      ['warmer 1', false, [runId(studentDistilled, 1)]],
    ]);
  });

  it('plans neither a failed run nor what learns from it, and chooses another first', () => {
    const wanted = [runOf(studentAlone, 0), runOf(studentDistilled, 0), runOf(warmer, 0)];
    const ids = (without: string) =>
      sweepPlan(wanted, { isThere: () => false, without: new Set([without]) }).map(({ id }) => id);
    expect(ids(teacher)).toEqual([runId(studentAlone, 0)]);
    const rest = sweepPlan(wanted, {
      isThere: (id) => id === teacher,
      without: new Set([runId(studentDistilled, 0)]),
    });
    expect(rest.at(-1)).toMatchObject({ id: runId(warmer, 0), after: [], asksFirst: true });
  });
});

describe('viewsKey', () => {
  it('is shared by runs that differ in the objective alone', () => {
    expect(viewsKey(runOf(warmer, 3))).toBe(viewsKey(runOf(studentDistilled, 3)));
  });

  it('differs between seeds, augmentations and sets of images, and needs a teacher', () => {
    const all = recipe({ ...studentDistilled, trainOn: 'all' });
    const narrow = recipe({
      ...studentDistilled,
      augmentation: { crop: 2, padding: 'zero', flip: true },
    });
    const keys = [
      runOf(studentDistilled, 0),
      runOf(studentDistilled, 1),
      runOf(all, 0),
      runOf(narrow, 0),
    ].map(viewsKey);
    expect(new Set(keys).size).toBe(4);
    expect(viewsKey(runOf(studentAlone, 0))).toBeUndefined();
  });
});

describe('withTeachers', () => {
  it('adds a teacher once, before its first student', () => {
    const runs = [runOf(studentAlone, 0), runOf(studentDistilled, 0), runOf(studentDistilled, 1)];
    expect(withTeachers(runs).map(({ id }) => id)).toEqual([
      runId(studentAlone, 0),
      teacher,
      runId(studentDistilled, 0),
      runId(studentDistilled, 1),
    ]);
  });

  it('moves a teacher that is wanted later before its student', () => {
    const runs = [runOf(studentDistilled, 0), runOf(teacherOriginal, 0)];
    expect(withTeachers(runs).map(({ id }) => id)).toEqual([teacher, runId(studentDistilled, 0)]);
  });
});

describe('runById', () => {
  it('finds recipe and seed of an id', () => {
    expect(runById(runId(studentAlone, 12))).toMatchObject({ recipe: studentAlone, seed: 12 });
  });

  it('lists the recipes for an id that none of them makes', () => {
    expect(() => runById('student-alone-00000000-s0')).toThrow(
      /No recipe makes run student-alone-00000000-s0.*teacher-original, student-alone/,
    );
  });
});

describe('keepsWeights', () => {
  it('is for the runs that teach and seed 0 of the students that the report shows', () => {
    const kept = studyRuns(studies).filter((run) => keepsWeights(run));
    expect(new Set(kept.map(({ recipe: { name }, seed }) => `${name} ${seed}`))).toEqual(
      new Set([
        'teacher-original 0',
        'teacher-original 1',
        'teacher-original 2',
        'teacher-strong 0',
        'teacher-strong 1',
        'teacher-strong 2',
        'teacher-strong-unsmoothed 0',
        'teacher-one-cycle 0',
        'student-alone 0',
        'student-distilled 0',
        'student-60 0',
        'student-60-distilled 0',
        'student-200 0',
        'student-200-distilled 0',
        'student-30 18',
        'student-untrained 18',
      ]),
    );
  });

  it('is for a student that another learns from, and for an arm of teachers of any architecture', () => {
    const run = runOf(studentAlone, 3);
    expect(keepsWeights(run)).toBe(false);
    const twin = recipe({ ...studentDistilled, name: 'twin', teacher: run.id });
    const arm = { label: 'twin', recipe: twin, seeds: [0], family: 'distilled' } as const;
    const of = (arms: Study['arms']) => [{ ...studyByName('original'), arms }];
    expect(keepsWeights(run, of([{ ...arm, role: 'student' }]))).toBe(true);
    expect(keepsWeights(runOf(studentAlone, 4), of([{ ...arm, role: 'student' }]))).toBe(false);
    const teaching = { ...arm, recipe: studentAlone, seeds: [4], role: 'teacher' } as const;
    expect(keepsWeights(runOf(studentAlone, 4), of([teaching]))).toBe(true);
    expect(keepsWeights(runOf(studentAlone, 5), of([teaching]))).toBe(false);
  });
});
