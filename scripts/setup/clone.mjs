import { lstatSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { root, SetupError } from './project.mjs';

/** The one symbolic link in git, by which notebooks import from lib. */
const LINK = join('notebooks', 'lib');
const TARGET = '../lib';

/** Files whose line ends show how git, or an archive, wrote all text. */
const WITNESSES = ['package.json', 'requirements.txt', 'constraints.txt', 'tsconfig.json'];

/**
 * Step: the project's own files as git keeps them, where a clone or an archive has changed them.
 * @returns {import('./steps.mjs').Step}
 */
export function cloneStep(folder = root) {
  return {
    id: 'clone',
    name: "The project's own files",
    done: () => cloneFault(folder) === undefined,
    work: async () => repair(folder),
  };
}

/**
 * What a clone without symbolic links, or with other line ends, has changed.
 * @param {string} [folder] the project's
 * @returns {string | undefined} undefined when all is as it should be
 */
export function cloneFault(folder = root) {
  return linkFault(folder) ?? lineEndFault(folder);
}

/** @param {string} folder */
function linkFault(folder) {
  const found = statSync(join(folder, LINK), { throwIfNoEntry: false });
  if (found?.isDirectory()) return undefined;
  return `${LINK} is ${found === undefined ? 'missing' : 'a file'}, expected a link to lib: notebooks cannot import`;
}

/** @param {string} folder */
function lineEndFault(folder) {
  const changed = WITNESSES.filter((name) => readFileSync(join(folder, name)).includes('\r\n'));
  if (changed.length === 0) return undefined;
  return `${changed.join(', ')} ${changed.length === 1 ? 'has' : 'have'} line ends of Windows (CRLF), expected LF`;
}

/**
 * Makes the link. Line ends are left to git, which knows what is text.
 * @param {string} folder
 */
function repair(folder) {
  const link = join(folder, LINK);
  if (linkFault(folder) !== undefined) {
    const found = lstatSync(link, { throwIfNoEntry: false });
    if (found?.isFile() && readFileSync(link, 'utf8').trim() !== TARGET) {
      throw new SetupError(
        `${LINK} is a file that is not the project's, expected a link to lib: move it away and run \`npm run setup\` again.`,
      );
    }
    rmSync(link, { force: true });
    makeLink(link);
  }
  const fault = lineEndFault(folder);
  if (fault === undefined) return;
  throw new SetupError(
    `${fault}: clone the project again, with \`git -c core.autocrlf=false clone\`, or unpack its archive without converting text.`,
  );
}

/** @param {string} link */
function makeLink(link) {
  try {
    symlinkSync(TARGET, link);
  } catch (error) {
    throw new SetupError(
      `${LINK} cannot be made a link to lib (${/** @type {Error} */ (error).message}): move the project to a disk that knows symbolic links.`,
    );
  }
}
