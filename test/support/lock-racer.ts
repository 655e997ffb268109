/**
 * One of several processes that race for locks: tries each lock of a folder at its time, and holds it for a moment
 * over a file that only the holder may make. Prints how often it had a lock and how often it was not alone.
 *
 *   node --import tsx test/support/lock-racer.ts <folder> <locks> <start, ms since 1970>
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tryLock } from '../../lib/store/lock-file';

const EVERY_MILLISECONDS = 6;
const HOLD_MILLISECONDS = 3;

function spinUntil(time: number): void {
  while (performance.timeOrigin + performance.now() < time);
}

const [folder = '', count = '0', start = '0'] = process.argv.slice(2);
let had = 0;
let together = 0;
for (let index = 0; index < Number(count); index++) {
  const begin = Number(start) + index * EVERY_MILLISECONDS;
  spinUntil(begin);
  const lock = tryLock(join(folder, `${index}.lock`));
  if (lock.kind === 'busy') continue;
  had++;
  const alone = join(folder, `${index}.held`);
  try {
    writeFileSync(alone, '', { flag: 'wx' });
    spinUntil(performance.timeOrigin + performance.now() + HOLD_MILLISECONDS);
    rmSync(alone);
  } catch {
    together++;
  }
  lock.release();
}
console.log(JSON.stringify({ had, together }));
