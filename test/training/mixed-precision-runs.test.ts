import { describe, expect, it, vi } from 'vitest';
import { runEagerly } from '../../lib/engine/graph/eagerly';
import { hasBf16 } from '../../lib/engine/processor';
import { type Recipe, recipe } from '../../lib/recipes/recipe';
import { runId } from '../../lib/recipes/run-id';
import { requireMath } from '../../lib/training/math';
import { run } from '../../lib/training/run';
import { stepperFor } from '../../lib/training/stepper';
import { smallRecipe } from '../support/small-recipe';
import { runFolders, stopInSecondEpoch } from '../support/training-runs';
import { setupOf } from '../support/training-setup';

const freshFolder = runFolders();

const inFloat32: Recipe = recipe(smallRecipe);
const inBf16: Recipe = recipe({ ...smallRecipe, math: 'bf16' });

describe.skipIf(!hasBf16())('a run in bf16', () => {
  it('has an id of its own, and ends with the same bytes again, also when it is stopped and resumed', async () => {
    expect(runId(inBf16, 0)).not.toBe(runId(inFloat32, 0));
    const once = await run(inBf16, 0, { runs: freshFolder() });
    const runs = freshFolder();
    await stopInSecondEpoch(inBf16, runs);
    const resumed = await run(inBf16, 0, { runs });
    expect({ ...resumed, timing: {} }).toEqual({ ...once, timing: {} });
    const exact = await run(inFloat32, 0, { runs });
    expect(resumed.weightsChecksum).not.toBe(exact.weightsChecksum);
    expect(resumed.history[0]?.trainingLoss).toBeCloseTo(exact.history[0]?.trainingLoss ?? 0, 1);
  });
});

describe('bf16 is refused', () => {
  it('by a recipe with dropout, whose masks are drawn outside of the graph', () => {
    expect(() => recipe({ ...smallRecipe, math: 'bf16', dropout: 0.5 })).toThrow(
      /expected dropout 0 or math 'float32', found dropout 0.5 and math 'bf16'/,
    );
  });

  it('where the processor lacks it, and on a graphics card', () => {
    const old = { hasBf16: false, processor: 'Old CPU', gpu: false };
    expect(() => requireMath(inBf16, old)).toThrow(
      /expected a processor with avx512_bf16 or amx_bf16, found Old CPU.*math 'float32'/,
    );
    const card = { hasBf16: true, processor: 'New CPU', gpu: true };
    expect(() => requireMath(inBf16, card)).toThrow(/found a graphics card/);
    expect(() => requireMath(inBf16, { ...card, gpu: false })).not.toThrow();
    expect(() => requireMath(inFloat32, old)).not.toThrow();
    vi.stubEnv('TF_ENABLE_ONEDNN_OPTS', '0');
    expect(() => requireMath(inBf16, { ...card, gpu: false })).toThrow(/leave that variable unset/);
    vi.unstubAllEnvs();
  });

  it('where there is no graph: for a term that cannot be traced, and kernel by kernel', () => {
    const setup = setupOf({ kind: 'labels' }, { math: 'bf16' });
    const loss = setup.loss.map(({ term, weight }) => ({
      weight,
      term: { ...term, traceable: false },
    }));
    expect(() => stepperFor({ ...setup, loss }, [4])).toThrow(
      /term "hard" does not say traceable: true.*or say so if the term reads no values/,
    );
    runEagerly(true);
    try {
      expect(() => stepperFor(setup, [4])).toThrow(/kernels are called one by one.*'float32'\.$/);
    } finally {
      runEagerly(false);
    }
  });
});
