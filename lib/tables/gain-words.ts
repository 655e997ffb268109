export { pInWords } from './format';

/** "8 pairs", "1 pair", "no pair yet". */
export function pairCount(n: number): string {
  if (n === 0) return 'no pair yet';
  return n === 1 ? '1 pair' : `${n} pairs`;
}
