import type { EveryStudy } from '../../lib/results/every-study';
import { scaleGradients } from '../../lib/results/soft-quantities';
import { baselineGap } from '../../lib/studies/baseline-gap/study';
import { lossScale } from '../../lib/studies/loss-scale/study';
import { original } from '../../lib/studies/original-recipe/study';
import type { Study } from '../../lib/studies/study';
import type { StudyRecords } from '../../lib/studies/study-records';
import {
  bestCells,
  cellLabel,
  chosenCell,
  isSameCell,
} from '../../lib/studies/temperature-and-weight/stages';
import { grid } from '../../lib/studies/temperature-and-weight/study';
import { gainExplanations, gapExplanations } from '../../lib/tables/explanation-rows';
import { gradientNormRows, gradientSummary } from '../../lib/tables/gradient-norm-rows';
import { gridNoise, gridRows } from '../../lib/tables/grid-rows';
import type { ModelResult } from '../../lib/tables/model-result';
import type { Row } from '../../lib/tables/row';
import type { Tables } from './report-tables';

/** What the tables of studies need besides runs: the two models whose logits weigh the objectives. */
export interface WeighedModels {
  readonly teacher: ModelResult;
  readonly student: ModelResult;
  /** Of the test images, [images]. */
  readonly labels: Uint8Array;
}

/**
 * Tables of the studies that no notebook declares yet, as far as their runs are there; a table without rows is left out.
 * @param sources studies, and records whose accuracies were counted from their test logits
 */
export function studyReportTables(sources: EveryStudy, models: WeighedModels): Tables {
  const { studies, records } = sources;
  const study = ({ name }: Study) => studyOf(studies, name);
  const norms = gradientNormRows(study(lossScale), records);
  const tables: Record<string, readonly Row[]> = {
    'gap-explanations': gapExplanations(study(baselineGap).arms, records),
    'gain-explanations': [
      ...gainExplanations(study(original), records),
      ...gainExplanations(study(lossScale), records),
    ],
    'scale-gradient': scaleGradients(study(lossScale), models, models.labels),
    'gradient-norms': norms,
    'gradient-summary': gradientSummary(norms),
    grid: gridRows(study(grid), records),
    'grid-noise': noiseRows(study(grid), records),
    'grid-choice': choiceRows(records),
  };
  return Object.fromEntries(Object.entries(tables).filter(([, rows]) => rows.length > 0));
}

function studyOf(studies: readonly Study[], name: string): Study {
  const found = studies.find((study) => study.name === name);
  if (found !== undefined) return found;
  const names = studies.map((study) => study.name).join(', ');
  throw new Error(`studyReportTables: expected a study "${name}", found ${names}`);
}

function noiseRows(study: Study, records: StudyRecords): Row[] {
  const noise = gridNoise(study, records);
  return noise === undefined ? [] : [{ study: study.name, ...noise }];
}

/** The cells that the validation images prefer, best first, and which of them is chosen. */
function choiceRows(records: StudyRecords): Row[] {
  const chosen = chosenCell(records);
  return bestCells(records).map((cell, at) => ({
    cell: cellLabel(cell),
    ...cell,
    rank: at + 1,
    chosen: chosen !== undefined && isSameCell(cell, chosen),
  }));
}
