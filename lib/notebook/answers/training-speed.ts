import { quantile } from '../../statistics/quantile';
import {
  type BenchResults,
  decisiveSide,
  type MathEffect,
  type Profile,
} from '../../store/bench-results';
import { formatCount, formatNumber, formatPct, formatSigned } from '../../tables/format';
import { BETWEEN_KERNELS, kernelRows } from '../../tables/kernel-rows';
import { mathEffectRows } from '../../tables/math-effect-rows';
import { type SpeedGoalRow, speedGoalRows } from '../../tables/speed-goal-rows';
import type { SweepCeiling } from '../../tables/sweep-ceiling';
import { sideName } from '../../tables/training-peer';
import { trainingRates } from '../../tables/training-rates';

/** What a reader runs where something was not measured. */
export function notMeasured(what: string, command: string): string {
  return `${what} was not measured on this machine yet: \`${command}\` does it.`;
}

/** Which of the goals are reached; the command that measures where nothing was. */
export function speedAnswer(results: BenchResults | undefined): string {
  const rows = results === undefined ? [] : speedGoalRows(results);
  if (results === undefined || rows.length === 0) {
    return (
      'Nothing was measured yet: `npm run bench` times this engine against PyTorch and writes a file into ' +
      '`bench/results`, which this notebook then shows.'
    );
  }
  const reached = rows.filter(({ verdict }) => verdict === 'reached');
  const missed = rows.filter(({ verdict }) => verdict === 'missed');
  const start = `**Of ${rows.length} ${rows.length === 1 ? 'goal' : 'goals'} measured ${reached.length} ${reached.length === 1 ? 'is' : 'are'} reached**`;
  const parts = [
    ...(reached.length > 0 ? [`reached: ${reached.map(inWords).join('; ')}`] : []),
    ...(missed.length > 0 ? [`missed: ${missed.map(inWords).join('; ')}`] : []),
  ];
  const { processor, cores } = results.machine;
  return `${start}, on ${processor} with ${cores} cores. ${parts.map(capital).join('. ')}.`;
}

function inWords({ job, ratio, ratioLow, ratioHigh, goal }: SpeedGoalRow): string {
  return (
    `${job}, ${formatNumber(ratio)} times as fast (${formatNumber(ratioLow)} to ${formatNumber(ratioHigh)} ` +
    `in the rounds${ratioLow <= 1 && ratioHigh >= 1 ? ', so level for all that can be told' : ''}, goal ${formatNumber(goal, 1)})`
  );
}

