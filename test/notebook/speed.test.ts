import { describe, expect, it } from 'vitest';
import { PLOTLY } from '../../lib/notebook/mime-types';
import { showSpeed } from '../../lib/notebook/speed';
import { sampleTiming } from '../tables/sample-timing';
import { recordingDisplay } from './recording-display';

const accuracies = (['teacher', 'alone', 'distilled'] as const).map((method) => ({
  model: method,
  method,
  run: 'run',
  seed: 0,
  images: 100,
  right: 80,
  accuracyPct: 80,
  lowPct: 71,
  highPct: 87,
  originalPct: 72.7,
}));

const sizes = accuracies.map(({ model, method }) => ({
  model,
  method,
  parameters: 1,
  megabytes: method === 'teacher' ? 16 : 0.5,
  multiplyAdds: 1,
  parametersRatio: 1,
  megabytesRatio: 1,
  multiplyAddsRatio: 1,
  originalParameters: null,
  originalMegabytes: null,
}));

describe('showSpeed', () => {
  it('says which command times the networks where nothing was timed', async () => {
    const { display, outputs } = recordingDisplay();
    await showSpeed(accuracies, sizes, { display, timings: [] });
    expect(outputs).toHaveLength(1);
    expect(outputs[0]?.bundle['text/plain']).toContain('npm run bench -- --inference');
  });

  it('shows a figure that names the processor, the times, and the score in both readings', async () => {
    const { display, outputs } = recordingDisplay();
    await showSpeed(accuracies, sizes, { display, timings: [sampleTiming] });
    const [figure, times, scores] = outputs.map((output) => output.bundle);
    expect(JSON.stringify(figure?.[PLOTLY])).toContain('Some Processor');
    expect(times?.['text/plain']).toContain('16,000');
    expect(scores?.['text/plain']).toContain('1.14 '); // the teacher's 80 % in a mean of 70.4 ms
    expect(scores?.['text/plain']).toContain('0.071'); // and over 16 MB
    expect(scores?.['text/plain']).toContain('18.18 '); // its 80 % in a mean of 4.4 ms, single images
    expect(scores?.['text/plain']).toContain('111.29 '); // the original's time
  }, 60_000);
});
