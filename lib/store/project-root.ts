import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const PROJECT_NAME = 'knowledge-distillation-report';

/**
 * The project's folder: the first one upwards that holds this project's package.json.
 * @param from where to start; the working directory unless told
 * @throws when no folder upwards is the project's
 */
export function projectRoot(from: string = process.cwd()): string {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === PROJECT_NAME) {
      return folder;
    }
    if (folder === dirname(folder)) {
      throw new Error(
        `No package.json of ${PROJECT_NAME} in ${from} or above; run this from inside the project.`,
      );
    }
  }
}
