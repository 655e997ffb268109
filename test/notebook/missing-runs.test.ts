import { describe, expect, it } from 'vitest';
import { missingRunsText, seedRanges, showMissing } from '../../lib/notebook/missing-runs';
import { recordsOf, sampleStudy } from '../tables/sample-study';
import { recordingDisplay } from './recording-display';

const alone = [79, 79.2, 78.9, 79.1, 79.3, 78.8, 79, 79.1];

describe('missing runs', () => {
  it('name recipes and seeds with the command; a complete study has no text', () => {
    const some = recordsOf({
      'student-alone': alone,
      'student-distilled': alone,
      broken: [70, 70, undefined, 70, undefined],
    });
    expect(missingRunsText({ study: sampleStudy, records: some })).toBe(
      'Of the 24 runs of the study *trial* 5 are missing; `npm run sweep -- trial` trains them: seeds 2, 4 to 7 of `broken`.',
    );
    const all = recordsOf({ 'student-alone': alone, 'student-distilled': alone, broken: alone });
    expect(missingRunsText({ study: sampleStudy, records: all })).toBeUndefined();
    const { display, outputs } = recordingDisplay();
    showMissing({ study: sampleStudy, records: all }, display);
    expect(outputs).toEqual([]);
    showMissing({ study: sampleStudy, records: some }, display);
    expect(outputs[0]?.bundle['text/markdown']).toContain('**Incomplete.** Of the 24 runs');
  });
  it('join the recipes that lack the same seeds', () => {
    const records = recordsOf({ 'student-alone': alone.slice(0, 7) });
    expect(missingRunsText({ study: sampleStudy, records })).toContain(
      'seeds 0 to 7 of `student-distilled`, `broken`; seed 7 of `student-alone`.',
    );
  });
  it('say what a study without arms waits for', () => {
    const later = { ...sampleStudy, arms: [], comparisons: [], after: 'grid' };
    expect(missingRunsText({ study: later, records: new Map() })).toContain(
      'follow from *grid*, which is not complete',
    );
  });
  it('write seeds as ranges: 0 to 2, 4, 6, 7', () => {
    expect(seedRanges([2, 0, 1, 4, 7, 6])).toBe('0 to 2, 4, 6, 7');
  });
});
