import { formatNumber, formatPct } from '../tables/format';
import { BETWEEN_KERNELS, type KernelRow } from '../tables/kernel-rows';
import { type Figure, figure, type Words } from './figure';
import { bars } from './marks';
import { INK, MUTED, peerColor } from './palette';
import { rowAxis } from './row-panel';
import { axis } from './theme';

const SHOWN = 12;
const ROW_PIXELS = 25;

/** Where the time of a job's step goes: the costliest kernels, all others together, and JavaScript. */
export function kernelTimes(
  rows: readonly KernelRow[],
  { steps, ...words }: Words & { readonly steps: number },
): Figure {
  const shown = shortened(rows);
  const [first] = shown;
  if (first === undefined) throw new Error('kernelTimes: expected at least one kernel, got none');
  const times = shown.map((row, y) => ({ x: row.milliseconds, y, text: inWords(row) }));
  return figure(words, {
    name: `kernel-times-${first.job.replace(/-step$/, '')}`,
    title: finding(rows),
    caption:
      `n = ${steps} steps, mean time of each TensorFlow kernel in one step, whatever its shapes, in ms and as a ` +
      'share of the step. Grey: not a single kernel.',
    alt: `Milliseconds per step by kernel. ${shown.map((row) => `${row.kernel}: ${inWords(row)}`).join('; ')}.`,
    frame: { height: shown.length * ROW_PIXELS + 62, margin: { r: 110 } },
    data: [
      bars(times, {
        width: 0.7,
        textfont: { color: INK, size: 12 },
        marker: { color: shown.map((row) => (isKernel(row) ? peerColor.ours : MUTED)) },
        hover: '%{text}',
      }),
    ],
    layout: {
      xaxis: axis('ms per step', { rangemode: 'tozero' }),
      yaxis: rowAxis(shown.map(({ kernel }) => kernel)),
    },
    rows: shown,
  });
}

function inWords({ milliseconds, sharePct }: KernelRow): string {
  return `${formatNumber(milliseconds, milliseconds < 1 ? 2 : 1)} (${formatPct(sharePct, 0)})`;
}

/** Not several together, nor JavaScript between them. */
function isKernel({ kernel }: KernelRow): boolean {
  return !kernel.startsWith('(');
}

function sumOf(rows: readonly KernelRow[], quantity: 'milliseconds' | 'sharePct' | 'calls') {
  return rows.reduce((sum, row) => sum + row[quantity], 0);
}

/** The costliest kernels; then the others as one, and JavaScript. */
function shortened(rows: readonly KernelRow[]): KernelRow[] {
  const between = rows.filter(({ kernel }) => kernel === BETWEEN_KERNELS);
  const kernels = rows.filter(isKernel);
  const costliest = kernels.slice(0, SHOWN);
  const rest = rows.filter((row) => !isKernel(row) && !between.includes(row));
  const others = [...kernels.slice(SHOWN), ...rest];
  const together: KernelRow = {
    job: rows[0]?.job ?? '',
    kernel: '(all other kernels)',
    milliseconds: sumOf(others, 'milliseconds'),
    sharePct: sumOf(others, 'sharePct'),
    calls: sumOf(others, 'calls'),
  };
  return [...costliest, ...(others.length > 0 ? [together] : []), ...between];
}

function finding(rows: readonly KernelRow[]): string {
  const convolutions = rows.filter((row) => isKernel(row) && /Conv|MatMul/.test(row.kernel));
  const job = (rows[0]?.job ?? '').replaceAll('-', ' ');
  return (
    `A ${job} takes ${formatNumber(sumOf(rows, 'milliseconds'), 1)} ms; convolutions and matrix ` +
    `products take ${formatPct(sumOf(convolutions, 'sharePct'), 0)} of it`
  );
}
