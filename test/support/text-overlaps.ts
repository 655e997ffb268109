import type { Page } from 'playwright-core';

/**
 * The texts of drawn figures that lie on one another or reach out of their drawing, as sentences: none where all can be
 * read. Figures that are not displayed are left out. Two boxes, turned ones too, lie apart when they do so along the
 * direction of one of their sides.
 * @param page in which Plotly has drawn
 */
export function textOverlaps(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const SLACK = 2; // pixels: the box of a line of text reaches above its letters and below them
    const corners = (it) => {
      const { x, y, width, height } = it.getBBox();
      if (width <= 2 * SLACK || height <= 2 * SLACK) return [];
      const toScreen = it.getScreenCTM();
      const [left, right] = [x + SLACK, x + width - SLACK];
      const [top, bottom] = [y + SLACK, y + height - SLACK];
      return [[left, top], [right, top], [right, bottom], [left, bottom]].map((at) =>
        new DOMPoint(...at).matrixTransform(toScreen),
      );
    };
    const sides = (box) => box.slice(1, 3).map((to, at) => [to.x - box[at].x, to.y - box[at].y]);
    const shadow = (box, [x, y]) => {
      const places = box.map((corner) => corner.x * x + corner.y * y);
      return [Math.min(...places), Math.max(...places)];
    };
    const overlap = (one, other) =>
      [...sides(one), ...sides(other)].every((side) => {
        const [[low, high], [lowest, highest]] = [shadow(one, side), shadow(other, side)];
        return low < highest && lowest < high;
      });
    return [...document.querySelectorAll('.js-plotly-plot')].flatMap((plot) => {
      const name = plot.closest('figure')?.id ?? plot.id;
      const { left, right, top, bottom } = plot.getBoundingClientRect();
      const lines = [...plot.querySelectorAll('.main-svg text')]
        .filter((it) => getComputedStyle(it).opacity !== '0')
        .flatMap((text) => {
          const parts = [...text.querySelectorAll('tspan.line')];
          return (parts.length > 0 ? parts : [text]).map((line) => ({ text, line, box: corners(line) }));
        })
        .filter(({ box }) => box.length > 0);
      return lines.flatMap(({ text, line, box }, at) => {
        const said = name + ': "' + line.textContent + '"';
        const isInside = box.every(({ x, y }) => x >= left && x <= right && y >= top && y <= bottom);
        return [
          ...(isInside ? [] : [said + ' reaches out of the drawing']),
          ...lines
            .slice(at + 1)
            .filter((other) => other.text !== text && overlap(box, other.box))
            .map((other) => said + ' lies on "' + other.line.textContent + '"'),
        ];
      });
    });
  })()`);
}
