import { studyProgress } from '../../lib/notebook/overview-data';
import { scaleGradients } from '../../lib/results/soft-quantities';
import { lossScale } from '../../lib/studies/loss-scale/study';
import { original } from '../../lib/studies/original-recipe/study';
import type { Study } from '../../lib/studies/study';
import { gainExplanations } from '../../lib/tables/explanation-rows';
import { gradientNormRows, gradientSummary } from '../../lib/tables/gradient-norm-rows';
import type { ModelResult } from '../../lib/tables/model-result';
import type { Row } from '../../lib/tables/row';
import { studyTables } from '../../lib/tables/study-tables';
import type { VerdictSources } from '../../lib/tables/verdict-sources';
import type { Tables } from './report-tables';

/** What the tables of studies need besides runs: the two models whose logits weigh the objectives. */
export interface WeighedModels {
  readonly teacher: ModelResult;
  readonly student: ModelResult;
  /** Of the test images, [images]. */
  readonly labels: Uint8Array;
}

/**
 * Every table of the studies as far as their runs are there; a table without rows is left out.
 * @param sources studies, and records whose accuracies were counted from their test logits
 */
export function studyReportTables(sources: VerdictSources, models: WeighedModels): Tables {
  const { studies, records } = sources;
  const all = studies.map((study) => studyTables(study, records));
  const study = ({ name }: Study) => studyOf(studies, name);
  const norms = gradientNormRows(study(lossScale), records);
  const tables: Record<string, readonly Row[]> = {
    studies: studyProgress(sources),
    'missing-runs': all.flatMap(({ missing }) => missing),
    seeds: all.flatMap(({ seeds }) => seeds),
    arms: all.flatMap(({ arms }) => arms),
    pairs: all.flatMap(({ pairs }) => pairs),
    'paired-comparisons': all.flatMap(({ comparisons }) => comparisons),
    'gain-explanations': [
      ...gainExplanations(study(original), records),
      ...gainExplanations(study(lossScale), records),
    ],
    'scale-gradient': scaleGradients(study(lossScale), models, models.labels),
    'gradient-norms': norms,
    'gradient-summary': gradientSummary(norms),
  };
  return Object.fromEntries(Object.entries(tables).filter(([, rows]) => rows.length > 0));
}

function studyOf(studies: readonly Study[], name: string): Study {
  const found = studies.find((study) => study.name === name);
  if (found !== undefined) return found;
  const names = studies.map((study) => study.name).join(', ');
  throw new Error(`studyReportTables: expected a study "${name}", found ${names}`);
}
