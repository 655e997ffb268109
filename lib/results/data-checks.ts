import type { Cifar10, ImageSet } from '../data/cifar10';
import { channelMean, channelSd, channelStatistics, classCounts } from '../data/image-statistics';
import { splitTraining } from '../data/split';

/** Whether every class has 5,000 training and 1,000 test images. */
export function dataIsBalanced({ train, test }: Cifar10): boolean {
  const all = (set: ImageSet, images: number) => classCounts(set).every((n) => n === images);
  return all(train, 5_000) && all(test, 1_000);
}

/** Whether training and validation are disjoint and together hold every image once. */
export function splitIsClean({ labels }: ImageSet): boolean {
  const { training, validation } = splitTraining(labels);
  const together = new Set([...training, ...validation]);
  return together.size === labels.length && training.length + validation.length === labels.length;
}

/** Whether the constants that normalise images are the set's own mean and deviation. */
export function normalisationIsOfTheData(set: ImageSet): boolean {
  const { mean, sd } = channelStatistics(set);
  const near = (found: readonly number[], used: readonly number[]) =>
    found.every((value, channel) => Math.abs(value - (used[channel] as number)) < 1e-7);
  return near(mean, channelMean) && near(sd, channelSd);
}
