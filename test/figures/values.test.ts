import { describe, expect, it } from 'vitest';
import { confusionDifference } from '../../lib/figures/confusion-difference';
import { confusionMatrix } from '../../lib/figures/confusion-matrix';
import { spread } from '../../lib/figures/direct-labels';
import { liveCurve } from '../../lib/figures/live-curve';
import { methodColor } from '../../lib/figures/palette';
import { softTargets } from '../../lib/figures/soft-targets';
import { inDark, titlePixels, withoutTitle, wrapText } from '../../lib/figures/theme';
import { trainingCurves } from '../../lib/figures/training-curves';
import { sampleHistory, samplePicture } from './sample-rows';
import { samples } from './samples';

/** A trace as plain values, whatever its type. */
function trace(made: { readonly data: readonly unknown[] }, at: number): Record<string, unknown> {
  return made.data[at] as Record<string, unknown>;
}

describe('trainingCurves', () => {
  it('draws validation solid and training dotted, in the colour of the method', () => {
    const rows = sampleHistory('teacher', 0, 3);
    const made = trainingCurves(rows);
    expect(trace(made, 0)).toMatchObject({
      x: [1, 2, 3],
      y: rows.map((row) => row.validationAccuracyPct),
      line: { color: methodColor.teacher, dash: 'solid' },
    });
    expect(trace(made, 1)).toMatchObject({ line: { dash: 'dot' } });
    expect(made.data).toHaveLength(4);
  });
  it('says what solid, dotted and shaded mean where lines bear the names of models', () => {
    const keys = (rows: Parameters<typeof trainingCurves>[0]) =>
      trainingCurves(rows)
        .layout.annotations?.map(({ text }) => text ?? '')
        .join(' ');
    const one = sampleHistory('alone', 0, 3);
    const several = [...one, ...sampleHistory('alone', 1, 3)];
    expect(keys(one)).not.toContain('lowest to highest');
    expect(keys(several)).toContain('lowest to highest seed');
    const models = keys([...one, ...sampleHistory('teacher', 0, 3)]);
    expect(models).toContain('</span> training');
    expect(models).not.toContain('lowest to highest');
  });
  it('draws the seeds of a model as their mean within a band from the lowest to the highest', () => {
    const seed = (run: string, pcts: readonly number[]) =>
      sampleHistory('alone', 0, pcts.length).map((row, at) => ({
        ...row,
        run,
        validationAccuracyPct: pcts[at] as number,
      }));
    // the second run is an epoch behind: epoch 3 is the first run's alone
    const made = trainingCurves([...seed('a', [40, 50, 60]), ...seed('b', [44, 48])]);
    const ys = (name: string) =>
      (made.data as { name?: string; y?: unknown }[]).find((one) => one.name === name)?.y;
    expect(ys('student alone, validation, lowest')).toEqual([40, 48, 60]);
    expect(ys('student alone, validation, highest')).toEqual([44, 50, 60]);
    expect(ys('student alone, validation, mean')).toEqual([42, 49, 60]);
    expect(made.caption).toContain('n = 2 (student alone)');
    expect(made.title).toContain('54.0 % (student alone, mean of 2)'); // (60 + 48) / 2
  });
  it('magnifies the epochs after a drop of the learning rate, and draws all of them once where there is none', () => {
    const rows = sampleHistory('alone').slice(0, 6);
    const falling = rows.map((row) => ({ ...row, learningRate: row.epoch > 3 ? 1e-4 : 1e-3 }));
    const level = rows.map((row) => ({ ...row, learningRate: 1e-3 }));
    const late = trainingCurves(falling).data.filter(
      (line) => 'xaxis' in line && line.xaxis === 'x2',
    );
    expect(late.map((line) => (line as { x: number[] }).x)).toEqual(
      Array.from({ length: 4 }, () => [4, 5, 6]),
    );
    expect(trainingCurves(falling).layout.xaxis2?.title).toMatchObject({
      text: 'epochs 4 to 6, magnified',
    });
    expect(trainingCurves(level).layout.xaxis2).toBeUndefined();
    expect(trainingCurves(level).rows).toEqual(level);
  });
});

describe('confusionMatrix', () => {
  it('keeps right answers out of the colour scale, so that mistakes can be told apart', () => {
    const made = confusionMatrix([
      { model: 'm', trueClass: 'cat', predictedClass: 'cat', count: 90, sharePct: 90 },
      { model: 'm', trueClass: 'cat', predictedClass: 'dog', count: 10, sharePct: 10 },
      { model: 'm', trueClass: 'dog', predictedClass: 'cat', count: 7, sharePct: 7 },
      { model: 'm', trueClass: 'dog', predictedClass: 'dog', count: 93, sharePct: 93 },
    ]);
    expect(trace(made, 0).z).toEqual([
      [null, 10],
      [7, null],
    ]);
    expect(trace(made, 1).z).toEqual([
      [90, null],
      [null, 93],
    ]);
    expect(made.title).toBe('The m most often takes a cat for a dog: 10 times');
  });
});

