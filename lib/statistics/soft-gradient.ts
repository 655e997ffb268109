import { requireLabels, requireSameLength, rowCount } from './rows';
import { softmaxRows } from './softmax';

/**
 * How strongly the soft term pulls at the student's logits:
 * mean over images of ‖∂KL(p ‖ q)/∂z‖₂ = ‖(q − p) / T‖₂, with p and q softmax(· / T).
 * It falls like 1/T² as T grows, which is why Hinton, Vinyals and Dean (2015, section 2) multiply by T².
 * @param teacherLogits [images * classes]
 * @param studentLogits z, [images * classes]
 */
export function softGradientNorm(
  teacherLogits: ArrayLike<number>,
  studentLogits: ArrayLike<number>,
  classes: number,
  temperature: number,
): number {
  requireSameLength('softGradientNorm', teacherLogits.length, studentLogits.length);
  const teacher = softmaxRows(teacherLogits, classes, temperature);
  const student = softmaxRows(studentLogits, classes, temperature);
  return meanDistance(teacher, student, classes) / temperature;
}

/**
 * How strongly the labels pull: mean over images of ‖softmax(z) − y‖₂, y the one-hot label.
 * @param studentLogits z, [images * classes]
 * @param labels [images]
 */
export function hardGradientNorm(
  studentLogits: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
): number {
  const images = rowCount('hardGradientNorm', studentLogits, classes);
  requireLabels('hardGradientNorm', labels, { images, classes });
  const student = softmaxRows(studentLogits, classes);
  const target = new Float64Array(student.length);
  for (let image = 0; image < images; image++) {
    target[image * classes + (labels[image] as number)] = 1;
  }
  return meanDistance(target, student, classes);
}

function meanDistance(first: Float64Array, second: Float64Array, classes: number): number {
  const images = first.length / classes;
  let sum = 0;
  for (let image = 0; image < images; image++) {
    let squares = 0;
    for (let at = image * classes; at < (image + 1) * classes; at++) {
      squares += ((first[at] as number) - (second[at] as number)) ** 2;
    }
    sum += Math.sqrt(squares);
  }
  return sum / images;
}
