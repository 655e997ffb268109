import { join } from 'node:path';
import { runProgram } from './run.mjs';
import { inNode, root } from './setup/project.mjs';
import { runMain, setup } from './setup.mjs';

const HELP = `npm test -- [vitest's arguments, such as a test file]

Everything that has to hold, cheapest first: lint and format, types (of the notebooks' own TypeScript
5.0 too), then the tests. Stops when one of these fails; continuous integration runs the same.`;

/** @typedef {{name: string, command: string, args: string[]}} Check */

/** @type {Check} */
const lint = {
  name: 'lint and format',
  command: 'biome',
  args: ['check', '--error-on-warnings'],
};

/** @type {readonly Check[]} */
const types = [
  { name: 'types', command: 'tsc', args: ['-p', '.'] },
  { name: 'types of the set-up', command: 'tsc', args: ['-p', 'scripts'] },
  {
    name: "types of lib by the notebooks' TypeScript 5.0",
    command: 'tsx',
    args: [join(root, 'scripts', 'compile-lib.ts')], // what it compiles, the notebooks' tests use
  },
];

/**
 * @param {string[]} vitestArguments
 * @returns {Check}
 */
const tests = (vitestArguments) => ({
  name: 'tests',
  command: 'vitest',
  args: ['run', ...vitestArguments],
});

async function main() {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) return console.log(HELP);
  const typesOnly = args[0] === '--types-only';
  await setup({ packagesOnly: true });
  if (typesOnly) {
    process.exitCode = await exitCodeOf([types]);
    return;
  }
  const [failed] = await Promise.all([exitCodeOf([[lint], types]), setup()]); // on a fresh clone, side by side
  process.exitCode = failed !== 0 ? failed : await exitCodeOf([[tests(args)]]);
}

/**
 * Stage after stage, the checks of each side by side.
 * @param {readonly (readonly Check[])[]} stages
 * @returns the exit code of a check that failed, after which no stage begins; 0 when all hold
 */
async function exitCodeOf(stages) {
  for (const stage of stages) {
    const failed = (await Promise.all(stage.map(check))).find((code) => code !== 0);
    if (failed !== undefined) return failed;
  }
  return 0;
}

/**
 * @param {Check} given
 * @returns its exit code
 */
async function check({ name, command, args }) {
  const start = Date.now();
  const code = await runProgram(...inNode(command, args));
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
  return code;
}

await runMain(main);
