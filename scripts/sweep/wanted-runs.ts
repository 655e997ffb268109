import { currentStudies } from '../../lib/studies/current-studies';
import { type Study, type StudyRun, studyRuns } from '../../lib/studies/study';

/** The word for every study. */
export const everyStudy = 'all';

/**
 * The runs that a study asks for, as far as the runs that are there decide it: some studies ask for more
 * when their first runs have ended.
 * @param study its name, or "all"
 * @throws when there is no such study, listing those there are
 */
export function wantedRuns(
  study: string,
  { runs, seeds }: { readonly runs: string; readonly seeds?: ReadonlySet<number> },
): readonly StudyRun[] {
  const chosen = study === everyStudy ? currentStudies(runs) : [chosenStudy(study, runs)];
  const wanted = studyRuns(chosen);
  return seeds === undefined ? wanted : wanted.filter(({ seed }) => seeds.has(seed));
}

function chosenStudy(name: string, runs: string): Study {
  const all = currentStudies(runs);
  const found = all.find((study) => study.name === name);
  if (found !== undefined) return found;
  const names = all.map((study) => study.name).join(', ');
  throw new Error(`No study "${name}". There are: ${names}, and ${everyStudy} for every one.`);
}
