import { describe, expect, it } from 'vitest';
import { testViewsRows } from '../../lib/tables/test-views-rows';
import { recordOf } from './sample-results';

describe('testViewsRows', () => {
  it('counts both accuracies from logits, and leaves out the views of a run that has none', () => {
    const labels = Uint8Array.of(0, 1, 1);
    const logits = Float32Array.of(2, 1, 0, 1, 3, 1); // classes 0, 1, 0: two of three right
    const viewLogits = Float32Array.of(2, 1, 0, 1, 1, 3); // classes 0, 1, 1: all right
    const record = recordOf('labels');
    const run = { arm: 'strong', record, logits, viewLogits };
    const [first, second] = testViewsRows([run, { ...run, viewLogits: undefined }], labels, 2);
    expect(first).toMatchObject({ testPct: 66.6667, viewsPct: 100, arm: 'strong' });
    expect(second).toMatchObject({ testPct: 66.6667, viewsPct: null });
  });
});
