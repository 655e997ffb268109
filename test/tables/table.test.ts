import { describe, expect, it } from 'vitest';
import { table } from '../../lib/tables/table';

const rows = [
  { model: 'teacher', seed: 0, accuracyPct: 83.1 },
  { model: 'student', seed: 0, accuracyPct: 72.75 },
];
const declared = { name: 'models', caption: 'n = 2', columns: { model: 'model' }, rows } as const;

describe('table', () => {
  it('keeps all columns of its rows, also those that it does not show', () => {
    expect(table(declared).rows).toBe(rows);
  });
  it('refuses a key that names two rows', () => {
    expect(() => table({ ...declared, key: ['seed'] })).toThrow(
      /Table models: rows 0 and 1 are both named 0; expected seed to name one row/,
    );
    expect(table({ ...declared, key: ['model', 'seed'] }).key).toEqual(['model', 'seed']);
  });
  it('refuses a name that is no file name', () => {
    expect(() => table({ ...declared, name: 'All models' })).toThrow(/must be a slug/);
  });
});
