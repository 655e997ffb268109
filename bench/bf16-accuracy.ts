import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { MathMode } from '../lib/engine/environment';
import type { MathEffect } from '../lib/store/bench-results';
import { projectRoot } from '../lib/store/project-root';
import { today } from './compare';
import { ourEnvironment } from './start-side';

const EPOCHS = 3;
const SEED = 0;
/** As committed runs have it. */
const THREADS = 1;

const shortTrainingSchema = z.strictObject({
  recipe: z.string(),
  validationAccuracy: z.array(z.number()),
  weights: z.string(),
});
type ShortTraining = z.output<typeof shortTrainingSchema>;

/** Trains the student for some epochs with and without bf16, both at once; nothing of it stays on disk. */
export async function bf16Accuracy(): Promise<MathEffect> {
  const [float32, bf16] = await Promise.all([shortTraining('float32'), shortTraining('bf16')]);
  return {
    math: 'bf16',
    measuredOn: today(),
    recipe: float32.recipe,
    seed: SEED,
    threads: THREADS,
    validationAccuracy: {
      float32: float32.validationAccuracy,
      bf16: bf16.validationAccuracy,
    },
    sameWeights: float32.weights === bf16.weights,
  };
}

async function shortTraining(math: MathMode): Promise<ShortTraining> {
  const args = ['--import', 'tsx', join('bench', 'short-training.ts'), `${EPOCHS}`, `${SEED}`];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: projectRoot(),
    env: { ...process.env, ...ourEnvironment(THREADS, math) },
  });
  return shortTrainingSchema.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
}

/** What came out, as lines for a terminal. */
export function bf16AccuracyLines({ validationAccuracy, sameWeights }: MathEffect): string[] {
  const said = (['float32', 'bf16'] as const).map((math) => {
    const pcts = validationAccuracy[math].map((accuracy) => `${(100 * accuracy).toFixed(2)} %`);
    return `${math.padEnd(8)} validation accuracy by epoch: ${pcts.join(', ')}`;
  });
  return sameWeights
    ? [...said, 'Both ended with the same weights: this processor does not heed the wish for bf16.']
    : said;
}
