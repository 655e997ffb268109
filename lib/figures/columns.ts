/** Left and right edges of panels side by side, `gap` apart as a share of the figure's width. */
export function columnDomains(count: number, gap: number): [number, number][] {
  const width = (1 - gap * (count - 1)) / count;
  const left = (at: number) => at * (width + gap);
  return Array.from({ length: count }, (_, at) => [left(at), left(at) + width]);
}

/** What stands behind x or y in the name of an axis; typed as the second's, as Plotly types no number. */
export function axisSuffix(at: number): '' | '2' {
  return (at === 0 ? '' : String(at + 1)) as '' | '2';
}
