import { permutation } from '../random/permutation';
import { randomStream } from '../random/stream';

/** The same for every run, so that runs of all seeds are told the same. */
export const ANSWER_SEED = 0;

/**
 * The true class keeps its logit, and the others change places: how sure the teacher is stays, which wrong classes are
 * plausible goes. Each image has an order of its own, the same in every view, epoch and run.
 * @param logits [images * classes]
 * @param indices [images] places in the training set
 * @param labels of the training set
 */
export function shuffleWrongClasses(
  logits: Float32Array,
  indices: Int32Array,
  labels: Uint8Array,
): Float32Array {
  const count = logits.length / indices.length;
  const classes = Array.from({ length: count }, (_, at) => at);
  const shuffled = Float32Array.from(logits);
  indices.forEach((index, row) => {
    const wrong = classes.filter((at) => at !== labels[index]);
    const order = permutation(randomStream(ANSWER_SEED, 'teacher-answers', index), wrong.length);
    const own = logits.subarray(row * count);
    order.forEach((from, to) => {
      shuffled[row * count + (wrong[to] as number)] = own[wrong[from] as number] as number;
    });
  });
  return shuffled;
}
