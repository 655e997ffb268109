/**
 * Runs programs in this one process, the next one when nothing is left to do for the one before.
 *
 * Usage: tsx one-after-another.ts '[["program.ts", "argument"], …]' 'line that is printed before each'
 */
import { createRequire } from 'node:module';

const [node = '', , programs = '[]', before] = process.argv;
const left: string[][] = JSON.parse(programs);
const load = createRequire(__filename);

process.on('beforeExit', () => {
  const next = left.shift();
  if (next === undefined) return;
  console.log(before);
  process.argv = [node, ...next];
  const [file = ''] = next;
  delete load.cache[file]; // the same program may come twice
  load(file);
});
