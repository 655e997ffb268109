import type { BenchComparison, BenchSide } from '../lib/store/bench-results';
import type { Comparison, SideSettings } from './comparisons';
import { interleave, type Side } from './interleave';
import type { Peer } from './peer-process';
import type { Settings } from './settings';
import { processesOf, startSide } from './start-side';

/** Measures a comparison. */
export async function compare(
  comparison: Comparison,
  settings: Settings,
  loadBefore: number,
): Promise<BenchComparison> {
  const { name, meaning, goal } = comparison;
  return {
    name,
    meaning,
    ...(goal === undefined ? {} : { goal }),
    measuredOn: today(),
    loadBefore,
    steps: stepsOf(comparison, settings),
    warmup: settings.warmup,
    threads: settings.threads,
    sides: await compareSides(comparison, settings),
  };
}

/** "2026-11-25", by the clock of Greenwich. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** Fresh processes for each comparison and side, so that peak memory is its own. */
async function compareSides(comparison: Comparison, settings: Settings): Promise<BenchSide[]> {
  const wanted = comparison.sides.flatMap((side) =>
    side.of === 'ours' || side.memoryFormat
      ? [side]
      : settings.formats.map((memoryFormat) => ({ ...side, memoryFormat })),
  );
  const peers: Peer[] = [];
  const sides: Side[] = [];
  try {
    for (const side of wanted) {
      const peer = await startSide(side, settings.threads);
      peers.push(peer);
      sides.push({ peer, label: labelOf(side, peer), request: requestOf(side) });
    }
    const results = await interleave(sides, {
      blocks: settings.blocks,
      warmup: settings.warmup,
      steps: stepsOf(comparison, settings),
      onRound: progress(comparison.name),
    });
    return results.map((result, place) => ({
      ...result,
      blocks: [...result.blocks],
      ...traits(wanted[place] as SideSettings, settings),
    }));
  } finally {
    await Promise.all(peers.map((peer) => peer.close()));
  }
}

/** What the results say of a side besides its numbers. */
function traits(side: SideSettings, { threads }: Settings) {
  const math = side.math === 'bf16' ? { math: side.math } : {};
  const compiled = side.compiled ? { compiled: true } : {};
  return { of: side.of, ...processesOf(side, threads), ...math, ...compiled };
}

/** What a side's peer is asked for, block by block. */
function requestOf({
  job,
  memoryFormat,
  batchSize,
  math,
  compiled,
}: SideSettings): Side['request'] {
  return { job, memoryFormat, batchSize, math, compiled };
}

function labelOf({ label, memoryFormat, math, compiled }: SideSettings, { description }: Peer) {
  const traits = [memoryFormat, compiled ? 'compiled' : undefined, math];
  return label ?? [description.name, ...traits].filter(Boolean).join(', ');
}

function stepsOf({ shareOfSteps }: Comparison, { steps }: Settings): number {
  return Math.max(1, Math.round(steps * shareOfSteps));
}

/** A line that grows in a terminal, nothing in a log. */
function progress(name: string) {
  const start = performance.now();
  return (round: number, rounds: number): void => {
    if (!process.stderr.isTTY) return;
    const left = ((performance.now() - start) / 1000 / round) * (rounds - round);
    const text = `${name}: round ${round} of ${rounds}, ${left.toFixed(0)} s left`;
    process.stderr.write(`\r\u001b[2K${round < rounds ? text : ''}`);
  };
}
