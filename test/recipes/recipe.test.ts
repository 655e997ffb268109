import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ObjectiveInput, objectiveSchema } from '../../lib/recipes/objective';
import { recipe } from '../../lib/recipes/recipe';
import { runId, withoutDefaults } from '../../lib/recipes/run-id';
import { namedRecipes, recipeByName } from '../../lib/studies/named-recipes';
import { studentAlone, studentDistilled, teacherOriginal } from '../../lib/studies/original';
import type { TermInput } from '../../lib/terms/terms';

const smallest = {
  name: 'trial',
  model: 'student',
  objective: { kind: 'labels' },
  optimizer: { kind: 'adam', learningRate: 1e-3 },
  schedule: { kind: 'constant' },
  epochs: 1,
} as const;

describe('recipe', () => {
  it('fills in the defaults and cannot be changed', () => {
    const filled = recipe(smallest);
    expect(filled.batchSize).toBe(128);
    expect(filled.optimizer).toEqual({
      kind: 'adam',
      learningRate: 1e-3,
      weightDecay: 0,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
    });
    expect(Object.isFrozen(filled.optimizer)).toBe(true);
  });

  it('names the field that is wrong and what was expected', () => {
    expect(() => recipe({ ...smallest, epochs: -1 })).toThrow(/epochs/);
    expect(() => recipe({ ...smallest, name: 'No slug' })).toThrow(/slug/);
    const misspelt = { ...smallest, batchsize: 64 };
    expect(() => recipe(misspelt)).toThrow(/batchsize/);
  });

  it('refuses a width for the original teacher, which has one', () => {
    expect(recipe({ ...smallest, width: 2 }).width).toBe(2);
    expect(recipe({ ...smallest, width: 1.5 }).width).toBe(1.5);
    expect(() => recipe({ ...smallest, width: 1.3 })).toThrow(/multiple of 0.25/);
    expect(() => recipe({ ...smallest, model: 'teacher', width: 2 })).toThrow(/width 1, found 2/);
  });

  it('refuses to distil without a teacher', () => {
    const objective = { kind: 'logits', temperature: 4, softWeight: 1, hardWeight: 0 } as const;
    expect(() => recipe({ ...smallest, objective })).toThrow(/"teacher" is missing/);
  });
});

describe('runId', () => {
  it('stays what it is for the committed runs', () => {
    expect(runId(teacherOriginal, 0)).toBe('teacher-original-166cd6ac-s0');
    expect(runId(studentAlone, 0)).toBe('student-alone-77fda476-s0');
    expect(runId(studentDistilled, 0)).toBe('student-distilled-01209b84-s0');
  });

  it('is another with dropout, and with batch norm evaluated otherwise', () => {
    const ids = [{}, { dropout: 0.5 }, { evaluationStatistics: 'initial' } as const].map((fields) =>
      runId(recipe({ ...smallest, ...fields }), 0),
    );
    expect(new Set(ids).size).toBe(3);
  });

  it('is the same with width 1 written out, and another for width 2, zero epochs or Lookahead', () => {
    const id = (fields: object) => runId(recipe({ ...smallest, ...fields }), 0);
    expect(id({ width: 1 })).toBe(id({}));
    const averaging = { kind: 'lookahead' } as const;
    const others = [{}, { width: 2 }, { epochs: 0 }, { averaging }].map(id);
    expect(new Set(others).size).toBe(4);
  });

  it('is the same whether a default is written out or left out', () => {
    const written = recipe({
      ...smallest,
      batchSize: 128,
      objective: { kind: 'labels', smoothing: 0, weight: 1 },
    });
    expect(runId(written, 0)).toBe(runId(recipe(smallest), 0));
    expect(withoutDefaults(written)).toEqual(smallest);
  });

  it('is the same whether a default inside a list of terms is written out or left out', () => {
    const id = (terms: readonly TermInput[]) => {
      const objective: ObjectiveInput = { kind: 'terms', terms: [...terms] };
      return runId(recipe({ ...smallest, objective, teacher: 'teacher-0123abcd-s0' }), 0);
    };
    const hard = { kind: 'cross-entropy', weight: 1 } as const;
    const soft = { kind: 'dkd', weight: 1, temperature: 4 } as const;
    const short = id([hard, soft]);
    const warmed = { ...soft, warmupEpochs: 0, alpha: 1, beta: 8 };
    expect(id([{ ...hard, smoothing: 0, warmupEpochs: 0 }, warmed])).toBe(short);
    expect(id([hard, { ...soft, warmupEpochs: 20 }])).not.toBe(short);
    expect(id([hard, { ...soft, beta: 2 }])).not.toBe(short);
    expect(id([soft, hard])).not.toBe(short);
  });

  it('is another for a weighted cross-entropy', () => {
    const weighted = recipe({ ...smallest, objective: { kind: 'labels', weight: 0.3 } });
    expect(runId(weighted, 0)).not.toBe(runId(recipe(smallest), 0));
  });

  it('differs in the hash for another setting or teacher, and only in the end for another seed', () => {
    const base = runId(recipe(smallest), 0);
    expect(runId(recipe({ ...smallest, epochs: 2 }), 0)).not.toBe(base);
    expect(runId(recipe({ ...smallest, teacher: 'teacher-0123abcd-s0' }), 0)).not.toBe(base);
    expect(runId(recipe(smallest), 3)).toBe(base.replace(/s0$/, 's3'));
  });

  it('has the same hash under another name', () => {
    const hash = (name: string) => runId(recipe({ ...smallest, name }), 0).slice(name.length);
    expect(hash('one')).toBe(hash('two'));
  });

  it('refuses a seed that is not a whole number', () => {
    expect(() => runId(recipe(smallest), 1.5)).toThrow(/seed.*1\.5/);
  });
});

