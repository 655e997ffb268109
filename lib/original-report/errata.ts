import { formatCount, formatNumber } from '../tables/format';
import { originalReport, originalStatements as said } from '../tables/original-report';
import type { SizeRow } from '../tables/size-table';
import { table } from '../tables/table';

/** Something in the original report that its own numbers or its networks contradict. */
export type ErratumRow = ReturnType<typeof errataRows>[number];

const { teacher, alone, distilled } = originalReport;
const models = [teacher, alone, distilled] as const;
type Model = (typeof models)[number];
const perMs = ({ accuracyPct, inferenceMs }: Model) => accuracyPct / inferenceMs;
const list = (of: (model: Model) => number, digits = 2) =>
  models.map((row) => formatNumber(of(row), digits)).join(', ');

/** Parameters of a ResNet18 (He et al., 2016): 11,689,512 with 1,000 classes, each of 512 weights and a bias; here ten. */
const RESNET18 = 11_689_512 - 990 * 513;

/**
 * Errors in the original report's own numbers and words, recomputed.
 * @param sizes of teacher and student, counted from the networks; the teacher first
 * @returns `holds`: whether the numbers still say so
 */
export function errataRows([large, small]: readonly SizeRow[]) {
  const drop = teacher.accuracyPct - distilled.accuracyPct;
  const dropPct = (100 * drop) / teacher.accuracyPct;
  const withOneTime = distilled.accuracyPct / alone.inferenceMs;
  const bytesRatio = formatNumber(small?.megabytesRatio ?? 0, 1);
  const noisePct = 100 * (1 - distilled.inferenceMs / alone.inferenceMs);
  return [
    {
      about: 'score',
      statement: '"Efficiency Score = Accuracy / (Size × Inference Time)"',
      printed: list(({ score }) => score),
      recomputed: list((model) => perMs(model) / model.megabytes),
      why: `what is printed is accuracy / time: ${list(perMs, 3)}`,
      holds: list(perMs) === list(({ score }) => score),
    },
    {
      about: 'order of scores',
      statement: 'the distilled student has a higher score than the plain one',
      printed: `${formatNumber(distilled.score)} > ${formatNumber(alone.score)}`,
      recomputed: `${formatNumber(withOneTime)} < ${formatNumber(perMs(alone))}`,
      why:
        `one network was timed twice, ${formatNumber(alone.inferenceMs)} and ${formatNumber(distilled.inferenceMs)} ms, ` +
        `${formatNumber(noisePct, 0)} % apart; with one time for both, the order reverses`,
      holds: distilled.score > alone.score && withOneTime < perMs(alone),
    },
    {
      about: 'bytes ratio',
      statement: '"43.4× size reduction"',
      printed: formatNumber(said.bytesRatio, 1),
      recomputed: bytesRatio,
      why: `${formatNumber(teacher.megabytes)} / ${formatNumber(alone.megabytes)} divides rounded numbers`,
      holds:
        bytesRatio !== formatNumber(said.bytesRatio, 1) &&
        formatNumber(teacher.megabytes / alone.megabytes, 1) === formatNumber(said.bytesRatio, 1),
    },
    {
      about: 'points and percent',
      statement: '"12.27% accuracy difference", "14.8% accuracy drop", "1.84% lower"',
      printed: `${formatNumber(said.gapPts)} %, ${formatNumber(said.dropPct, 1)} %`,
      recomputed: `${formatNumber(drop)} points, ${formatNumber(dropPct, 1)} % of the teacher's`,
      why: 'one drop, once in points and once relative to the teacher, both with a percent sign; 1.84 is in points as well',
      holds:
        formatNumber(drop) === formatNumber(said.gapPts) &&
        formatNumber(dropPct, 1) === formatNumber(said.dropPct, 1),
    },
    {
      about: 'architecture',
      statement: '"Teacher Model (ResNet18)"',
      printed: `${formatCount(teacher.parameters)} parameters`,
      recomputed: `a ResNet18 with ten classes has ${formatCount(RESNET18)}`,
      why:
        'a ResNet18 has 17 convolutions in its main path and a dense layer (He et al., 2016); seven convolutions and a dense layer have ' +
        `${formatCount(large?.parameters ?? 0)}`,
      holds: large?.parameters === teacher.parameters,
    },
  ];
}

/** The original report's errors. */
export function errataTable(rows: readonly ErratumRow[]) {
  return table({
    name: 'errata',
    key: ['about'],
    caption:
      'Errors in the original report, found from its own numbers and from networks with the same parameter counts.',
    columns: { statement: 'statement', printed: 'printed', recomputed: 'recomputed', why: 'why' },
    rows,
  });
}
