import { runsFolder } from '../store/run-store';
import { confirmation } from './chosen-cell/study';
import { studies } from './studies';
import type { Study } from './study';
import { type StudyRecords, studyRecords } from './study-records';
import { grownGrid } from './temperature-and-weight/stages';
import { grid } from './temperature-and-weight/study';

/**
 * Every study as far as the runs that are there decide it. Most are fixed beforehand; the grid asks for more
 * seeds of its best cells once every cell has its first ones, and what confirms the chosen cell follows
 * from the whole grid.
 */
export function currentStudies(runs: string = runsFolder()): readonly Study[] {
  const records = gridRecords(runs);
  const grown = studies.map((study) => (study === grid ? grownGrid(records) : study));
  return [...grown, confirmation(records)];
}

/** The studies that the report shows. */
export function reportedStudies(runs: string = runsFolder()): readonly Study[] {
  return currentStudies(runs).filter(({ inReport }) => inReport !== 'never');
}

/**
 * The study of a name, as far as the runs that are there decide it.
 * @throws when there is none, listing the names there are
 */
export function currentStudy(name: string, runs: string = runsFolder()): Study {
  const all = currentStudies(runs);
  const found = all.find((study) => study.name === name);
  if (found) return found;
  throw new Error(`No study "${name}". There are: ${all.map((study) => study.name).join(', ')}.`);
}

/** The grid's runs of both stages. */
function gridRecords(runs: string): StudyRecords {
  const first = studyRecords(grid, runs);
  return studyRecords(grownGrid(first), runs);
}