describe('softTargets', () => {
  const made = softTargets(
    [
      {
        kind: 'the typical one',
        image: 5,
        trueClass: 'dog',
        picture: samplePicture(1),
        targets: [
          { temperature: 1, className: 'cat', prob: 0.1 },
          { temperature: 1, className: 'dog', prob: 0.9 },
          { temperature: 4, className: 'cat', prob: 0.4 },
          { temperature: 4, className: 'dog', prob: 0.6 },
        ],
      },
    ],
    { lesson: (temperature) => `lesson ${temperature}`, start: 4 },
  );
  it('starts at the chosen temperature, most probable class first', () => {
    expect(trace(made, 0)).toMatchObject({ y: ['<b>dog</b>', 'cat'], x: [0.6, 0.4] });
    expect(made.layout.sliders?.[0]).toMatchObject({ active: 1 });
    expect(made.layout.annotations?.[0]?.text).toBe('<b>T = 4</b>: lesson 4');
  });
  it('moves to the probabilities and the lesson of the temperature on the slider', () => {
    const steps = made.layout.sliders?.[0]?.steps ?? [];
    expect(steps.map((step) => step.label)).toEqual(['1', '4']);
    expect(steps[0]).toMatchObject({
      method: 'update',
      args: [{ x: [[0.9, 0.1]] }, { 'annotations[0].text': '<b>T = 1</b>: lesson 1' }],
    });
  });
  it('shows temperatures one below the other where it stands still', () => {
    expect(made.still?.data.map((panel) => (panel as { name: string }).name)).toEqual([
      'the typical one, T = 1',
      'the typical one, T = 4',
    ]);
    expect(made.still?.layout.sliders).toBeUndefined();
  });
  it('keeps every probability as a row', () => {
    expect(made.rows).toHaveLength(4);
    expect(made.rows?.[0]).toEqual({
      kind: 'the typical one',
      image: 5,
      trueClass: 'dog',
      temperature: 1,
      className: 'cat',
      prob: 0.1,
    });
  });
});

describe('confusionDifference', () => {
  const row = (trueClass: string, predictedClass: string, difference: number) => ({
    trueClass,
    predictedClass,
    count: 50 + difference,
    controlCount: 50,
    difference,
  });
  const made = confusionDifference(
    [row('cat', 'cat', -12), row('cat', 'dog', 12.4), row('dog', 'cat', -3), row('dog', 'dog', 3)],
    { models: ['student', 'teacher'] },
  );
  it('is symmetric about no difference, right answers apart', () => {
    expect(trace(made, 0)).toMatchObject({
      z: [
        [null, 12],
        [-3, null],
      ],
      zmin: -12.4,
      zmax: 12.4,
    });
    const stops = (trace(made, 0).colorscale as [number, string][]).map(([at]) => at);
    expect([stops[0], stops.at(-1)]).toEqual([0, 1]); // else Plotly takes a scale of its own
    expect(trace(made, 1).z).toEqual([
      [-12, null],
      [null, 3],
    ]);
  });
  it('names the mistake that grows most', () => {
    expect(made.title).toBe('The student takes a cat for a dog on 12 more images than the teacher');
  });
});

describe('liveCurve', () => {
  it('keeps the last point and at most 300 of many', () => {
    const points = Array.from({ length: 1000 }, (_, at) => ({
      epoch: (at + 1) / 1000,
      loss: 2,
      accuracy: 0.1,
    }));
    const made = liveCurve({ method: 'alone', epochs: 1, points, validation: [] });
    const x = trace(made, 0).x as number[];
    expect(x.length).toBeLessThanOrEqual(300);
    expect(x[x.length - 1]).toBe(1);
  });
  it('can be drawn before anything was measured', () => {
    const made = liveCurve({ method: 'teacher', epochs: 2, points: [], validation: [] });
    expect(made.title).toBe('Training begins');
  });
});

describe('spread', () => {
  it('leaves places alone that are far enough apart', () => {
    expect(spread([1, 5, 9], { low: 0, high: 10, gap: 2 })).toEqual([1, 5, 9]);
  });
  it('moves places apart about their mean, and pushes on what they then touch', () => {
    expect(spread([4, 4], { low: 0, high: 10, gap: 2 })).toEqual([3, 5]);
    expect(spread([4, 4, 6], { low: 0, high: 10, gap: 2 })).toEqual([
      14 / 3 - 2,
      14 / 3,
      14 / 3 + 2,
    ]);
  });
  it('keeps within the panel', () => {
    expect(spread([0, 0, 0], { low: 0, high: 10, gap: 2 })).toEqual([0, 2, 4]);
    expect(spread([10, 10], { low: 0, high: 10, gap: 2 })).toEqual([8, 10]);
  });
});

describe('theme', () => {
  it('breaks titles between words', () => {
    expect(wrapText('one two three', 7)).toBe('one two<br>three');
  });
  it('takes the title and its height off for a page that prints it', () => {
    const { trainingCurves: made } = samples();
    if (made === undefined) throw new Error('no sample');
    const bare = withoutTitle(made);
    expect(bare.layout.title).toBeUndefined();
    expect(bare.layout.height).toBe((made.layout.height ?? 0) - titlePixels(made.title));
  });
  it('leaves no light-page colour in the dark figure and changes no number', () => {
    for (const made of Object.values(samples())) {
      const text = JSON.stringify(inDark(made));
      expect(text).not.toMatch(/#1f2328|#57606a|#d8dee4|#eef1f4/);
      expect(text.replace(/#[0-9a-f]{6}/g, '')).toBe(
        JSON.stringify({ data: made.data, layout: made.layout }).replace(/#[0-9a-f]{6}/g, ''),
      );
    }
  });
});
