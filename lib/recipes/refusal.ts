import type { z } from 'zod';

/** Of a found value so many characters are shown. */
const LONGEST_FOUND = 80;

/**
 * Why a schema refused a value: for each fault what was expected, what was found, and in which field.
 * @param refused the value that was parsed
 */
export function refusalLines({ issues }: z.ZodError, refused: unknown): string {
  const inOrder = [...issues].sort((a, b) => a.path.length - b.path.length);
  return inOrder.map((issue) => issueLines(issue, refused)).join('\n');
}

type Issue = z.ZodError['issues'][number];

function issueLines(issue: Issue, refused: unknown): string {
  const { path } = issue;
  const place = path.length === 0 ? '' : `\n  → at ${dotted(path)}`;
  const found = issue.code === 'unrecognized_keys' ? '' : `, found ${shown(at(refused, path))}`;
  return `✖ ${expectation(issue)}${found}${place}`;
}

/** What the field should hold; of a choice, all that it may hold. */
function expectation(issue: Issue): string {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) {
    return issue.message.replace(/, received [\w ]+$/, '');
  }
  const choices = issue.errors.flat().map((one) => expectation(one as Issue));
  const [first = issue.message, ...others] = choices;
  return [first, ...others.map((one) => one.replace(/^Invalid input: expected /, ''))].join(' or ');
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((inner, key) => (inner as Record<PropertyKey, unknown> | null)?.[key], value);
}

function dotted(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}

function shown(found: unknown): string {
  if (found === undefined) return 'nothing';
  const text = typeof found === 'number' ? String(found) : (JSON.stringify(found) ?? String(found));
  return text.length <= LONGEST_FOUND ? text : `${text.slice(0, LONGEST_FOUND)}…`;
}
