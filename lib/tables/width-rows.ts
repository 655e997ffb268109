import type { Recipe } from '../recipes/recipe';
import type { Arm } from '../studies/study';
import type { StudyRecords } from '../studies/study-records';
import { type RowOf, rounded } from './row';
import { armRecords, testPct } from './seed-rows';
import type { ModelSize } from './size-table';
import { meanInterval, spreadOf } from './spread';
import { tableOf } from './table';

type Size = Pick<ModelSize, 'parameters' | 'megabytes' | 'multiplyAdds'>;

/** The arms that have runs, narrow students first: what the network takes, and how accurate it is. */
export function widthRows(
  arms: readonly Arm[],
  records: StudyRecords,
  sizeOf: (recipe: Recipe) => Size,
) {
  const rows = arms.flatMap((arm) => {
    const pcts = armRecords(arm, records).map(testPct);
    if (pcts.length === 0) return [];
    const { recipe, family: method } = arm;
    const { parameters, megabytes, multiplyAdds } = sizeOf(recipe);
    const { n, mean: testMeanPct, sd: testSdPct } = spreadOf(pcts);
    const { low: testLowPct, high: testHighPct } = meanInterval(pcts);
    const size = { width: recipe.width, parameters, megabytes: rounded(megabytes), multiplyAdds };
    const accuracy = { testMeanPct: testMeanPct ?? 0, testSdPct, testLowPct, testHighPct };
    return [{ recipe: recipe.name, method, ...size, n, ...accuracy }];
  });
  return rows.sort((a, b) => a.width - b.width);
}

/** Accuracy by width. */
export const widthTable = tableOf<RowOf<typeof widthRows>>({
  name: 'widths',
  key: ['recipe'],
  caption:
    'The student with its channels multiplied by a width: parameters, size and multiply-adds of one image are counted; ' +
    'test accuracy is the mean over n seeds with its standard deviation.',
  columns: {
    recipe: 'recipe',
    width: 'width',
    parameters: 'parameters',
    megabytes: ['size (MB)', 2],
    multiplyAdds: 'multiply-adds',
    n: 'n',
    testMeanPct: ['test accuracy (%)', 2],
    testSdPct: ['sd', 2],
  },
});
