import { mean } from '../../statistics/summary';
import { formatCount, formatNumber, formatPct } from '../../tables/format';
import { rounded } from '../../tables/row';
import { seedPairs } from '../../tables/seed-pairs';
import type { ArmRow, SeedRow } from '../../tables/seed-rows';
import { formatSpread, spreadOf } from '../../tables/spread';
import { placed } from './phrases';

/**
 * How far the seeds of an arm lie apart, and where the original report's run lies beside them.
 * @param originalPct the original's accuracy, from one run
 */
export function seedsAnswer(arm: ArmRow, originalPct: number): string {
  const { n, testMeanPct, testSdPct, testLowestPct, testHighestPct } = arm;
  if (testMeanPct === null) return `No run of *${arm.arm}* is there yet.`;
  if (testSdPct === null || testLowestPct === null || testHighestPct === null) {
    return `There is one run of *${arm.arm}*, at ${formatPct(testMeanPct)}; how far seeds lie apart it cannot tell.`;
  }
  return (
    `**Over ${n} seeds the *${arm.arm}* reaches ${spread(arm)} %** (mean and standard deviation), from ` +
    `${formatNumber(testLowestPct)} to ${formatPct(testHighestPct)}: that much another seed moves it. ` +
    `The original's ${formatPct(originalPct)} lies ` +
    `${formatNumber(Math.abs(originalPct - testMeanPct) / testSdPct, 0)} of these standard deviations away.`
  );
}

/** What training on all images instead of the split's brings: what the validation images cost. */
export function allImagesAnswer(alone: ArmRow, all: ArmRow, seeds: readonly SeedRow[]): string {
  const images = (name: string) =>
    formatCount(seeds.find(({ arm }) => arm === name)?.trainingImages ?? 0);
  if (all.testMeanPct === null) {
    return 'No run on all training images is there yet: what the validation images cost is open.';
  }
  const gains = sharedSeeds(seeds, all.arm, alone.arm);
  const compared =
    gains.length === 0
      ? ''
      : `, seed by seed ${placed(mean(gains))} the runs on ${images(alone.arm)}` +
        ` (${spreadInWords(gains)})`;
  return (
    `Trained on all ${images(all.arm)} images, the validation images among them, it reaches ${spread(all)} % ` +
    `(n = ${all.n})${compared}. It hints at what keeping validation images back costs; ` +
    `${all.n} ${all.n === 1 ? 'seed is' : 'seeds are'} too few for a test.`
  );
}

/** Differences in points between two arms, by the seeds that both have. */
function sharedSeeds(seeds: readonly SeedRow[], arm: string, control: string): number[] {
  const of = (name: string) => seeds.filter((row) => row.arm === name);
  return seedPairs(of(arm), of(control)).map(([own, other]) =>
    rounded(own.testPct - other.testPct),
  );
}

function spreadInWords(gains: readonly number[]): string {
  const { sd } = spreadOf(gains);
  return sd === null ? 'one seed' : `standard deviation ${formatNumber(sd)}`;
}

function spread({ testMeanPct, testSdPct }: ArmRow): string {
  return formatSpread({ mean: testMeanPct, sd: testSdPct });
}

/** What the dots of an arm and of another on all images show. */
export function seedsTitle({ arm, n, testMeanPct, testSdPct }: ArmRow): string {
  if (testMeanPct === null) return `No run of the ${arm} is there yet`;
  const runs = n === 1 ? 'one run' : `${n} seeds`;
  return `The ${arm} reaches ${spread({ testMeanPct, testSdPct } as ArmRow)} % in ${runs}`;
}
