import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inNode, root, SetupError, trainingEnvironment } from './setup/project.mjs';
import { runMain, setup } from './setup.mjs';

/**
 * Runs a program in the project's environment, with the terminal in its hands, and takes over its exit
 * code. An interrupt reaches it, and it decides when it ends.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} [env] added to the environment
 * @returns {Promise<number>} its exit code
 */
export function runProgram(program, args, env = {}) {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...trainingEnvironment(), ...env },
    stdio: 'inherit',
  });
  /** @type {[NodeJS.Signals, () => void][]} */
  const listeners = [
    ['SIGINT', () => {}], // the terminal sends it to the child too
    ['SIGTERM', () => child.kill('SIGTERM')],
    ['SIGHUP', () => child.kill('SIGHUP')],
  ];
  for (const [signal, listener] of listeners) process.on(signal, listener);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const [name, listener] of listeners) process.off(name, listener);
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/**
 * Sets up what a TypeScript command needs, then runs it.
 * @param {string} script relative to the project's folder
 * @param {readonly string[]} args
 * @param {import('./setup.mjs').Options} [options]
 */
export async function runScript(script, args, options = {}) {
  const asksForHelp = args.includes('--help') || args.includes('-h');
  await setup(asksForHelp ? { packagesOnly: true } : options);
  process.exitCode = await runProgram(...inNode('tsx', [join(root, script), ...args]));
}

const HELP = `node scripts/run.mjs <script.ts> [arguments for it]

Sets up what is missing, then runs a TypeScript command with the project's environment.`;

async function main() {
  const [script, ...args] = process.argv.slice(2);
  if (script === '--help' || script === '-h') return console.log(HELP);
  if (script === undefined) throw new SetupError(`Which script? ${HELP}`);
  await runScript(script, args);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await runMain(main);
