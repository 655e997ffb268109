/** What tslab says when a cell that waits for something is interrupted. */
const INTERRUPTED = 'Interrupted asynchronously';

const UNKNOWN_NAME = /^Cannot find name /;

/**
 * What a cell's failure says to a reader. The frames of tslab, Node and lib are left out: nothing can be changed there from
 * the cell, and they would bury the sentence.
 * @param {Error} error
 * @returns {string}
 */
export function errorText(error) {
  if (error.message === INTERRUPTED) {
    return 'Interrupted. What earlier cells made is still there; run the cell again to start anew.';
  }
  const name = error.name === 'Error' ? '' : `${error.name}: `;
  const cause = error.cause instanceof Error ? `\ncaused by ${errorText(error.cause)}` : '';
  return `${name}${error.message}${cause}`;
}

/**
 * What tslab prints as an error, made readable: an exception, or a format and its values, such as a compiler's message.
 * @param {readonly unknown[]} printed
 * @returns {readonly unknown[]}
 */
export function readable(printed) {
  return printed.map((part) => {
    if (part instanceof Error) return errorText(part);
    return typeof part === 'string' && UNKNOWN_NAME.test(part)
      ? `${part} Run the cells above first (Run > Run All Above Selected Cell).`
      : part;
  });
}
