import { tf } from './tensorflow';

/**
 * Runs a computation and lets go of its tensors, like `tf.tidy`, but returns something that is no tensor:
 * `tidy` walks what it returns, a long array number by number.
 */
export function plain<T>(compute: () => T): T {
  let result: T | undefined;
  tf.tidy(() => {
    result = compute();
  });
  return result as T;
}
