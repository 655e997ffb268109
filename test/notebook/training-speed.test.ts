import { describe, expect, it } from 'vitest';
import {
  askingAnswer,
  kernelAnswer,
  mathAnswer,
  memoryAnswer,
  speedAnswer,
  sweepAnswer,
  sweepTitle,
} from '../../lib/notebook/answers/training-speed';
import {
  type Bench,
  benchLines,
  committedBench,
  disturbedAnswer,
  everyRatioIsOfItsBlocks,
} from '../../lib/notebook/bench';
import { showKernels, showMath } from '../../lib/notebook/speed-causes';
import { showProcesses, showScaling } from '../../lib/notebook/speed-growth';
import { showGoals, showMemory, showRates } from '../../lib/notebook/training-speed';
import { speedGoalRows } from '../../lib/tables/speed-goal-rows';
import { sweepCeiling } from '../../lib/tables/sweep-ceiling';
import {
  sampleBench,
  sampleComparison,
  sampleComparisons,
  sampleMachine,
  sampleProfile,
  sampleSide,
} from '../tables/sample-bench';
import { recordingDisplay } from './recording-display';

/** All that notebook 08 shows of one machine's results, as texts. */
async function everything(bench: Bench): Promise<readonly string[]> {
  const { display, outputs } = recordingDisplay();
  showGoals(bench, display);
  await showRates(bench, display);
  await showMemory(bench, display);
  await showScaling(bench, 'batch', display);
  await showScaling(bench, 'width', display);
  await showProcesses(bench, display);
  await showKernels(bench, 'student', display);
  await showKernels(bench, 'teacher', display);
  await showMath(bench, display);
  return outputs.map(({ bundle }) => String(bundle['text/plain']));
}

const empty: Bench = { machine: { ...sampleMachine }, comparisons: [] };

describe('the sections of notebook 08', () => {
  it('name the command of each part where nothing was measured', async () => {
    for (const bench of [undefined, empty]) {
      const texts = (await everything(bench)).join('\n');
      for (const command of [
        '`npm run bench`',
        '--only scaling`',
        '--only sweep`',
        '--profile student --keep`',
        '--profile teacher --keep`',
        '--only bf16`',
        '--only bf16-accuracy`',
      ]) {
        expect(texts).toContain(command);
      }
    }
  });

  it('show what there is of any part, and the command for the others', async () => {
    for (const comparison of sampleBench.comparisons) {
      const texts = await everything({ ...empty, comparisons: [comparison] });
      expect(texts.join('\n')).not.toMatch(/undefined|NaN/);
      expect(texts.some((text) => text.includes('npm run bench'))).toBe(true);
    }
  });

  it('show everything where everything was measured, but the profile that is missing', async () => {
    const missing = (await everything(sampleBench)).filter((text) =>
      text.includes('was not measured'),
    );
    expect(missing).toEqual([
      "Where the time of the teacher's step goes was not measured on this machine yet: " +
        '`npm run bench -- --profile teacher --keep` does it.',
    ]);
  });
});

describe('speedAnswer', () => {
  it('counts goals and says of each how it stands', () => {
    const answer = speedAnswer(sampleBench);
    expect(answer).toContain('**Of 4 goals measured 3 are reached**, on Some Processor');
    expect(answer).toContain('Missed: a step of student, 0.80 times as fast');
  });
  it('speaks of nothing missed when all are reached', () => {
    const { teacher } = sampleComparisons;
    expect(speedAnswer({ ...sampleBench, comparisons: [teacher] })).toContain(
      '**Of 1 goal measured 1 is reached**',
    );
  });
  it('names the command where nothing was measured', () => {
    expect(speedAnswer(undefined)).toContain('`npm run bench`');
  });
});

describe('kernelAnswer', () => {
  const goals = speedGoalRows(sampleBench);
  it('says how much a step has to lose where its goal is missed', () => {
    // 50 ms · (1 − 0.8 / 1) = 10 ms, a third of the 30 ms of the costliest kernel
    const answer = kernelAnswer(sampleProfile, goals[0]);
    expect(answer).toContain(
      'would have to lose 10.0 ms, which is 33 % of what `Conv2DBackpropFilter`',
    );
  });
  it('leaves that out where the goal is reached or was not measured', () => {
    expect(kernelAnswer(sampleProfile, goals[1])).not.toContain('lose');
    expect(kernelAnswer(sampleProfile, undefined)).toContain('`Conv2DBackpropFilter` 60 %');
  });
});

