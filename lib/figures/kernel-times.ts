import { formatNumber, formatPct } from '../tables/format';
import { BETWEEN_KERNELS, type KernelRow } from '../tables/kernel-rows';
import { type Figure, figure, type Words } from './figure';
import { INK, MUTED, peerColor } from './palette';
import { rowAxis } from './row-panel';
import { axis, baseLayout } from './theme';

const SHOWN = 12;
const ROW_PIXELS = 25;

/** Where the time of a job's step goes: the costliest kernels, all others together, and JavaScript. */
export function kernelTimes(
  rows: readonly KernelRow[],
  words: Words & { readonly steps: number },
): Figure {
  const { steps, ...given } = words;
  const shown = shortened(rows);
  const [first] = shown;
  if (first === undefined) throw new Error('kernelTimes: expected at least one kernel, got none');
  const title = given.title ?? finding(rows);
  return figure(
    {
      name: `kernel-times-${first.job.replace(/-step$/, '')}`,
      title,
      caption:
        `n = ${steps} steps, mean time of each TensorFlow kernel in one step, whatever its shapes, in ms and as a ` +
        'share of the step. Grey: not a single kernel.',
      alt: `Milliseconds a step by kernel. ${shown.map((row) => `${row.kernel}: ${inWords(row)}`).join('; ')}.`,
      data: [
        {
          type: 'bar',
          orientation: 'h',
          x: shown.map(({ milliseconds }) => milliseconds),
          y: [...shown.keys()],
          width: 0.7,
          text: shown.map(inWords),
          textposition: 'outside',
          cliponaxis: false,
          textfont: { color: INK, size: 12 },
          marker: {
            color: shown.map(({ kernel }) => (kernel.startsWith('(') ? MUTED : peerColor.ours)),
          },
          hovertemplate: '%{text}<extra></extra>',
        },
      ],
      layout: {
        ...baseLayout(title, { height: shown.length * ROW_PIXELS + 62, margin: { r: 110 } }),
        xaxis: axis('ms a step', { rangemode: 'tozero' }),
        yaxis: rowAxis(shown.map(({ kernel }) => kernel)),
      },
      rows: shown,
    },
    given,
  );
}

function inWords({ milliseconds, sharePct }: KernelRow): string {
  return `${formatNumber(milliseconds, milliseconds < 1 ? 2 : 1)} (${formatPct(sharePct, 0)})`;
}

/** The costliest kernels; then the others as one, and JavaScript. */
function shortened(rows: readonly KernelRow[]): KernelRow[] {
  const kernels = rows.filter(({ kernel }) => !kernel.startsWith('('));
  const others = [
    ...kernels.slice(SHOWN),
    ...rows.filter(({ kernel }) => kernel.startsWith('(') && kernel !== BETWEEN_KERNELS),
  ];
  const sum = (of: 'milliseconds' | 'sharePct' | 'calls') =>
    others.reduce((total, row) => total + row[of], 0);
  const job = rows[0]?.job ?? '';
  const together: KernelRow = {
    job,
    kernel: '(all other kernels)',
    milliseconds: sum('milliseconds'),
    sharePct: sum('sharePct'),
    calls: sum('calls'),
  };
  return [
    ...kernels.slice(0, SHOWN),
    ...(others.length > 0 ? [together] : []),
    ...rows.filter(({ kernel }) => kernel === BETWEEN_KERNELS),
  ];
}

function finding(rows: readonly KernelRow[]): string {
  const kernels = rows.filter(({ kernel }) => !kernel.startsWith('('));
  const convolutions = kernels.filter(({ kernel }) => /Conv|MatMul/.test(kernel));
  const share = convolutions.reduce((sum, { sharePct }) => sum + sharePct, 0);
  const whole = rows.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return (
    `A ${(rows[0]?.job ?? '').replaceAll('-', ' ')} takes ${formatNumber(whole, 1)} ms; convolutions and matrix ` +
    `products take ${formatPct(share, 0)} of it`
  );
}
