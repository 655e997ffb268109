import { join } from 'node:path';
import { PICTURE_SERVICE } from '../../lib/pictures/figure-png';
import { projectRoot } from '../../lib/store/project-root';
import { compiledLib } from '../../scripts/report/compiled-lib';
import { kernelFolder, startPictureProcess } from '../../scripts/report/kernel-surroundings';
import { trainSmokeRuns } from './smoke-runs';

/** Where the notebooks' own folder lies. */
export const notebooksFolder = join(projectRoot(), 'notebooks');

/** What the notebooks need to be executed in process at smoke scale. */
export interface SmokeKernel {
  /** In which their kernel runs, lib compiled. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly remove: () => Promise<void>;
}

/** Trains the smoke runs, compiles lib and starts a process that draws pictures. */
export async function startSmokeKernel(): Promise<SmokeKernel> {
  const runs = trainSmokeRuns();
  const lib = await compiledLib();
  const kernel = kernelFolder(notebooksFolder, lib);
  const pictures = await startPictureProcess(lib);
  return {
    folder: kernel.folder,
    env: { ...runs.env, [PICTURE_SERVICE]: pictures.address },
    remove: async () => {
      runs.remove();
      kernel.remove();
      await pictures.end();
    },
  };
}
