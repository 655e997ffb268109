import { hasBf16 } from '../../lib/engine/processor';
import { currentStudies, currentStudy } from '../../lib/studies/current-studies';
import { type Arm, type Study, type StudyRun, studyRuns } from '../../lib/studies/study';
import type { SweepOrder } from './order';

/** The word for every study. */
export const everyStudy = 'all';

/**
 * The runs of every study that this machine can train: those in bf16 are left out where its processor lacks that.
 */
function everyRun(runs: string, canBf16 = hasBf16()): readonly StudyRun[] {
  const all = studyRuns(currentStudies(runs));
  return canBf16 ? all : all.filter(({ recipe }) => recipe.math !== 'bf16');
}

/**
 * The runs that a study asks for, as far as the runs that are there decide it: some studies ask for more
 * when their first runs have ended.
 * @param study its name, or "all"
 * @throws when there is no such study, listing those there are
 */
export function wantedRuns(
  study: string,
  { runs, seeds, arms }: { readonly runs: string } & Pick<SweepOrder, 'seeds' | 'arms'>,
  canBf16?: boolean,
): readonly StudyRun[] {
  if (study === everyStudy) {
    if (seeds === undefined && arms === undefined) return everyRun(runs, canBf16);
    throw new Error(
      `--seeds and --arms choose within one study: expected its name, found "${everyStudy}"; ` +
        'npm run sweep -- --list shows the names.',
    );
  }
  const known = currentStudy(study, runs);
  const chosen = arms === undefined ? known.arms : arms.flatMap((name) => armsNamed(known, name));
  const grown = chosen.map((arm) => (seeds === undefined ? arm : { ...arm, seeds: [...seeds] }));
  return studyRuns([{ arms: grown }]);
}

/** What a study without arms waits for, as a sentence; undefined for one that has arms. */
export function waitsFor(study: string, runs: string): string | undefined {
  if (study === everyStudy) return undefined;
  const { arms, after } = currentStudy(study, runs);
  if (arms.length > 0) return undefined;
  if (after === undefined) return `${study}: has no arms.`;
  return `${study}: its arms follow from the study ${after}, which is not complete; first run: npm run sweep -- ${after}`;
}

function armsNamed({ name: study, arms }: Study, name: string): readonly Arm[] {
  const found = arms.filter(({ label, recipe }) => label === name || recipe.name === name);
  if (found.length > 0) return found;
  const known = arms.map(({ recipe }) => recipe.name).join(', ');
  throw new Error(`--arms: expected arms of ${study}, found "${name}". There are: ${known}.`);
}
