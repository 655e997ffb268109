import type { StudyData } from '../results/study-data';
import { missingRuns } from '../studies/study-records';
import { groupsBy } from '../tables/groups';
import { studyRow } from '../tables/study-tables';
import { type Display, kernelDisplay } from './display';

/** Shows which runs a study still lacks, and the command that trains them; nothing where it is complete. */
export function showMissing(study: StudyState, display: Display = kernelDisplay): void {
  const text = missingRunsText(study);
  if (text === undefined) return;
  display.show({ 'text/markdown': `> **Incomplete.** ${text}`, 'text/plain': text });
}

/** A study and its finished runs. */
type StudyState = Pick<StudyData, 'study' | 'records'>;

/** Which runs a study still lacks, and the command that trains them; undefined where it is complete. */
export function missingRunsText({ study, records }: StudyState): string | undefined {
  const { planned, missing, command, after } = studyRow(study, records);
  if (planned === 0 && after !== null) {
    return `The study *${study.name}* has no runs yet: they follow from *${after}*, which is not complete.`;
  }
  if (missing === 0) return undefined;
  return (
    `Of the ${planned} runs of the study *${study.name}* ${missing} ${missing === 1 ? 'is' : 'are'} missing; ` +
    `\`${command}\` trains them: ${missingSeeds({ study, records }).join('; ')}.`
  );
}

/** "seeds 3 to 7 of scale-class-mean, scale-no-square", one for the recipes that lack the same seeds. */
function missingSeeds({ study, records }: StudyState): string[] {
  const lacking = groupsBy(missingRuns(study, records), ({ recipe }) => recipe.name);
  const named = [...lacking].map(([name, runs]) => {
    const seeds = seedRanges(runs.map(({ seed }) => seed));
    return { name: `\`${name}\``, seeds: `${runs.length === 1 ? 'seed' : 'seeds'} ${seeds}` };
  });
  return [...groupsBy(named, ({ seeds }) => seeds)].map(
    ([seeds, alike]) => `${seeds} of ${alike.map(({ name }) => name).join(', ')}`,
  );
}

/** 0, 1, 2, 5 as "0 to 2, 5". */
export function seedRanges(seeds: readonly number[]): string {
  const sorted = [...seeds].sort((a, b) => a - b);
  const starts = sorted.flatMap((seed, at) => (sorted[at - 1] === seed - 1 ? [] : at));
  const ranges = starts.map((start, at) => sorted.slice(start, starts[at + 1]));
  return ranges
    .map((range) => (range.length < 3 ? range.join(', ') : `${range[0]} to ${range.at(-1)}`))
    .join(', ');
}
