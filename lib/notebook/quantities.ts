export { ci, digits, effect, effectOf, pct, pts, pValue } from '../tables/quantities';
