import { formatCount } from '../tables/format';
import { kernelDisplay, markdown } from './display';

/**
 * Shows a paragraph of markdown with numbers put in by code. Formulas need no double backslashes.
 * @example say`The student reaches ${pct(accuracy)} on ${10000} test images.`
 * @throws when a number is not whole: how many of its digits to show is the sentence's business
 */
export function say(parts: TemplateStringsArray, ...values: readonly (string | number)[]): void {
  kernelDisplay.show(markdown(sentence(parts.raw, values)));
}

/** The paragraph that `say` shows; whole numbers have their thousands apart. */
export function sentence(parts: readonly string[], values: readonly (string | number)[]): string {
  return parts
    .map((part, at) => part.replace(/\\`/g, '`') + (at < values.length ? text(values[at]) : ''))
    .join('');
}

function text(value: string | number | undefined): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isInteger(value)) return formatCount(value);
  throw new Error(
    `say: expected text or a whole number, found ${value}; give it digits with pct, pts or digits ` +
      'of lib/tables/quantities.',
  );
}
