import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * 'full' unless the environment says REPORT_SCALE=smoke: then every named recipe trains one epoch on a
 * few hundred images and its runs live in a temporary folder. For tests; never reaches report/.
 */
export function scale(): 'full' | 'smoke' {
  const name = process.env.REPORT_SCALE ?? 'full';
  if (name !== 'full' && name !== 'smoke') {
    throw new Error(`REPORT_SCALE must be full or smoke, got "${name}".`);
  }
  return name;
}

/** What smoke scale changes in a recipe. */
export const smokeFields = {
  epochs: 1,
  limit: { training: 256, validation: 100, test: 200 },
} as const;

/** Where smoke runs live. */
export function smokeRunsFolder(): string {
  return join(tmpdir(), 'knowledge-distillation-report-smoke', 'runs');
}
