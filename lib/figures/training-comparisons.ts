import { formatCount, formatNumber } from '../tables/format';
import { groupsBy } from '../tables/groups';
import type { TrainingPeer } from '../tables/training-peer';
import type { TrainingRate } from '../tables/training-rates';
import type { RowGroup } from './grouped-rows';
import { axis } from './theme';

/** Drawn hollow, in the colour of PyTorch's other format. */
export const hollowPeer: TrainingPeer = 'PyTorch, contiguous';

/** The sides of each comparison under what it does. */
export function byComparison(rates: readonly TrainingRate[]): RowGroup<TrainingRate>[] {
  return [...groupsBy(rates, ({ comparison }) => comparison)].map(([name, rows]) => {
    const job = rows[0]?.job ?? name;
    return { heading: job.charAt(0).toUpperCase() + job.slice(1), rows };
  });
}

/** A number for each comparison of ours with PyTorch, with its name: "0.80 (student)". */
export function besidePytorch(
  rates: readonly TrainingRate[],
  value: (ours: TrainingRate, others: readonly TrainingRate[]) => number,
): string {
  const parts = byComparison(rates).flatMap(({ rows }) => {
    const others = rows.filter(({ peer }) => peer.startsWith('PyTorch'));
    const [ours] = rows;
    if (ours === undefined || others.length === 0) return [];
    return [`${formatNumber(value(ours, others))} (${ours.comparison.replaceAll('-', ' ')})`];
  });
  return parts.join(', ');
}

/**
 * How rates are laid out: beyond `wide` times the least the axis is logarithmic; `above` is the free space above the
 * highest rate as a factor, `logBelow` and `logAbove` that about all rates of a logarithmic axis.
 */
type RateRoom = Readonly<Record<'wide' | 'above' | 'logBelow' | 'logAbove' | 'lastTick', number>>;

const ticks = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000];

/**
 * An axis of rates from 0, or a logarithmic one where they lie far apart.
 * @returns the axis, its ends, and what puts a rate on it
 */
export function rateAxis(rates: readonly TrainingRate[], room: RateRoom) {
  const least = Math.min(...rates.map(({ lowPerSecond }) => lowPerSecond));
  const most = Math.max(...rates.map(({ highPerSecond }) => highPerSecond));
  if (most <= room.wide * least) {
    const high = room.above * most;
    const linear = axis('images/s', { range: [0, high], tickformat: ',' });
    return { axis: linear, low: 0, high, place: (rate: number) => rate };
  }
  const [low, high] = [Math.log10(least / room.logBelow), Math.log10(most * room.logAbove)];
  const tickvals = ticks.filter((tick) => tick <= room.lastTick);
  const logarithmic = axis('images/s (log scale)', {
    type: 'log',
    range: [low, high],
    tickmode: 'array',
    tickvals,
    ticktext: tickvals.map(formatCount),
  });
  return { axis: logarithmic, low, high, place: Math.log10 };
}
