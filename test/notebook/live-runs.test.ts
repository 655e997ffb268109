import { existsSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { liveRuns } from '../../lib/notebook/live-runs';
import { hasRun, runFolder } from '../../lib/store/run-store';
import { studentAlone, studentDistilled } from '../../lib/studies/original';

describe('liveRuns', () => {
  it("finds a distilled student's teacher, and leaves it there at the end", () => {
    const { teacher = '' } = studentDistilled;
    const { folder, remove } = liveRuns(studentDistilled);
    expect(readlinkSync(join(folder, teacher))).toBe(runFolder(teacher));
    expect(hasRun(teacher, folder)).toBe(true);
    remove();
    expect(existsSync(folder)).toBe(false);
    expect(hasRun(teacher)).toBe(true);
  });
  it('is empty for a recipe that builds on no run', () => {
    const { folder, remove } = liveRuns(studentAlone);
    expect(hasRun(studentDistilled.teacher ?? '', folder)).toBe(false);
    remove();
  });
});
