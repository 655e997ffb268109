import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './run.mjs';
import { root, SetupError, venvFolder } from './setup/project.mjs';
import { runMain, setup } from './setup.mjs';

const HELP = `npm run lab -- [JupyterLab's arguments, such as --no-browser --port 8899]

Sets up what is missing, then opens JupyterLab on notebooks/ with the TypeScript kernel.
Stop it with Ctrl-C.`;

async function main() {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) return console.log(HELP);
  await setup();
  const notebooks = join(root, 'notebooks');
  if (!existsSync(notebooks)) {
    throw new SetupError(
      'The folder notebooks/ is missing: restore it with `git checkout notebooks`.',
    );
  }
  process.exitCode = await runProgram(join(venvFolder, 'bin', 'jupyter-lab'), [
    `--ServerApp.root_dir=${notebooks}`,
    '--MultiKernelManager.default_kernel_name=tslab',
    ...(process.getuid?.() === 0 ? ['--allow-root'] : []), // in a container
    ...args,
  ]);
}

await runMain(main);
