import { execFileSync } from 'node:child_process';
import { projectRoot } from '../store/project-root';
import type { RunRecord } from '../store/run-record';
import { groupsBy } from '../tables/groups';
import { type Display, kernelDisplay } from './display';
import { escapeHtml } from './html';
import { seedRanges } from './missing-runs';

/** Lines of the footer: a name and its value each. */
export type FooterLines = readonly (readonly [string, string])[];

/**
 * Shows what the notebook's numbers rest on: one line that unfolds to the runs with their seeds, TensorFlow, threads
 * and processor, the checksum of the images, and the commit of the code.
 * @param more what they rest on besides runs, before it
 */
export function footer(
  runs: readonly RunRecord[],
  more: FooterLines = [],
  display: Display = kernelDisplay,
): void {
  const commit = codeCommit();
  const lines = [...more, ...footerLines(runs, commit)];
  const { TensorFlow: tensorflow } = Object.fromEntries(lines);
  const summary = [
    ...(runs.length === 0 ? [] : [runs.length === 1 ? '1 run' : `${runs.length} runs`]),
    commit,
    ...(tensorflow === undefined ? [] : [`TensorFlow ${tensorflow}`]),
  ];
  const items = lines.map(([name, value]) => `<li><b>${name}</b> ${escapeHtml(value)}</li>`);
  display.show({
    'text/html':
      `<details class="footer"><summary>Made from ${escapeHtml(summary.join(' · '))}</summary>` +
      `<ul>${items.join('')}</ul></details>`,
    'text/plain': lines.map(([name, value]) => `${name}: ${value}`).join('\n'),
  });
}

/** The footer's content as pairs of name and value; what all runs share stands once. */
export function footerLines(runs: readonly RunRecord[], commit: string): FooterLines {
  const all = (value: (run: RunRecord) => string) => [...new Set(runs.map(value))].join(', ');
  if (runs.length === 0) return [['Code', commit]];
  return [
    ['Runs', runsInWords(runs)],
    ['Code', commit],
    ['TensorFlow', all((run) => run.environment.tensorflow)],
    ['Threads in training', all((run) => String(run.environment.threads))],
    ['Trained on', all((run) => run.environment.processor)],
    ['Images', `SHA-256 ${all((run) => run.dataChecksum.slice(0, 12))}`],
  ];
}

/** "student-alone-77fda476 (seeds 0 to 7)", one a recipe; a single run by its id. */
function runsInWords(runs: readonly RunRecord[]): string {
  const recipes = groupsBy(runs, ({ id }) => id.replace(/-s\d+$/, ''));
  const words = [...recipes].map(([recipe, own]) =>
    own.length === 1 ? own[0]?.id : `${recipe} (seeds ${seedRanges(own.map(({ seed }) => seed))})`,
  );
  return words.join(', ');
}

/** The last commit that changed code or runs: not one that only wrote executed notebooks back, which say it. */
function codeCommit(): string {
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: projectRoot(), encoding: 'utf8', stdio: 'pipe' }).trim();
  try {
    const hash = git('log', '-1', '--format=%h', '--abbrev=8', '--', 'lib', 'report/runs');
    const changed = git('status', '--porcelain', '--', 'lib', 'report/runs');
    return changed === '' ? `commit ${hash}` : `commit ${hash} with later changes`;
  } catch {
    return 'commit unknown (no git here)';
  }
}
