import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';
import { inNode, projectEnvironment, root } from './project.mjs';

/** Where CIFAR-10 is kept. */
export const dataFolder = join(root, 'data', 'cifar10');

const batchBytes = 10_000 * 3073;
/** Names of the files that CIFAR-10 is kept in. */
export const batchNames = [1, 2, 3, 4, 5]
  .map((n) => `data_batch_${n}.bin`)
  .concat('test_batch.bin');

/**
 * Step: CIFAR-10, fetched, checked and kept. Done by size here; the loader checks the checksums on
 * every load.
 * @returns {import('./steps.mjs').Step}
 */
export function dataStep() {
  return {
    id: 'data',
    name: 'CIFAR-10',
    after: ['packages'],
    done: () => missingBatches().length === 0,
    work: fetchData,
  };
}

/** @returns {string[]} names of the batches that are missing or have the wrong size */
export function missingBatches() {
  return batchNames.filter((name) => {
    const file = join(dataFolder, name);
    return !existsSync(file) || statSync(file).size !== batchBytes;
  });
}

/** @param {(text: string) => void} note */
async function fetchData(note) {
  note('139 MB to download');
  await run('Fetching CIFAR-10', ...inNode('tsx', [join('scripts', 'fetch-data.ts')]), {
    cwd: root,
    env: projectEnvironment(),
    onLine: (line) => note(line.replace(/^\W*CIFAR-10: /, '').trim()),
  });
}
