import { join, resolve } from 'node:path';
import { type MathMode, mathModes } from '../../lib/engine/environment';
import { hasAmxBf16 } from '../../lib/engine/processor';
import { projectRoot } from '../../lib/store/project-root';

/**
 * The arithmetic that a name stands for.
 * @throws on a name that is none, with those there are
 */
export function mathNamed(name: string): MathMode {
  const found = mathModes.find((mode) => mode === name);
  if (found !== undefined) return found;
  throw new Error(`--math: expected ${mathModes.join(' or ')}, got "${name}".`);
}

/**
 * Keeps the report's runs in one arithmetic: a run's name does not tell bf16 from float32.
 * @throws when runs of another arithmetic would go into report/runs, naming the way out
 */
export function requireOwnFolder(math: MathMode, runs: string): void {
  if (math === 'float32' || resolve(runs) !== join(projectRoot(), 'report', 'runs')) return;
  throw new Error(
    `--math ${math} changes results, and report/runs holds runs in float32 only: ` +
      'name another folder with --runs <folder>.',
  );
}

/** What a user should know before a training in this arithmetic; undefined where there is nothing to say. */
export function mathNote(math: MathMode, amx: boolean = hasAmxBf16()): string | undefined {
  if (math === 'float32') return undefined;
  return amx
    ? 'Products in bf16: the results will differ from float32.'
    : 'This processor has no AMX, so TensorFlow computes in float32 although bf16 is allowed.';
}
