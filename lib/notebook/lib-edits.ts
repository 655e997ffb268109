import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../store/project-root';

const MILLISECONDS_BETWEEN = 2_000;

/** About when this kernel loaded lib; of later edits, up to when they have been told. */
let known = Date.now();
let lookedAt = 0;

/**
 * What to tell a reader in JupyterLab who has edited lib, once an edit: a kernel keeps the code that it has loaded.
 * Looks every two seconds at most, and only under `npm run lab`, which sets LAB in the environment.
 * @returns undefined when nothing was edited since
 */
export function libEdits(now = Date.now(), lib = join(projectRoot(), 'lib')): string | undefined {
  if ((process.env.LAB ?? '') === '' || now - lookedAt < MILLISECONDS_BETWEEN) return undefined;
  lookedAt = now;
  const edited = readdirSync(lib, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({
      file,
      at: statSync(join(lib, file), { throwIfNoEntry: false })?.mtimeMs ?? 0,
    }))
    .filter(({ at }) => at > known);
  if (edited.length === 0) return undefined;
  known = Math.max(...edited.map(({ at }) => at));
  const files = edited.map(({ file }) => `\`lib/${file}\``).join(', ');
  return `**Restart the kernel** to use your edit of ${files}: this kernel runs the code that it loaded before.`;
}
