import { join } from 'node:path';
import { runProgram } from './run.mjs';
import { inNode, root } from './setup/project.mjs';
import { runMain, setup } from './setup.mjs';

const HELP = `npm test -- [vitest's arguments, such as a test file]

Everything that has to hold, cheapest first: lint and format, types (of the notebooks' own TypeScript
5.0 too), then the tests. Stops at the first stage that fails; continuous integration runs the same.`;

/** @type {readonly {name: string, command: string, args: string[]}[]} */
const stages = [
  {
    name: 'lint and format',
    command: 'biome',
    args: ['check', '--error-on-warnings'],
  },
  { name: 'types', command: 'tsc', args: ['-p', '.'] },
  { name: 'types of the set-up', command: 'tsc', args: ['-p', 'scripts'] },
  {
    name: "types of lib by the notebooks' TypeScript 5.0",
    command: 'tsx',
    args: [join(root, 'scripts', 'compile-lib.ts')], // what it compiles, the notebooks' tests use
  },
];

/** @param {string[]} vitestArguments */
const tests = (vitestArguments) => ({
  name: 'tests',
  command: 'vitest',
  args: ['run', ...vitestArguments],
});

async function main() {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) return console.log(HELP);
  const typesOnly = args[0] === '--types-only';
  await setup({ packagesOnly: typesOnly });
  for (const { name, command, args: given } of typesOnly
    ? stages.slice(1)
    : [...stages, tests(args)]) {
    const start = Date.now();
    const code = await runProgram(...inNode(command, given));
    const seconds = ((Date.now() - start) / 1000).toFixed(1);
    console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
    if (code !== 0) {
      process.exitCode = code;
      return;
    }
  }
}

await runMain(main);
