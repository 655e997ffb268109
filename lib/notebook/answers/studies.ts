import type { StudyRow } from '../../tables/study-tables';

/** Which studies lack runs, and the command for each; that none is missing where none is. */
export function studiesAnswer(rows: readonly StudyRow[]): string {
  const items = rows.flatMap(({ study, missing, planned, after, command }) => {
    if (planned === 0 && after !== null)
      return [`*${study}*, decided after *${after}*: \`${command}\``];
    return missing === 0 ? [] : [`*${study}*, ${missing} of ${planned} runs: \`${command}\``];
  });
  if (items.length === 0) return 'No run is missing.';
  return `Still missing, and the command that makes them:\n\n${items.map((item) => `- ${item}`).join('\n')}`;
}
