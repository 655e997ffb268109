/**
 * A seed as one types it.
 * @throws when it is not a whole number from 0 to 2^32 - 1
 */
export function seedOf(text: string): number {
  if (/^\d{1,10}$/.test(text) && Number(text) < 2 ** 32) return Number(text);
  throw new Error(`--seed: expected a whole number from 0 to ${2 ** 32 - 1}, got "${text}".`);
}
