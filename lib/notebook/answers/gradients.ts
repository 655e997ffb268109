import { formatNumber } from '../../tables/format';
import type { GradientSummaryRow } from '../../tables/gradient-norm-rows';

/** How the terms of each arm's objective pulled at the weights, in the mean over training. */
export function gradientAnswer(rows: readonly GradientSummaryRow[]): string {
  if (rows.length === 0) return 'No run has noted the gradients of its terms yet.';
  return rows
    .map((row) => {
      const { arm, n, decayPct, cosine } = row;
      const runs = n === 1 ? '1 run' : `${n} runs`;
      const angle = cosine === null ? '' : `, their cosine ${formatNumber(cosine)}`;
      return (
        `- *${arm}* (n = ${runs}): the soft term's gradient is ${ratio(row)} times as long as the ` +
        `hard term's${angle}; weight decay has ${Number(decayPct.toPrecision(2))} % of the length of both together`
      );
    })
    .join('\n');
}

/** What the panels of gradient norms show. */
export function gradientTitle(rows: readonly GradientSummaryRow[]): string {
  const [first, ...others] = rows;
  if (first === undefined) return 'No run has noted the gradients of its terms yet';
  const sound = `The soft term pulls ${ratio(first)} times as strongly as the labels (${first.arm})`;
  const [weakest] = [...others].sort((a, b) => a.softToHard - b.softToHard);
  if (weakest === undefined || weakest.softToHard >= first.softToHard) return sound;
  return `${sound}, down to ${ratio(weakest)} times (${weakest.arm})`;
}

function ratio({ softToHard }: GradientSummaryRow): string {
  return softToHard.toPrecision(2);
}
