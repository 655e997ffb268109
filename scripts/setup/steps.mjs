import { createProgress } from './progress.mjs';
import { SetupError } from './project.mjs';

/**
 * One part of set-up.
 * @typedef {object} Step
 * @property {'clone' | 'packages' | 'python' | 'binding' | 'kernel' | 'data' | 'bench' | 'sweep'} id
 * @property {string} name
 * @property {readonly Step['id'][]} [after] those that it builds on
 * @property {() => boolean} done cheap; false after an interruption
 * @property {(note: (text: string) => void) => Promise<void>} work
 */

/**
 * Does the steps that are not done, each as soon as those are done that it builds on, others beside it. After a
 * failure none is begun any more; those under way are seen to their end, so that nothing is left half done.
 * @param {readonly Step[]} steps
 * @param {NodeJS.WriteStream} [stream] where progress is shown
 * @returns {Promise<void>}
 * @throws what the first step that failed threw
 */
export async function doSteps(steps, stream) {
  const progress = createProgress(stream);
  /** @type {unknown[]} */
  const failures = [];
  /** @type {Map<Step['id'], Promise<void>>} */
  const ends = new Map();
  for (const step of steps) ends.set(step.id, begin(step)); // each names earlier ones only
  await Promise.all(ends.values());
  if (failures.length > 0) throw failures[0];

  /** @param {Step} step */
  async function begin({ name, after = [], done, work }) {
    await Promise.all(after.map((id) => ends.get(id)));
    if (failures.length > 0 || done()) return;
    try {
      await progress.step(name, work);
      if (!done()) throw new SetupError(unlikeExpected(name));
    } catch (error) {
      failures.push(error);
    }
  }
}

/** @param {string} name */
function unlikeExpected(name) {
  return `${name}: done, and yet not as expected: run \`npm run doctor\` to see what is there.`;
}
