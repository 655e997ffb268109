/** Runs in the report's page: draws the figures, follows the reader's colours, moves the contents. */
import type { Drawing } from '../../../lib/figures/figure';
import { inDark } from '../../../lib/figures/theme';
import { compact } from './compact';

interface PlotlyInPage {
  react(place: HTMLElement, figure: object): Promise<unknown>;
}

declare const Plotly: PlotlyInPage;

const CONFIG = {
  responsive: true,
  displaylogo: false,
  modeBarButtonsToRemove: ['select2d', 'lasso2d'],
};

const prefersDark = matchMedia('(prefers-color-scheme: dark)');
const phone = matchMedia('(max-width: 520px)');
const narrow = matchMedia('(max-width: 1179px)');

interface Place {
  readonly element: HTMLElement;
  readonly drawing: Drawing;
}

function places(): Place[] {
  return Array.from(document.querySelectorAll<HTMLElement>('.plot')).flatMap((element) => {
    const script = element.querySelector('script');
    if (script === null) return [];
    const drawing = JSON.parse(script.textContent ?? '') as Drawing;
    script.remove();
    return [{ element, drawing }];
  });
}

function draw({ element, drawing }: Place, dark: boolean): Promise<unknown> {
  const { data, layout } = compact(dark ? inDark(drawing) : drawing, element.clientWidth);
  const { width: _, ...rest } = layout;
  // Plotly writes into what it is given, and a second drawing needs the original.
  const copy = structuredClone({ data, layout: { ...rest, autosize: true } });
  return Plotly.react(element, { ...copy, config: CONFIG });
}

/** What decides how a figure is drawn. */
function wanted(): string {
  return `drawn ${prefersDark.matches ? 'dark' : 'light'}${phone.matches ? ' small' : ''}`;
}

/** One figure after the other, so that the page answers in between. */
async function drawAll(all: readonly Place[]): Promise<void> {
  const root = document.documentElement;
  while (root.dataset.figures !== wanted()) {
    const now = wanted();
    for (const place of all) {
      await draw(place, prefersDark.matches);
      await new Promise((resolve) => setTimeout(resolve));
    }
    root.dataset.figures = now;
  }
}

/** Longer than a passing change of the window takes, such as a screenshot's. */
const SETTLE_MS = 200;

function figures(): void {
  const all = places();
  let drawing = drawAll(all);
  for (const query of [prefersDark, phone]) {
    query.addEventListener('change', () => {
      setTimeout(() => {
        drawing = drawing.then(() => drawAll(all));
      }, SETTLE_MS);
    });
  }
  addEventListener('beforeprint', () => {
    for (const place of all) draw(place, false);
  });
  addEventListener('afterprint', () => {
    for (const place of all) draw(place, prefersDark.matches);
  });
}

/** Beside the text where there is room, folded above it where there is none. */
function contents(): void {
  const details = document.querySelector<HTMLDetailsElement>('nav.contents details');
  if (details === null) return;
  const fold = () => {
    details.open = !narrow.matches;
  };
  fold();
  narrow.addEventListener('change', fold);
  details.addEventListener('click', (event) => {
    if (narrow.matches && (event.target as Element).closest('a')) details.open = false;
  });
  const chapters = Array.from(document.querySelectorAll<HTMLElement>('section.chapter'));
  const mark = () => {
    const current = [...chapters].reverse().find((it) => it.getBoundingClientRect().top < 160);
    for (const item of Array.from(details.querySelectorAll<HTMLElement>('li[data-chapter]'))) {
      const here = item.dataset.chapter === current?.id;
      item.classList.toggle('here', here);
      item.querySelector('a')?.toggleAttribute('aria-current', here);
    }
  };
  mark();
  addEventListener('scroll', mark, { passive: true });
}

function codeButton(): void {
  const button = document.querySelector<HTMLButtonElement>('#toggle-code');
  const cells = Array.from(document.querySelectorAll<HTMLDetailsElement>('details.code'));
  if (button === null || cells.length === 0) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    const open = cells.some((cell) => !cell.open);
    for (const cell of cells) cell.open = open;
    button.textContent = open ? 'Hide all code' : 'Show all code';
  });
}

contents();
codeButton();
figures();
