import { requireValues } from './finite';
import { requireSameLength, rowCount } from './rows';

/**
 * Share of images that two models put in the same class, right or wrong.
 * @param first [images] class numbers
 * @param second [images] class numbers
 * @returns 0 to 1
 * @throws on empty lists, lists of different lengths or what is not finite
 */
export function agreement(first: ArrayLike<number>, second: ArrayLike<number>): number {
  requireSameLength('agreement', first.length, second.length);
  requireValues('agreement', first);
  requireValues('agreement', second);
  let same = 0;
  for (let image = 0; image < first.length; image++) if (first[image] === second[image]) same++;
  return same / first.length;
}

/**
 * Mean over images of KL(teacher ‖ student) = Σ_c p_c (log p_c − log q_c), in nats, summed over classes.
 * @param teacherProbs p, [images * classes]
 * @param studentProbs q, [images * classes]
 * @returns 0 when equal; infinite where the student excludes what the teacher holds possible
 */
export function klToTeacher(
  teacherProbs: ArrayLike<number>,
  studentProbs: ArrayLike<number>,
  classes: number,
): number {
  const images = rowCount('klToTeacher', teacherProbs, classes);
  requireSameLength('klToTeacher', teacherProbs.length, studentProbs.length);
  rowCount('klToTeacher', studentProbs, classes);
  let sum = 0;
  for (let at = 0; at < teacherProbs.length; at++) {
    const p = teacherProbs[at] as number;
    if (p > 0) sum += p * (Math.log(p) - Math.log(studentProbs[at] as number));
  }
  return sum / images;
}
