import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { currentStudies, currentStudy, reportedStudies } from '../../lib/studies/current-studies';
import { studies } from '../../lib/studies/studies';

const empty = mkdtempSync(join(tmpdir(), 'no-runs-'));
afterAll(() => rmSync(empty, { recursive: true, force: true }));

describe('currentStudies', () => {
  it('are, where nothing was trained, the fixed ones and one that waits for the grid', () => {
    const current = currentStudies(empty);
    expect(current.slice(0, -1)).toEqual(studies);
    expect(current.at(-1)).toMatchObject({ name: 'chosen-cell', arms: [] });
  });
  it('are found by name, and lists the names there are for one there is not', () => {
    expect(currentStudy('chosen-cell', empty).after).toBe('temperature-and-weight');
    expect(() => currentStudy('resnet', empty)).toThrow(/No study "resnet".*original.*chosen-cell/);
  });
});

describe('reportedStudies', () => {
  it('leave out what no notebook shows', () => {
    const names = (of: typeof currentStudies) => of(empty).map(({ name }) => name);
    expect(names(currentStudies)).toContain('controls');
    expect(names(reportedStudies)).toEqual(
      names(currentStudies).filter(
        (name) => !['other-teachers', 'widths', 'mistakes', 'methods'].includes(name),
      ),
    );
  });
});
