import { afterAll, describe, expect, it, vi } from 'vitest';
import type { Display, MimeBundle } from '../../lib/notebook/display';
import { type LiveOptions, liveView } from '../../lib/notebook/live';
import { liveImages } from '../../lib/notebook/live-images';
import { PLOTLY } from '../../lib/notebook/mime-types';
import { closeBrowser } from '../../lib/pictures/browser';
import type { Progress } from '../../lib/training/progress';
import { recordingDisplay } from './recording-display';

const STEPS = 1000;

function progressAt(step: number): Progress {
  return {
    runId: 'trial-s0',
    epoch: 1,
    epochs: 1,
    step,
    steps: STEPS,
    loss: 2 - step / STEPS,
    accuracy: (0.5 * step) / STEPS,
    imagesPerSecond: 1234,
    secondsLeft: (STEPS - step) / 100,
    history: [],
  };
}

/** Passes all steps of an epoch, 10 ms each by the view's own clock. */
async function wholeEpoch(options: LiveOptions = {}) {
  const recorder = recordingDisplay();
  let now = 0;
  const view = liveView({ display: recorder.display, clock: () => now, ...options });
  for (let step = 1; step <= STEPS; step++) {
    now += 10;
    await view.onProgress(progressAt(step));
  }
  return { ...recorder, view };
}

afterAll(closeBrowser);

describe('liveView', () => {
  it('updates twice a second and the curve every two seconds, in place', async () => {
    const picture = async () => ({ 'text/plain': 'a curve' });
    const { outputs, messages, view } = await wholeEpoch({ picture });
    await view.finish([]);
    // 10 seconds: a bar every 0.5 s (20), a curve every 2 s (5), and both once more at the end.
    expect(messages()).toBeGreaterThanOrEqual(24);
    expect(messages()).toBeLessThanOrEqual(28);
    expect(outputs).toHaveLength(2);
  });

  it('ends with the picture of the whole curve, marked as measured live', async () => {
    vi.stubEnv('REPORT_PICTURES', 'yes');
    const { outputs, view } = await wholeEpoch();
    await view.finish([{ epoch: 1, validationLoss: 1.5, validationAccuracy: 0.4 }]);
    vi.unstubAllEnvs();
    const curve = outputs[1]?.bundle ?? {};
    const { data, layout } = curve[PLOTLY] as {
      data: { x: number[]; y: number[] }[];
      layout: { meta: { live: boolean } };
    };
    expect(layout.meta.live).toBe(true);
    expect(data[0]?.x.at(-1)).toBe(1);
    expect(data[0]?.y.at(-1)).toBeCloseTo(50, 10); // percent
    expect(data[1]).toMatchObject({ x: [1], y: [40] }); // the last validation, too
    expect(String(curve['image/png']).length).toBeGreaterThan(1000);
  });

  it('puts the Plotly figure once, with the last validation: JupyterLab draws none again', async () => {
    const shown: MimeBundle[] = [];
    const display: Display = { show: (bundle) => void shown.push(bundle) };
    const { view } = await wholeEpoch({ display });
    expect(shown.filter((bundle) => PLOTLY in bundle)).toEqual([]);
    const epoch = {
      epoch: 1,
      learningRate: 1e-3,
      trainingLoss: 1,
      lossParts: {},
      trainingAccuracy: 0.5,
    };
    await view.finish([{ ...epoch, validationLoss: 1.2, validationAccuracy: 0.45 }]);
    const figures = shown.filter((bundle) => PLOTLY in bundle);
    expect(figures).toHaveLength(1);
    const [figure = {}] = figures;
    const { data } = figure[PLOTLY] as {
      data: { name: string; x: number[]; y: number[] }[];
    };
    const dots = data.filter(({ name }) => name === 'validation');
    expect(dots.map(({ x }) => x)).toEqual([[1], [1]]);
    expect(dots.map(({ y }) => y)).toEqual([[45], [1.2]]);
  });

  it('trains on while a curve is drawn, and ends with the last one whatever comes late', async () => {
    const finished: (() => void)[] = [];
    const picture = () =>
      new Promise<MimeBundle>((resolve) => {
        finished.push(() => resolve({ 'text/plain': 'late' }));
      });
    const { outputs, view } = await wholeEpoch({ picture }); // does not wait for the first curve
    expect(finished).toHaveLength(1);
    const end = view.finish([]);
    finished[0]?.();
    await end;
    expect(outputs[1]?.bundle).toHaveProperty(PLOTLY);
    await new Promise(setImmediate);
    expect(outputs[1]?.bundle).toHaveProperty(PLOTLY);
  });

  it('shows the bar alone where no curve is wanted', async () => {
    const { display, outputs } = recordingDisplay();
    const view = liveView({ display, curve: false });
    for (const step of [1, 500, STEPS]) await view.onProgress(progressAt(step));
    await view.finish([]);
    expect(outputs).toHaveLength(1);
    expect(outputs[0]?.bundle['text/plain']).toMatch(/^Done · loss 1\.000/);
  });

  it('shows a picture only while it grows, as JupyterLab draws a Plotly figure once', async () => {
    const { display, outputs } = recordingDisplay();
    const view = liveView({ display });
    await view.onProgress(progressAt(STEPS));
    await vi.waitFor(() => expect(outputs[1]?.bundle['image/png']).toBeDefined(), 30_000);
    expect(outputs[1]?.bundle[PLOTLY]).toBeUndefined();
  });

  it('shows speed and time left, and neither when it must not differ from run to run', async () => {
    const recorder = recordingDisplay();
    await liveView({ display: recorder.display }).onProgress(progressAt(500));
    expect(recorder.outputs[0]?.bundle['text/plain']).toBe(
      'Epoch 1 of 1, step 500 of 1000 · loss 1.500 · accuracy 25.0 % · 1234 images/s · 5 s left',
    );
    const timeless = recordingDisplay();
    await liveView({ display: timeless.display, timeless: true }).onProgress(progressAt(500));
    expect(timeless.outputs[0]?.bundle['text/plain']).toBe(
      'Epoch 1 of 1, step 500 of 1000 · loss 1.500 · accuracy 25.0 %',
    );
  });

  it('lets the event loop turn after an update', async () => {
    let turned = false;
    setImmediate(() => {
      turned = true;
    });
    await liveView({ display: recordingDisplay().display }).onProgress(progressAt(1));
    expect(turned).toBe(true);
  });
});

describe('liveImages', () => {
  const withImages = (images: string, work: () => void) => {
    process.env.REPORT_LIVE_IMAGES = images;
    try {
      work();
    } finally {
      delete process.env.REPORT_LIVE_IMAGES;
    }
  };
  it('takes what the cell wants, unless the environment or smoke scale says fewer', () => {
    expect(liveImages(4000)).toBe(4000);
    withImages('2000', () => expect(liveImages(4000)).toBe(2000));
    withImages('2000', () => expect(liveImages(256)).toBe(256));
    vi.stubEnv('REPORT_SCALE', 'smoke');
    expect(liveImages(4000)).toBe(256);
    vi.unstubAllEnvs();
  });
  it('refuses a number of images that is none', () => {
    withImages('many', () => expect(() => liveImages(4000)).toThrow(/REPORT_LIVE_IMAGES.*many/));
  });
});
