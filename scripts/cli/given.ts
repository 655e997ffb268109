/**
 * Holds that no option was given an empty value, as an unset variable of a shell leaves it.
 * @param values as `parseArgs` gives them
 * @throws naming the first that is empty
 */
export function requireGiven(values: Readonly<Record<string, unknown>>): void {
  const empty = Object.keys(values).find((name) => values[name] === '');
  if (empty === undefined) return;
  throw new Error(`--${empty}: expected a value, got ""; leave the option out for its default.`);
}
