import type { Labels, Logits } from './model-result';

/**
 * Three test images chosen by rule: right with the largest margin of the logits (largest minus second largest), right with
 * the median margin, wrong with the largest margin. The margin orders images as their probabilities do, without losing
 * differences between probabilities close to 1.
 * @returns the image's number in its set, from 0, the number of its true class, and its logits, [classes]
 * @throws when no image is right, or none is wrong
 */
export function marginExamples(logits: Logits, labels: Labels) {
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
    { kind: 'most confident correct', ...surest.answer },
    { kind: 'typical correct', ...typical.answer },
    { kind: 'most confident mistake', ...mistake.answer },
  ] as const;
}
