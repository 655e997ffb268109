/** Trains the original recipe's student for some epochs and says how it went, as one JSON line; see bf16-accuracy.ts. */

import { recipe } from '../lib/recipes/recipe';
import { studentAlone } from '../lib/studies/original';
import { weightsChecksum } from '../lib/training/model-files';
import { train } from '../lib/training/train';

async function main(): Promise<void> {
  const [epochs, seed] = process.argv.slice(2).map(Number);
  if (epochs === undefined || seed === undefined) {
    throw new Error('Expected epochs and seed, as bench/bf16-accuracy.ts gives them.');
  }
  const short = recipe({ ...studentAlone, epochs });
  const trained = await train(short, seed);
  const reply = {
    recipe: short.name,
    validationAccuracy: trained.history.map(({ validationAccuracy }) => validationAccuracy),
    weights: weightsChecksum(trained.weights),
  };
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
