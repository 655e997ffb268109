import type { Recipe } from '../recipes/recipe';
import type { Study } from '../studies/study';
import type { StudyRecords } from '../studies/study-records';
import { type RowOf, rounded } from './row';
import { armRows } from './seed-rows';
import type { ModelSize } from './size-table';
import { tableOf } from './table';

type Size = Pick<ModelSize, 'parameters' | 'megabytes' | 'multiplyAdds'>;

/** The arms of a study that have runs, narrow students first: what the network takes, and how accurate it is. */
export function widthRows(study: Study, records: StudyRecords, sizeOf: (recipe: Recipe) => Size) {
  const rows = armRows(study, records).flatMap((row, at) => {
    const { method, n, testMeanPct, testSdPct, testLowPct, testHighPct } = row;
    const recipe = study.arms[at]?.recipe;
    if (recipe === undefined || testMeanPct === null) return [];
    const { parameters, megabytes, multiplyAdds } = sizeOf(recipe);
    const size = { width: recipe.width, parameters, megabytes: rounded(megabytes), multiplyAdds };
    const accuracy = { testMeanPct, testSdPct, testLowPct, testHighPct };
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
