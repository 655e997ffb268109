import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the processors did since the machine started, in clock ticks of all of them together. */
export interface Ticks {
  readonly busy: number;
  readonly all: number;
  readonly processors: number;
}

/** Above this, in cores, timings are not worth keeping. */
export const TOO_BUSY = 0.5;

/**
 * Reads Linux' /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal (what follows is counted
 * within user and nice). Time stolen by other virtual machines counts as busy.
 * @returns undefined where the text says nothing
 */
export function readTicks(stat: string): Ticks | undefined {
  const fields = /^cpu +(.*)$/m.exec(stat)?.[1]?.split(' ').slice(0, 8).map(Number) ?? [];
  const all = fields.reduce((sum, value) => sum + value, 0);
  const processors = [...stat.matchAll(/^cpu\d+ /gm)].length;
  if (fields.length < 5 || processors === 0 || !(all > 0)) return undefined;
  const idle = (fields[3] ?? 0) + (fields[4] ?? 0);
  return { busy: all - idle, all, processors };
}

/**
 * Cores kept busy between two readings, this process's own share taken off.
 * @param ownCores cores that this process kept busy meanwhile
 */
export function busyCores(before: Ticks, after: Ticks, ownCores: number): number | undefined {
  const passed = after.all - before.all;
  if (passed <= 0) return undefined;
  const cores = ((after.busy - before.busy) / passed) * after.processors;
  return Math.max(0, cores - ownCores);
}

/**
 * How many cores other processes keep busy, over about a second; where the system does not tell, the load
 * average of the last minute, which still holds work that has ended.
 */
export async function otherLoad(milliseconds = 1000): Promise<number> {
  const [before, start, own] = [readTicks(readStat()), performance.now(), process.cpuUsage()];
  await sleep(milliseconds);
  const after = readTicks(readStat());
  const { user, system } = process.cpuUsage(own);
  const ownCores = (user + system) / 1000 / (performance.now() - start);
  const cores = before && after ? busyCores(before, after, ownCores) : undefined;
  return Number((cores ?? loadavg()[0] ?? 0).toFixed(2));
}

function readStat(): string {
  try {
    return readFileSync('/proc/stat', 'utf8');
  } catch {
    return ''; // not Linux
  }
}
