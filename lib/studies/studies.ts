import { baselineGap } from './baseline-gap/study';
import { trainingLengths } from './best-student/lengths';
import { screening } from './best-student/screening';
import { bestStudent } from './best-student/study';
import { comparedTeachers } from './compared-teachers/study';
import { controls } from './controls/study';
import { lossScale } from './loss-scale/study';
import { methods } from './methods/study';
import { mistakes } from './mistakes/study';
import { mixedPrecision } from './mixed-precision/study';
import { original } from './original-recipe/study';
import { otherTeachers } from './other-teachers/study';
import { strongTeacher } from './strong-teacher/study';
import type { Study } from './study';
import { grid } from './temperature-and-weight/study';
import { widths } from './widths/study';

/** Every study, the most valuable runs first. */
export const studies: readonly Study[] = [
  original,
  lossScale,
  baselineGap,
  grid,
  controls,
  mixedPrecision,
  screening,
  bestStudent,
  trainingLengths,
  comparedTeachers,
  otherTeachers,
  widths,
  mistakes,
  methods,
  strongTeacher,
];

/**
 * The study of a name.
 * @throws when there is none, listing the names there are
 */
export function studyByName(name: string): Study {
  const found = studies.find((study) => study.name === name);
  if (found) return found;
  const names = studies.map((study) => study.name).join(', ');
  throw new Error(`No study "${name}". There are: ${names}.`);
}
