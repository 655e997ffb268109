/** 4664970 as "4,664,970". */
export function formatCount(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}

/** 83.126 as "83.13 %". */
export function formatPct(valuePct: number, digits = 2): string {
  return `${formatNumber(valuePct, digits)} %`;
}

/** A number with so many digits behind the point, with a true minus sign; what rounds to 0 has none. */
export function formatNumber(value: number, digits = 2): string {
  const text = fixed(value, digits);
  return text.replace('-', isZero(text) ? '' : '−');
}

/** A difference, its sign always shown: "+1.20" or "−1.84"; "0.00" where it rounds to 0. */
export function formatSigned(value: number, digits = 2): string {
  const text = formatNumber(value, digits);
  return value > 0 && !isZero(text) ? `+${text}` : text;
}

/**
 * `toFixed` with halves away from zero: 86.845, which no binary number is, as "86.85". Means of few accuracies often end
 * so, and their differences have to fit them.
 */
export function fixed(value: number, digits: number): string {
  return (value * (1 + 1e-12)).toFixed(digits);
}

function isZero(text: string): boolean {
  return !/[1-9]/.test(text);
}

/** A probability of a test: "0.031", or "< 0.001". */
export function formatP(p: number): string {
  return p < 0.001 ? '< 0.001' : fixed(p, 3);
}

/** "p = 0.031", "p < 0.001". */
export function pInWords(p: number): string {
  const text = formatP(p);
  return text.startsWith('<') ? `p ${text}` : `p = ${text}`;
}

/** "a, b and c". */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

/** The least and the most of some numbers in words, "10 to 12"; one where they read alike. */
export function between(
  values: readonly number[],
  format: (value: number) => string = String,
): string {
  const [low, high] = [format(Math.min(...values)), format(Math.max(...values))];
  return low === high ? low : `${low} to ${high}`;
}

/** "a cat", "an airplane". */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}
