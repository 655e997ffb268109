/** A test image chosen by the margin of its logits, largest minus second largest. */
export interface MarginExample {
  readonly kind: 'the surest' | 'the typical one' | 'the surest mistake';
  /** Number of the image in its set, from 0. */
  readonly image: number;
  /** Number of the true class. */
  readonly label: number;
  /** [classes] */
  readonly logits: readonly number[];
}

/**
 * Three images chosen by rule: right with the largest margin, right with the median margin, wrong with the largest
 * margin. The margin orders images as their probabilities do, without losing differences between probabilities close to 1.
 * @param logits [images * classes]
 * @param labels [images]
 * @throws when no image is right, or none is wrong
 */
export function marginExamples(logits: Float32Array, labels: Uint8Array): MarginExample[] {
  const classes = logits.length / labels.length;
  const answers = Array.from(labels, (label, image) => {
    const row = Array.from(logits.subarray(image * classes, (image + 1) * classes));
    const [first = 0, second = 0] = [...row].sort((a, b) => b - a);
    const answer = { image, label, logits: row };
    return { answer, right: row.indexOf(first) === label, margin: first - second };
  });
  const byMargin = answers.sort((a, b) => b.margin - a.margin || a.answer.image - b.answer.image);
  const right = byMargin.filter((one) => one.right);
  const wrong = byMargin.filter((one) => !one.right);
  const [surest, typical, mistake] = [right[0], right[Math.floor(right.length / 2)], wrong[0]];
  if (surest === undefined || typical === undefined || mistake === undefined) {
    throw new Error(
      `marginExamples: expected right and wrong answers, found ${right.length} right and ${wrong.length} wrong`,
    );
  }
  return [
    { kind: 'the surest', ...surest.answer },
    { kind: 'the typical one', ...typical.answer },
    { kind: 'the surest mistake', ...mistake.answer },
  ];
}
