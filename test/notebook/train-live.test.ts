import { afterAll, describe, expect, it, vi } from 'vitest';
import { trainLive } from '../../lib/notebook/train-live';
import { closeBrowser } from '../../lib/pictures/browser';
import { studentDistilled } from '../../lib/studies/original';
import { recordingDisplay } from './recording-display';

afterAll(closeBrowser);

describe('trainLive', () => {
  it('trains a distilled recipe for several epochs: its teacher is found, and both terms are learned from', async () => {
    const { display, outputs } = recordingDisplay();
    const options = { images: 64, epochs: 2, display };
    const { history, validationPct } = await trainLive(studentDistilled, 0, options);
    expect(history.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(Object.keys(history[0]?.lossParts ?? {}).sort()).toEqual(['hard', 'soft']);
    expect(validationPct).toBeCloseTo(100 * (history[1]?.validationAccuracy ?? 0), 10);
    expect(outputs).toHaveLength(2); // a bar, and the curve below it
  });

  it('takes no more images than the environment says', async () => {
    const { display, outputs } = recordingDisplay();
    vi.stubEnv('REPORT_LIVE_IMAGES', '40');
    await trainLive(studentDistilled, 0, { images: 4000, epochs: 1, display, curve: false });
    vi.unstubAllEnvs();
    expect(outputs).toHaveLength(1);
    expect(String(outputs[0]?.bundle['text/plain'])).toMatch(/^Done/);
  });
});
