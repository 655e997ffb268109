import type { RunRecord } from '../store/run-record';

/**
 * Refuses records of students that learned from the same teacher run with different weights: what tells them apart
 * would not be the recipe alone. Records that do not state the weights, as early ones, pass.
 * @throws naming two such runs with both checksums
 */
export function requireOneTeacher(records: readonly RunRecord[]): void {
  const first = new Map<string, RunRecord>();
  for (const record of records) {
    const { teacher } = record.recipe;
    if (teacher === undefined || record.teacherWeightsChecksum === undefined) continue;
    const other = first.get(teacher) ?? record;
    first.set(teacher, other);
    if (other.teacherWeightsChecksum === record.teacherWeightsChecksum) continue;
    throw new Error(
      `${other.id} and ${record.id} cannot be compared: both learned from ${teacher}, but from different weights ` +
        `(SHA-256 ${other.teacherWeightsChecksum} and ${record.teacherWeightsChecksum}); train one of them again ` +
        'with the weights of the other.',
    );
  }
}
