import { classNames, loadCifar10, loadTestImages } from '../data/cifar10';
import type { Dataset } from '../data/dataset';
import type { ImageSet } from '../data/image-set';
import { cifar10Normalisation } from '../data/image-statistics';
import { splitTraining } from '../data/split';
import { subset } from '../data/subset';
import type { Recipe } from '../recipes/recipe';

export type { Dataset } from '../data/dataset';

/** CIFAR-10 in its fixed split, or all of it to train on, cut to the recipe's limit where it has one. */
export async function loadDataset(
  recipe: Pick<Recipe, 'limit'> & Partial<Pick<Recipe, 'trainOn'>>,
): Promise<Dataset> {
  const { train, test, checksum } = await loadCifar10();
  const split = splitTraining(train.labels);
  const { limit } = recipe;
  const chosen = recipe.trainOn === 'all' ? everyImage(train) : split.training;
  return {
    training: subset(train, chosen.subarray(0, limit?.training)),
    validation: subset(train, split.validation.subarray(0, limit?.validation)),
    test: firstImages(test, limit?.test),
    checksum,
    classNames,
    normalisation: cifar10Normalisation,
  };
}

/** The test images of `loadDataset` alone, without reading the others. */
export async function loadTestSet({ limit }: Pick<Recipe, 'limit'>): Promise<ImageSet> {
  return firstImages(await loadTestImages(), limit?.test);
}

function firstImages(set: ImageSet, count: number | undefined): ImageSet {
  return count === undefined ? set : subset(set, everyImage(set).subarray(0, count));
}

function everyImage({ labels }: ImageSet): Int32Array {
  return Int32Array.from(labels, (_, place) => place);
}
