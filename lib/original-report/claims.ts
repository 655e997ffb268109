import { mean } from '../statistics/summary';
import { originalGainPts } from '../tables/explanation-rows';
import { formatCount, formatNumber, formatSigned } from '../tables/format';
import { originalReport, originalStatements as said } from '../tables/original-report';
import { spreadOf } from '../tables/spread';
import { table } from '../tables/table';
import type { Facts } from './facts';

/** A figure of the original report beside ours. */
export type ClaimRow = ReturnType<typeof claimRows>[number];

/** Images in a pass of the times that stand beside the original's, which does not name its own. */
const TIMED_BATCH = 128;
const SCORE = 'score, accuracy / time (%/ms)';

/** What the original report states, and the same quantities measured here. */
export function claimRows(facts: Facts) {
  const { teacher, alone, distilled } = originalReport;
  const { large, small } = facts;
  return [
    trained('teacher: test accuracy (%)', teacher.accuracyPct, facts.teacherPct),
    trained('student alone: test accuracy (%)', alone.accuracyPct, facts.alonePct),
    trained('student distilled: test accuracy (%)', distilled.accuracyPct, facts.distilledPct),
    trained('distilled minus alone (points)', originalGainPts, facts.gainsPts, formatSigned),
    trained('its teacher (seed 0) minus distilled (points)', said.gapPts, facts.belowTeacherPts),
    counted('teacher: parameters', teacher.parameters, large.parameters, formatCount),
    counted('student: parameters', alone.parameters, small.parameters, formatCount),
    counted('teacher: size (MB)', teacher.megabytes, large.megabytes),
    counted('student: size (MB)', alone.megabytes, small.megabytes),
    counted('times smaller in bytes', said.bytesRatio, small.megabytesRatio, tenths),
    ...timed(facts),
  ];
}

const tenths = (value: number) => formatNumber(value, 1);

function trained(
  quantity: string,
  original: number,
  values: readonly number[],
  format: (value: number) => string = formatNumber,
) {
  const { mean: centre, sd, n } = spreadOf(values);
  const measured = centre === null ? '–' : format(centre);
  return {
    quantity,
    original: format(original),
    /** Mean ± standard deviation over runs or pairs, where there are several. */
    measured: sd === null ? measured : `${measured} ± ${formatNumber(sd)}`,
    /** Runs or pairs behind ours; null where nothing was trained for it. */
    n,
    /** Ours minus theirs, in the unit of the quantity. */
    difference: centre === null ? '–' : formatSigned(centre - original),
  };
}

function counted(
  quantity: string,
  original: number,
  measured: number,
  format: (value: number) => string = formatNumber,
) {
  const digits = format(original).split('.')[1]?.length ?? 0;
  const difference = formatSigned(measured - original, digits);
  return { quantity, original: format(original), measured: format(measured), n: null, difference };
}

/** Mean times of a pass, and the score that the original's numbers are: accuracy / time. */
function timed({ timing, teacherPct, alonePct, distilledPct }: Facts) {
  if (timing === undefined || distilledPct.length === 0) return [];
  const { teacher, alone, distilled } = originalReport;
  const ofBatch = timing.rows.filter(({ batchSize }) => batchSize === TIMED_BATCH);
  const [slow = Number.NaN, fast = Number.NaN] = ['teacher', 'student'].map(
    (network) => ofBatch.find(({ architecture }) => architecture === network)?.meanMs,
  );
  return [
    counted('teacher: inference time (ms per batch)', teacher.inferenceMs, slow),
    counted('student alone: inference time (ms per batch)', alone.inferenceMs, fast),
    counted('student distilled: inference time (ms per batch)', distilled.inferenceMs, fast),
    counted('times faster at inference, by the means', said.faster, slow / fast, tenths),
    counted(`teacher: ${SCORE}`, teacher.score, mean(teacherPct) / slow),
    counted(`student alone: ${SCORE}`, alone.score, mean(alonePct) / fast),
    counted(`student distilled: ${SCORE}`, distilled.score, mean(distilledPct) / fast),
  ];
}

/** The original report's figures beside ours. */
export function claimTable(rows: readonly ClaimRow[]) {
  return table({
    name: 'claims',
    key: ['quantity'],
    caption:
      'The report gives one number per model, of unknown spread; ours are mean ± standard deviation of n runs, pairs or students. ' +
      'All accuracies are on the 10,000 test images; our runs trained on 45,000 images. The gap is to the teacher of seed 0; 05 takes ' +
      'the mean over teachers. Our times are means over batches of 128 on one machine, as the report gives means; 05 compares medians.',
    columns: {
      quantity: 'quantity',
      original: 'the report said',
      measured: 'measured here',
      n: 'n',
      difference: 'difference',
    },
    rows,
  });
}
