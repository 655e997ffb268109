import type { Drawing } from '../../../lib/figures/figure';
import { inDark } from '../../../lib/figures/theme';

declare const Plotly: { react(place: HTMLElement, figure: object): Promise<unknown> };

const prefersDark = matchMedia('(prefers-color-scheme: dark)');
const phone = matchMedia('(max-width: 520px)');
const canHover = matchMedia('(hover: hover)');

/** Width of a figure on paper, in CSS pixels: A4 less the margins of page.css. */
const PAPER_WIDTH = 680;
/** Longer than a passing change of the window takes, such as a screenshot's. */
const SETTLE_MS = 200;

/** The width, in CSS pixels, that fonts and margins of the figures are meant for, at the least. */
const MEANT_WIDTH = 480;
/** Below this share, letters are too small to read. */
const LEAST_SHARE = 0.75;

/** A figure's element, its drawing as JSON, and what is drawn there now. */
interface Place {
  readonly element: HTMLElement;
  readonly json: string;
  drawn: string;
}

/**
 * Draws the figures of the open chapter, one after the other, so that the page answers in between. Draws them anew when
 * the reader's colours or the width of the page call for it, and all of them for paper.
 * @returns draws those of the chapter that is open
 */
export function figures(): () => void {
  const root = document.documentElement;
  const places = Array.from(document.querySelectorAll<HTMLElement>('.plot'), (element): Place => {
    const json = element.textContent ?? '';
    element.textContent = '';
    return { element, json, drawn: '' };
  });
  const isDue = (it: Place) =>
    it.element.closest('.chapter.open') !== null && it.drawn !== wanted(it);
  let busy = false;
  const draw = async () => {
    if (busy) return;
    busy = true;
    delete root.dataset.figures;
    for (let next = places.find(isDue); next !== undefined; next = places.find(isDue)) {
      const as = wanted(next);
      await plot(next);
      next.drawn = as;
      await new Promise((resolve) => setTimeout(resolve));
    }
    root.dataset.figures = look();
    busy = false;
  };
  for (const query of [prefersDark, phone]) {
    query.addEventListener('change', () => setTimeout(draw, SETTLE_MS));
  }
  addEventListener('beforeprint', () => {
    root.classList.add('printing');
    for (const place of places) {
      place.drawn = 'on paper';
      plot(place, PAPER_WIDTH);
    }
  });
  addEventListener('afterprint', () => {
    root.classList.remove('printing');
    draw();
  });
  draw();
  return draw;
}

/** What decides how all figures are drawn. */
function look(): string {
  return `drawn ${prefersDark.matches ? 'dark' : 'light'}${phone.matches ? ' small' : ''}`;
}

/** What decides how one figure is drawn; Plotly follows the width of those that are seen by itself. */
function wanted({ element }: Place): string {
  return `${look()} ${element.clientWidth}`;
}

/** @param width of paper, which is light; on a screen figures follow the page's width and colours */
function plot({ element, json }: Place, width?: number): Promise<unknown> {
  const drawing = compact(json, width ?? element.clientWidth);
  const isDark = width === undefined && prefersDark.matches;
  const { data, layout } = isDark ? inDark(drawing) : drawing;
  return Plotly.react(element, {
    data,
    layout: { ...layout, width, autosize: width === undefined },
    config: {
      responsive: true,
      displaylogo: false,
      modeBarButtonsToRemove: ['select2d', 'lasso2d'],
      // Without a pointer Plotly's toolbar would stay where it is, on top of the key.
      ...(canHover.matches ? {} : { displayModeBar: false }),
    },
  });
}

/** A drawing, given as JSON; on a narrow page letters, marks and side margins shrink with the width, down to 3/4. */
function compact(json: string, width: number): Drawing {
  const share = Math.min(1, Math.max(LEAST_SHARE, width / MEANT_WIDTH));
  const shrunk = (size: unknown) => (typeof size === 'number' ? size * share : size);
  return JSON.parse(json, (key, value) => {
    if (key === 'size') return shrunk(value); // of fonts and marks
    if (key === 'margin') return { ...value, l: shrunk(value.l), r: shrunk(value.r) };
    return value;
  });
}
