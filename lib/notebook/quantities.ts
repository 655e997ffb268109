export { ci, digits, effect, pct, pts, pValue } from '../tables/quantities';
