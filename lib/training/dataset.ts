import { type ImageSet, loadCifar10 } from '../data/cifar10';
import { splitTraining } from '../data/split';
import { subset } from '../data/subset';
import type { Recipe } from '../study/recipe';

/** The images of a run. */
export interface Dataset {
  readonly training: ImageSet;
  readonly validation: ImageSet;
  readonly test: ImageSet;
  readonly checksum: string;
}

/** CIFAR-10 in its fixed split, cut to the recipe's limit where it has one. */
export async function loadDataset(recipe: Pick<Recipe, 'limit'>): Promise<Dataset> {
  const { train, test, checksum } = await loadCifar10();
  const split = splitTraining(train.labels);
  const { limit } = recipe;
  return {
    training: subset(train, split.training.subarray(0, limit?.training)),
    validation: subset(train, split.validation.subarray(0, limit?.validation)),
    test: limit
      ? subset(
          test,
          Int32Array.from({ length: limit.test }, (_, i) => i),
        )
      : test,
    checksum,
  };
}
