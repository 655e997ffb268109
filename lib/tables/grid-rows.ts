import { runId } from '../study/run-id';
import { gridRecipe, gridSoftWeights, gridTemperatures, type Study } from '../study/studies';
import type { StudyRecords } from '../study/study-records';
import { rounded } from './row';
import { armRecords } from './seed-rows';
import { spreadOf } from './spread';

/** One cell of the grid of temperature and soft weight, judged on the validation images alone. */
export type GridRow = {
  readonly temperature: number;
  readonly softWeight: number;
  /** Seeds whose run and whose student alone are both there. */
  readonly n: number;
  readonly validationMeanPct: number | null;
  /** Mean of distilled minus alone over seeds, in points of validation accuracy. */
  readonly gainPts: number | null;
  readonly lowestPts: number | null;
  readonly highestPts: number | null;
};

/**
 * Paired gains over the student alone on the validation images, cell by cell; cells without runs stay
 * empty. Exploratory: it serves to choose, and carries no claim.
 * @param study the study of the grid, whose first arm is the student alone
 */
export function gridRows(study: Study, records: StudyRecords): GridRow[] {
  const [alone] = study.arms;
  if (alone === undefined) throw new Error(`gridRows: study ${study.name} has no arms`);
  const controls = armRecords(alone, records);
  return gridTemperatures.flatMap((temperature) =>
    gridSoftWeights.map((softWeight) => {
      const recipe = gridRecipe(temperature, softWeight);
      const pairs = controls.flatMap((control) => {
        const own = records.get(runId(recipe, control.seed));
        return own === undefined ? [] : [{ own: pct(own), control: pct(control) }];
      });
      const gain = spreadOf(pairs.map(({ own, control }) => rounded(own - control)));
      return {
        temperature,
        softWeight,
        n: pairs.length,
        validationMeanPct: spreadOf(pairs.map(({ own }) => own)).mean,
        gainPts: gain.mean,
        lowestPts: gain.lowest,
        highestPts: gain.highest,
      };
    }),
  );
}

function pct({ final }: { readonly final: { readonly validationAccuracy: number } }): number {
  return rounded(100 * final.validationAccuracy);
}
