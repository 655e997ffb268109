import type { Drawing } from '../../../lib/figures/figure';
import { inDark } from '../../../lib/figures/theme';
import { compact } from './compact';

interface PlotlyInPage {
  react(place: HTMLElement, figure: object): Promise<unknown>;
}

declare const Plotly: PlotlyInPage;

const prefersDark = matchMedia('(prefers-color-scheme: dark)');
const phone = matchMedia('(max-width: 520px)');
const canHover = matchMedia('(hover: hover)');

/** Width of a figure on paper, in CSS pixels: A4 less the margins of page.css. */
const PAPER_WIDTH = 680;
/** Longer than a passing change of the window takes, such as a screenshot's. */
const SETTLE_MS = 200;

/** A figure's element, its drawing, and what is drawn there now. */
interface Place {
  readonly element: HTMLElement;
  readonly chapter: Element | null;
  readonly drawing: () => Drawing;
  drawn: string;
}

export interface Figures {
  /** Draws those of the chapter that is open. */
  readonly draw: () => void;
}

/**
 * Draws the figures of the open chapter, one after the other, so that the page answers in between. Draws them anew when
 * the reader's colours or the width of the page call for it, and all of them for paper.
 */
export function figures(): Figures {
  const root = document.documentElement;
  const all = places();
  const isDue = (it: Place) => it.chapter?.classList.contains('open') && it.drawn !== wanted(it);
  let busy = false;
  const draw = async () => {
    if (busy) return;
    busy = true;
    delete root.dataset.figures;
    for (let next = all.find(isDue); next !== undefined; next = all.find(isDue)) {
      const as = wanted(next);
      await plot(next.element, prefersDark.matches ? inDark(next.drawing()) : next.drawing());
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
    for (const place of all) {
      place.drawn = 'on paper';
      plot(place.element, place.drawing(), PAPER_WIDTH);
    }
  });
  addEventListener('afterprint', () => {
    root.classList.remove('printing');
    draw();
  });
  draw();
  return { draw };
}

function places(): Place[] {
  return Array.from(document.querySelectorAll<HTMLElement>('.plot')).flatMap((element) => {
    const script = element.querySelector('script');
    if (script === null) return [];
    script.remove();
    let drawing: Drawing | undefined;
    return {
      element,
      chapter: element.closest('.chapter'),
      drawing: () => {
        drawing ??= JSON.parse(script.textContent ?? '') as Drawing;
        return drawing;
      },
      drawn: '',
    };
  });
}

/** What decides how all figures are drawn. */
function look(): string {
  return `drawn ${prefersDark.matches ? 'dark' : 'light'}${phone.matches ? ' small' : ''}`;
}

/** What decides how one figure is drawn; Plotly follows the width of those that are seen by itself. */
function wanted({ element }: Place): string {
  return `${look()} ${element.clientWidth}`;
}

function plot(element: HTMLElement, drawing: Drawing, width?: number): Promise<unknown> {
  const { data, layout } = compact(drawing, width ?? element.clientWidth);
  const { width: _, ...rest } = layout;
  const size = width === undefined ? { autosize: true } : { autosize: false, width };
  // Plotly writes into what it is given, and a second drawing needs the original.
  const copy = structuredClone({ data, layout: { ...rest, ...size } });
  return Plotly.react(element, { ...copy, config: config() });
}

/** Without a pointer Plotly's toolbar would stay where it is, on top of the key. */
function config(): object {
  return {
    responsive: true,
    displaylogo: false,
    modeBarButtonsToRemove: ['select2d', 'lasso2d'],
    ...(canHover.matches ? {} : { displayModeBar: false }),
  };
}
