import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { inNode, root } from '../setup/project.mjs';

/**
 * The folder with lib compiled as it is now; takes some seconds the first time.
 * @returns {string | undefined} undefined when lib does not compile: then the cells that import from it say why
 */
export function compiledLib() {
  const [node, args] = inNode('tsx', [join(root, 'scripts', 'compile-lib.ts'), '--print']);
  const { status, stdout } = spawnSync(node, args, { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
