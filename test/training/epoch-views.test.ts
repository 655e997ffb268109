import { expect, it, vi } from 'vitest';
import * as augmentation from '../../lib/data/augmentation';
import { recipe } from '../../lib/recipes/recipe';
import { train } from '../../lib/training/train';
import { smallRecipe } from '../support/small-recipe';

vi.mock('../../lib/data/augmentation', { spy: true });

it('an epoch’s views are drawn once, for the teacher and for the batches', async () => {
  const taught = recipe({
    ...smallRecipe,
    name: 'views',
    objective: { kind: 'logits', temperature: 4, softWeight: 0.7, hardWeight: 0.3 },
    teacher: 'none-0123abcd-s0',
    augmentation: { crop: 4, padding: 'zero', flip: true },
  });
  const logitsOf = (images: Float32Array) => new Float32Array((images.length / 3072) * 10);
  const { model } = await train(taught, 0, { teacher: { logitsOf, identity: 'views' } });
  model.dispose();
  expect(vi.mocked(augmentation.epochViews)).toHaveBeenCalledTimes(taught.epochs);
});