describe('recipeByName', () => {
  it('finds every named recipe and lists the names for another', () => {
    for (const named of namedRecipes) expect(recipeByName(named.name)).toBe(named);
    expect(() => recipeByName('resnet')).toThrow(/No recipe "resnet".*student-distilled/);
  });
});

describe('distillation of logits', () => {
  const refusal = (temperature: number): string => {
    const objective = { kind: 'logits', temperature, softWeight: 1, hardWeight: 0 } as const;
    const parsed = objectiveSchema.safeParse(objective);
    return parsed.success ? 'accepted' : z.prettifyError(parsed.error);
  };

  it('refuses temperatures at which its formula loses its digits, and names the term that keeps them', () => {
    for (const temperature of [101, 1000, 1e4, 1e20]) {
      expect(refusal(temperature)).toMatch(
        /at most 100 .*\{ kind: 'terms', terms: \[\{ kind: 'kd'.*at temperature/s,
      );
    }
    for (const temperature of [1e-39, 0, 0.0499, -1]) {
      expect(refusal(temperature)).toMatch(/at least 0\.05.*at temperature/s);
    }
    for (const temperature of [0.05, 1, 20, 100]) expect(refusal(temperature)).toBe('accepted');
  });
});

describe('the original recipe', () => {
  it('is the one of the report: Adam 1e-3, decay 1e-4, 15 epochs of batches of 128, crop 4 and flip', () => {
    for (const named of [teacherOriginal, studentAlone, studentDistilled]) {
      expect(named).toMatchObject({
        optimizer: { kind: 'adam', learningRate: 1e-3, weightDecay: 1e-4 },
        augmentation: { crop: 4, padding: 'zero', flip: true },
        batchSize: 128,
        epochs: 15,
      });
    }
    expect(studentDistilled.objective).toMatchObject({
      kind: 'logits',
      temperature: 4,
      softWeight: 0.7,
      hardWeight: 0.3,
    });
  });
});

describe('names that end up in paths', () => {
  const fields = { ...smallest, objective: { kind: 'labels' } as const };

  it.each(['../x', '', 'teacher', '/teacher-0123abcd-s0', 'a/b-0123abcd-s0', 'x-0123abcd-s'])(
    'refuse "%s" as the id of a run',
    (id) => {
      for (const field of ['teacher', 'startFrom']) {
        expect(() => recipe({ ...fields, [field]: id })).toThrow(
          new RegExp(`expected the id of a run[\\s\\S]*${field}`),
        );
      }
    },
  );

  it('refuse a recipe whose run would have too long a name for a file', () => {
    expect(() => recipe({ ...fields, name: 'a'.repeat(201) })).toThrow(/at most 200 characters/);
    const longest = runId(recipe({ ...fields, name: 'a'.repeat(200) }), 2 ** 32 - 1);
    expect(`${longest}.log.99999.tmp`.length).toBeLessThan(255);
  });
});
