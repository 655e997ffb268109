import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { recipe } from '../../lib/recipes/recipe';
import { runId } from '../../lib/recipes/run-id';
import { studentDistilled } from '../../lib/studies/original';
import { type RememberProgress, rememberAllViews } from '../../lib/training/remember-all-views';
import { run } from '../../lib/training/run';

const runs = mkdtempSync(join(tmpdir(), 'remember-'));
afterAll(() => rmSync(runs, { recursive: true, force: true }));

const small = {
  ...studentDistilled,
  model: 'student',
  augmentation: { crop: 1, padding: 'reflect', flip: false },
  epochs: 1,
  limit: { training: 30, validation: 10, test: 10 },
} as const;

describe('rememberAllViews', () => {
  it('asks for each view of each image once, in parts if wanted, and leaves nothing for training', async () => {
    const { teacher: _, ...alone } = small;
    const teacher = recipe({ ...alone, name: 'small-teacher', objective: { kind: 'labels' } });
    await run(teacher, 0, { runs });
    const student = recipe({ ...small, name: 'small-student', teacher: runId(teacher, 0) });
    // Nine views (3 x 3 offsets) of 30 images; the second of two parts has views 1, 3, 5 and 7.
    const part = { index: 1, count: 2 };
    expect(await rememberAllViews(student, { runs, part })).toBe(4 * 30);
    const left: number[] = [];
    const onProgress = (progress: RememberProgress): void => void left.push(progress.left);
    expect(await rememberAllViews(student, { runs, onProgress })).toBe(5 * 30);
    expect(left).toEqual([8, 6, 4, 2, 0].map((views) => views * 30)); // views that are known count until they are met
    let asked = 0;
    await run(student, 0, {
      runs,
      onProgress: ({ teacherViews }) => {
        asked += teacherViews ? 1 : 0;
      },
    });
    expect(asked).toBe(0);
  });
});
