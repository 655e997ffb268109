type Edges = [left: number, right: number];

/** Panels side by side, `gap` apart as a share of the figure's width, each with its edges. */
export function sideBySide<T>(panels: readonly T[], gap: number): (T & { domain: Edges })[] {
  const width = (1 - gap * (panels.length - 1)) / panels.length;
  return panels.map((panel, at) => {
    const left = at * (width + gap);
    return { ...panel, domain: [left, left + width] };
  });
}

/** What stands behind x or y in the name of an axis; typed as the second's, as Plotly types no number. */
export function axisSuffix(at: number): '' | '2' {
  return (at === 0 ? '' : String(at + 1)) as '' | '2';
}
