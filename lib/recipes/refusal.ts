import type { z } from 'zod';

/**
 * Parses as `schema.safeParse` does, and names the known fields where it finds an unknown one.
 * @param value anything
 */
export function parseStrictly<T extends z.ZodType>(
  schema: T,
  value: unknown,
): z.ZodSafeParseResult<z.output<T>> {
  return schema.safeParse(value, { error: unknownFields });
}

/** What to say of unknown fields; zod's own words for every other fault. */
function unknownFields(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'unrecognized_keys') return undefined;
  const { shape } = (issue.inst?._zod.def ?? {}) as { shape?: object };
  const [unknown, known] = [issue.keys, Object.keys(shape ?? {})].map((names) =>
    names.map((name) => `"${name}"`).join(', '),
  );
  return `Unknown ${issue.keys.length === 1 ? 'field' : 'fields'} ${unknown}; the fields are ${known}`;
}

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