/** How fast distillation is where the teacher is asked each step on both sides; empty where that was not measured. */
export function askingAnswer({ comparisons }: BenchResults): string {
  const distillation = comparisons.find(({ name }) => name === 'distillation');
  const asked = distillation?.sides.find(({ label }) => label.includes('answers asked for'));
  if (distillation === undefined || asked === undefined) return '';
  const other = decisiveSide(distillation);
  const ratios = asked.blocks.map((rate, round) => rate / (other.blocks[round] ?? Number.NaN));
  return (
    'The distillation step wins by remembering. Where both sides ask the teacher each step, ours is ' +
    `${formatNumber(quantile(ratios, 0.5))} times as fast as ${sideName(other)} (${formatNumber(Math.min(...ratios))} to ` +
    `${formatNumber(Math.max(...ratios))} in the rounds). The answers have to be asked for once: the first run of a seed goes at ` +
    'about that speed, and those after it at the other.'
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Whether a training process of ours is smaller than PyTorch's and plain tfjs', job by job. */
export function memoryAnswer(results: BenchResults, names: readonly string[]): string {
  const { rates } = trainingRates(results, names);
  const jobs = [...new Set(rates.map(({ comparison }) => comparison))];
  const parts = jobs.flatMap((job) => {
    const [ours, ...others] = rates.filter(({ comparison }) => comparison === job);
    const other = others.filter(({ peer }) => peer !== 'ours');
    if (ours === undefined || other.length === 0) return [];
    const least = other.reduce((a, b) => (b.peakMegabytes < a.peakMegabytes ? b : a));
    const relation = ours.peakMegabytes < least.peakMegabytes ? 'below' : 'not below';
    return [
      `${ours.job}: ${formatCount(ours.peakMegabytes)} MB, ${relation} the ` +
        `${formatCount(least.peakMegabytes)} MB of ${least.side}`,
    ];
  });
  return parts.length === 0 ? '' : `${capital(parts.join('; '))}.`;
}

/**
 * Where the time of a step goes, and how much of it has to go where its goal is missed.
 * @param goal the goal of the same job; undefined where it was not measured
 */
export function kernelAnswer(profile: Profile, goal: SpeedGoalRow | undefined): string {
  const rows = kernelRows(profile);
  const costliest = rows
    .filter(({ kernel }) => !kernel.startsWith('('))
    .slice(0, 3)
    .map(({ kernel, sharePct }) => `\`${kernel}\` ${formatPct(sharePct, 0)}`);
  const between = rows.find(({ kernel }) => kernel === BETWEEN_KERNELS)?.sharePct ?? 0;
  const start =
    `A ${profile.job.replaceAll('-', ' ')} takes ${formatNumber(profile.millisecondsPerStep, 1)} ms under the ` +
    `profile. The costliest kernels: ${costliest.join(', ')}; JavaScript and the making of batches take ` +
    `${formatPct(between, 0)}.`;
  if (goal?.verdict !== 'missed') return start;
  const excess = profile.millisecondsPerStep * (1 - goal.ratio / goal.goal);
  return (
    `${start} The goal of ${formatNumber(goal.goal, 1)} is missed at ${formatNumber(goal.ratio)}: the step would ` +
    `have to lose ${formatNumber(excess, 1)} ms, ${whoseShare(excess, rows)}.`
  );
}

function whoseShare(excess: number, rows: ReturnType<typeof kernelRows>): string {
  const [first] = rows.filter(({ kernel }) => !kernel.startsWith('('));
  if (first === undefined) return 'and no kernel is known';
  const share = formatPct((100 * excess) / first.milliseconds, 0);
  return `which is ${share} of what \`${first.kernel}\` takes`;
}

/** What many runs at once gain, and the most that they could. */
export function sweepAnswer(ceiling: SweepCeiling): string {
  const { processes, together, single, inTurn, ceilingPerSecond, ceilingRatio } = ceiling;
  return (
    `${capital(countWord(processes))} processes of one thread train ${formatCount(together.imagesPerSecond)} images/s ` +
    `together, one process on all cores ${formatCount(inTurn.imagesPerSecond)}: ` +
    `${formatNumber(inTurn.ratio)} times as many. If they did not hinder each other they would reach ` +
    `${processes} × ${formatCount(single.imagesPerSecond)} = ${formatCount(ceilingPerSecond)} images/s, ` +
    `${formatNumber(ceilingRatio)} times as many: that is the measured ceiling, and ` +
    `${formatPct((100 * together.imagesPerSecond) / ceilingPerSecond, 0)} of it is reached.`
  );
}

/** What the figure of a sweep shows. */
export function sweepTitle({ processes, inTurn, ceilingRatio }: SweepCeiling): string {
  return (
    `${capital(countWord(processes))} processes at once train ${formatNumber(inTurn.ratio)} times as many images a ` +
    `second as one on all cores, of at most ${formatNumber(ceilingRatio)}`
  );
}

function countWord(count: number): string {
  return ['no', 'one', 'two', 'three', 'four'][count] ?? `${count}`;
}

/** What products in bf16 do to a short training, or that the processor does not heed the wish. */
export function mathAnswer(effect: MathEffect): string {
  const last = mathEffectRows(effect).at(-1);
  if (effect.sameWeights || last === undefined) {
    return (
      `On this processor \`--math ${effect.math}\` changes nothing: a training of \`${effect.recipe}\` ends with the ` +
      'same weights, bit for bit, with it and without. oneDNN takes the liberty only on processors with AMX.'
    );
  }
  return (
    `After ${last.epoch} epochs \`${effect.recipe}\` (seed ${effect.seed}) has ${formatPct(last.bf16Pct)} ` +
    `validation accuracy in ${effect.math} and ${formatPct(last.float32Pct)} in float32, ` +
    `${formatSigned(last.differencePts)} points: one pair of short runs, which shows that nothing breaks and not ` +
    'which is better.'
  );
}
