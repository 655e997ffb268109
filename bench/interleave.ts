import { setTimeout as sleep } from 'node:timers/promises';
import type { Peer } from './peer-process';
import type { Request } from './protocol';
import { pairRatios, type Spread, spread } from './summary';

/** One side of a comparison. */
export interface Side {
  readonly label: string;
  readonly peer: Peer;
  /** What its peer is asked for, besides the number of steps. */
  readonly request: Omit<Request, 'steps'>;
}

export interface InterleaveOptions {
  /** Measured blocks a side. */
  readonly blocks: number;
  /** Steps a block. */
  readonly steps: number;
  /** Blocks a side before the first that counts. */
  readonly warmup: number;
  readonly onRound?: (round: number, rounds: number) => void;
}

export interface SideResult {
  readonly label: string;
  readonly job: string;
  readonly imagesPerSecond: Spread;
  /** Images a second of each measured block, in order. */
  readonly blocks: readonly number[];
  /** Ours over this side, round by round; 1 for ourselves. */
  readonly ratio: Spread;
  /** Of the whole process, MB of 2^20 bytes. */
  readonly peakMegabytes: number;
  /** Processor seconds it used per second in which another process was measured: 0 is a fair bystander. */
  readonly idleShare: number | null;
}

/** One measured block, and what the processor did for each side meanwhile. */
interface Measurement {
  readonly side: Side;
  readonly seconds: number;
  readonly imagesPerSecond: number;
  readonly used: ReadonlyMap<Peer, number | undefined>;
}

/** Threads that spin for a moment after their work are asleep by then. */
const SETTLE_MILLISECONDS = 200;

/**
 * Blocks in turn, A B A B …: never two at a time, and what slows the machine for a while slows all.
 * @param sides ours first
 */
export async function interleave(
  sides: readonly Side[],
  options: InterleaveOptions,
): Promise<readonly SideResult[]> {
  const measured: Measurement[] = [];
  const rounds = options.warmup + options.blocks;
  for (let round = 0; round < rounds; round++) {
    for (const side of sides) {
      const measurement = await measure(side, sides, options.steps);
      if (round >= options.warmup) measured.push(measurement);
    }
    options.onRound?.(round + 1, rounds);
  }
  const peaks = await Promise.all(sides.map(({ peer }) => peer.peakMegabytes()));
  return sides.map((side, place) => ({
    ...summarise(side, sides, measured),
    peakMegabytes: peaks[place] as number,
  }));
}

async function measure(side: Side, sides: readonly Side[], steps: number): Promise<Measurement> {
  await sleep(SETTLE_MILLISECONDS);
  const before = new Map(sides.map(({ peer }) => [peer, peer.processorSeconds()]));
  const { seconds, images, loss } = await side.peer.block({ ...side.request, steps });
  if (loss === null) {
    throw new Error(
      `${side.label}: the loss of ${side.request.job} is not a number any more; its time means nothing.`,
    );
  }
  const used = new Map([...before].map(([peer, then]) => [peer, since(then, peer)]));
  return { side, seconds, imagesPerSecond: images / seconds, used };
}

function since(then: number | undefined, peer: Peer): number | undefined {
  const now = peer.processorSeconds();
  return now === undefined || then === undefined ? undefined : now - then;
}

function summarise(side: Side, sides: readonly Side[], measured: readonly Measurement[]) {
  const ratesOf = (wanted: Side | undefined): number[] =>
    measured.filter((one) => one.side === wanted).map((one) => one.imagesPerSecond);
  const blocks = ratesOf(side);
  return {
    label: side.label,
    job: side.request.job,
    imagesPerSecond: spread(blocks),
    blocks,
    ratio: spread(pairRatios(ratesOf(sides[0]), blocks)),
    idleShare: idleShare(
      side.peer,
      measured.filter((one) => one.side.peer !== side.peer),
    ),
  };
}

function idleShare(peer: Peer, others: readonly Measurement[]): number | null {
  const used = others.map((one) => one.used.get(peer));
  if (used.length === 0 || used.includes(undefined)) return null;
  const seconds = others.reduce((sum, one) => sum + one.seconds, 0);
  return used.reduce<number>((sum, value) => sum + (value ?? 0), 0) / seconds;
}
