import { PNG } from 'pngjs';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { check } from '../../lib/notebook/check';
import { kernelDisplay, markdown } from '../../lib/notebook/display';
import { footer, footerLines } from '../../lib/notebook/footer';
import { PLOTLY, SHARP_PICTURE, TABLE } from '../../lib/notebook/mime-types';
import { show } from '../../lib/notebook/show';
import { closeBrowser } from '../../lib/pictures/browser';
import { readRunById } from '../../lib/store/run-store';
import { trialEnvironment } from '../notebooks/trial';
import { recordingDisplay } from './recording-display';

const figure = {
  name: 'two-bars',
  title: 'B is twice A',
  caption: 'n = 2 bars.',
  alt: 'Two bars, the second twice as high.',
  data: [{ type: 'bar' as const, x: ['A', 'B'], y: [1, 2] }],
  layout: { height: 300 },
};

afterAll(closeBrowser);

describe('show, of a figure', () => {
  it('shows no picture to a reader whose notebook draws the figure', async () => {
    const { display, outputs } = recordingDisplay();
    await show(figure, display);
    expect(Object.keys(outputs[0]?.bundle ?? {})).toEqual([PLOTLY, 'text/plain']);
  });

  it('shows one output with Plotly JSON, pictures and a description in a report', async () => {
    const { display, outputs } = recordingDisplay();
    vi.stubEnv('REPORT_PICTURES', 'yes');
    await show(figure, display);
    vi.unstubAllEnvs();
    expect(outputs).toHaveLength(1);
    const bundle = outputs[0]?.bundle ?? {};
    expect(bundle[PLOTLY]).toEqual({
      data: figure.data,
      layout: {
        height: 300,
        meta: {
          name: 'two-bars',
          title: 'B is twice A',
          caption: 'n = 2 bars.',
          alt: 'Two bars, the second twice as high.',
        },
      },
    });
    expect(bundle['text/plain']).toBe(figure.alt);
    const picture = PNG.sync.read(Buffer.from(String(bundle['image/png']), 'base64'));
    expect(picture.height).toBe(300);
    const sharp = PNG.sync.read(Buffer.from(String(bundle[SHARP_PICTURE]), 'base64'));
    expect(sharp.height).toBe(600);
  });
});

describe('show, of a table', () => {
  const rows = [
    { model: 'teacher', values: 4_664_970, $data: 0.0004, columns: null },
    { model: 'a < b', values: 106_826, $data: 0.25, columns: 1.5 },
  ];
  const models = {
    name: 'models',
    key: ['model'],
    caption: 'n = 2',
    columns: {
      $data: ['p', 'p'],
      model: 'model',
      values: 'parameters',
      columns: ['points', 1],
    },
    rows,
  } as const;

  it('shows the columns of a table in its words, and keeps all rows as they are', async () => {
    const { display, outputs } = recordingDisplay();
    await show(models, display);
    const bundle = outputs[0]?.bundle ?? {};
    const cells = String(bundle['text/html']).match(/<td[^>]*>([^<]*)<\/td>/g);
    expect(cells?.map((cell) => cell.replace(/<[^>]*>/g, ''))).toEqual([
      '&lt; 0.001',
      'teacher',
      '4,664,970',
      '–',
      '0.250',
      'a &lt; b',
      '106,826',
      '1.5',
    ]);
    expect(bundle[TABLE]).toEqual({ name: 'models', key: ['model'], rows });
    expect(String(bundle['text/plain']).split('\n')[0]).toBe(
      'p        model    parameters  points',
    );
  });
  it('refuses a table without rows, and rows without a column that is shown', async () => {
    const { display } = recordingDisplay();
    await expect(show({ ...models, rows: [] }, display)).rejects.toThrow(
      /models: expected at least one row/,
    );
    await expect(show({ ...models, columns: { size: 'size' } }, display)).rejects.toThrow(
      /row 0 has no column size; it has model, values, \$data, columns/,
    );
  });
});

describe('markdown', () => {
  it('is shown as such, and as text where it cannot be', () => {
    expect(markdown('**83 %**')).toEqual({ 'text/markdown': '**83 %**', 'text/plain': '**83 %**' });
  });
});

describe('check', () => {
  it('shows the statement with a tick when it holds', () => {
    const { display, outputs } = recordingDisplay();
    check('1 < 2', true, display);
    expect(outputs[0]?.bundle['text/plain']).toBe('✓ 1 < 2');
    expect(outputs[0]?.bundle['text/html']).toContain('1 &lt; 2');
  });
  it('stops with the statement when it does not', () => {
    const { display, outputs } = recordingDisplay();
    expect(() => check('2 < 1', false, display)).toThrow('2 < 1');
    expect(outputs).toEqual([]);
  });
});

describe('kernelDisplay', () => {
  it('says where it can be used, when there is no kernel', () => {
    expect(() => kernelDisplay.show({})).toThrow(/npm run lab/);
  });
});

describe('footerLines', () => {
  it('names what all runs share once', () => {
    const runs = ['trial-teacher-00000001-s0', 'trial-student-00000002-s0'].map((id) =>
      readRunById(id, trialEnvironment.REPORT_RUNS),
    );
    const lines = Object.fromEntries(footerLines(runs, 'commit abc'));
    expect(lines.Runs).toBe('trial-teacher-00000001-s0, trial-student-00000002-s0');
    expect(lines.TensorFlow).toBe('2.21.0');
    expect(lines.Code).toBe('commit abc');
  });
  it('names the seeds of one recipe together', () => {
    const run = readRunById('trial-student-00000002-s0', trialEnvironment.REPORT_RUNS);
    const seeds = [0, 1, 2, 5].map((seed) => ({ ...run, id: `student-0a-s${seed}`, seed }));
    const lines = Object.fromEntries(footerLines([...seeds, run], 'commit abc'));
    expect(lines.Runs).toBe('student-0a (seeds 0 to 2, 5), trial-student-00000002-s0');
  });
});

describe('footer', () => {
  it('is one line that unfolds', () => {
    const { display, outputs } = recordingDisplay();
    const run = readRunById('trial-student-00000002-s0', trialEnvironment.REPORT_RUNS);
    footer([run, run], [['Timed', 'on 28 November']], display);
    const html = String(outputs[0]?.bundle['text/html']);
    expect(html).toMatch(
      /^<details class="footer"><summary>Made from 2 runs · commit [^<]* · TensorFlow 2\.21\.0<\/summary>/,
    );
    expect(html).toContain('<li><b>Timed</b> on 28 November</li>');
  });
});
