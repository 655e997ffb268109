import { bf16Needs, hasBf16, processorName } from '../engine/processor';
import { nativeBackend } from '../engine/tensorflow';
import type { Recipe } from '../recipes/recipe';

interface Machine {
  readonly hasBf16: boolean;
  readonly processor: string;
  readonly gpu: boolean;
}

function thisMachine(): Machine {
  return {
    hasBf16: hasBf16(),
    processor: processorName(),
    gpu: nativeBackend().isUsingGpuDevice,
  };
}

/**
 * Holds that this machine computes in what a recipe asks for.
 * @throws naming the machine and the way out
 */
export function requireMath({ math, name }: Pick<Recipe, 'math' | 'name'>, given?: Machine): void {
  if (math === 'float32') return;
  if (process.env.TF_ENABLE_ONEDNN_OPTS === '0') {
    throw new Error(
      `Recipe ${name} is in bf16, which takes oneDNN, but TF_ENABLE_ONEDNN_OPTS is 0: leave that variable unset.`,
    );
  }
  const machine = given ?? thisMachine();
  if (machine.hasBf16 && !machine.gpu) return;
  const found = machine.gpu ? 'a graphics card' : machine.processor;
  throw new Error(
    `Recipe ${name} is in bf16: expected ${bf16Needs}, found ${found}. Train it on ` +
      "another machine, or give the recipe math 'float32', which makes it another run.",
  );
}