describe('the other sentences', () => {
  it('compare memory with the smallest of the others', () => {
    expect(memoryAnswer(sampleBench, ['student'])).toBe(
      'A step of student: 800 MB, not below the 800 MB of PyTorch, contiguous.',
    );
  });
  it('say the ceiling of a sweep and the share of it that is reached', () => {
    const ceiling = sweepCeiling(sampleBench);
    if (ceiling === undefined) throw new Error('the sample has no sweep');
    const answer = sweepAnswer(ceiling);
    expect(answer).toContain('2 × 2,700 = 5,400 images/s, 1.80 times as many');
    expect(answer).toContain('83 % of it is reached'); // 4500 / 5400
    expect(sweepTitle(ceiling)).toBe(
      'Two processes at once train 1.50 times as many images a second as one on all cores, of at most 1.80',
    );
  });
  it('say how fast distillation is without the remembered answers: 2,000 against 2,500', () => {
    const side = (label: string, of: 'ours' | 'pytorch', rate: number) =>
      sampleSide({ label, of, job: 'distillation-step' }, rate, 5000);
    const distillation = sampleComparison('distillation', [
      side('ours, answers remembered, TensorFlow 2.21.0', 'ours', 5000),
      side('ours, answers asked for, TensorFlow 2.21.0', 'ours', 2000),
      side('PyTorch 2.9.1, channels_last', 'pytorch', 2500),
    ]);
    expect(askingAnswer({ ...sampleBench, comparisons: [distillation] })).toContain(
      'ours is 0.80 times as fast as PyTorch, channels_last (0.80 to 0.80 in the rounds)',
    );
    expect(askingAnswer(sampleBench)).toBe('');
  });
  it('call a ratio level where its rounds lie on both sides of 1', () => {
    const { student } = sampleComparisons;
    const sides = student.sides.map((side, at) =>
      at === 0 ? side : { ...side, ratio: { median: 1.05, min: 0.9, max: 1.2 } },
    );
    const answer = speedAnswer({ ...sampleBench, comparisons: [{ ...student, sides }] });
    expect(answer).toContain(
      '(0.90 to 1.20 in the rounds, so level for all that can be told, goal',
    );
    expect(speedAnswer({ ...sampleBench, comparisons: [student] })).not.toContain('level');
  });
  it('claim nothing of bf16 from one pair of runs, and say where the processor ignores it', () => {
    const [effect] = sampleBench.mathEffects ?? [];
    if (effect === undefined) throw new Error('the sample has no effect');
    expect(mathAnswer(effect)).toContain('−0.50 points: one pair of short runs');
    expect(mathAnswer({ ...effect, sameWeights: true })).toContain('changes nothing');
  });
});

describe('committedBench', () => {
  it('takes the machine that was measured last', () => {
    const older = { ...sampleBench, machine: { ...sampleMachine, device: 'older' } };
    const { student } = sampleComparisons;
    const newer = { ...empty, comparisons: [{ ...student, measuredOn: '2026-12-01' }] };
    expect(committedBench([newer, older])).toBe(newer);
    expect(committedBench([])).toBeUndefined();
  });
});

describe('what the notebook checks', () => {
  it('finds a ratio that does not follow from its blocks', () => {
    expect(everyRatioIsOfItsBlocks(sampleBench)).toBe(true);
    expect(everyRatioIsOfItsBlocks(undefined)).toBe(true);
    const { student } = sampleComparisons;
    const sides = student.sides.map((side) => ({ ...side, ratio: { median: 2, min: 2, max: 2 } }));
    expect(everyRatioIsOfItsBlocks({ ...empty, comparisons: [{ ...student, sides }] })).toBe(false);
  });
  it('names the comparisons beside which other work ran', () => {
    const { student, teacher } = sampleComparisons;
    const comparisons = [{ ...student, loadBefore: 1.2 }, teacher];
    expect(disturbedAnswer({ ...empty, comparisons })).toContain(
      '1 of 2 comparisons began: student.',
    );
    expect(disturbedAnswer(sampleBench)).toContain('nothing else to do');
  });
  it('says machine, days and file in the footer', () => {
    expect(benchLines(sampleBench)).toEqual([
      ['Measured on', 'Some Processor, 2 cores, 8 GB'],
      ['Days', '2026-11-25'],
      ['File', 'bench/results/some-processor-2-cores.json'],
    ]);
  });
});
