import { formatCount } from '../tables/format';
import { showText } from './show';

/** What may stand between the words of a sentence: text, or a whole number. */
export type Said = string | number;

/**
 * Shows a paragraph of markdown with numbers put in by code. Formulas need no double backslashes.
 * @example say`The student reaches ${pct(accuracy)} on ${10000} test images.`
 * @throws when a number is not whole: how many of its digits to show is the sentence's business
 */
export function say(parts: TemplateStringsArray, ...values: readonly Said[]): void {
  showText(sentence(parts.raw, values));
}

/** The paragraph that `say` shows; whole numbers have their thousands apart. */
export function sentence(parts: readonly string[], values: readonly Said[]): string {
  return parts
    .map((part, at) => part.replace(/\\`/g, '`') + (at < values.length ? text(values[at]) : ''))
    .join('');
}

function text(value: Said | undefined): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isInteger(value)) return formatCount(value);
  throw new Error(
    `say: expected text or a whole number, found ${value}; give it digits with pct, pts or digits ` +
      'of lib/tables/quantities.',
  );
}
