import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Drawing, Figure } from '../figures/figure';
import { PAPER } from '../figures/palette';
import { pictureWidth } from '../figures/theme';
import { projectRoot } from '../store/project-root';
import { withBrowser } from './browser';
import { askForPicture } from './picture-service';

/** Size of a picture in CSS pixels. */
export interface PictureOptions {
  readonly width?: number;
  /** The figure's own height unless told. */
  readonly height?: number;
  /** Picture pixels a CSS pixel. */
  readonly scale?: number;
}

const DEFAULT_HEIGHT = 420;
/** Names the environment's variable with the address of a `servePictures` to draw by. */
export const PICTURE_SERVICE = 'REPORT_PICTURE_SERVICE';
const pages = new WeakMap<Browser, Promise<Page>>();

/**
 * The figure as a PNG on white paper, drawn by plotly.js in the headless browser with its bundled font:
 * the same bytes from run to run. Shows `figure.still` where there is one. Where the environment names a
 * picture service, its browser draws.
 * @returns the file's bytes
 */
export async function figurePng(figure: Figure, options: PictureOptions = {}): Promise<Buffer> {
  const drawing: Drawing = figure.still ?? figure;
  const width = options.width ?? pictureWidth;
  const height = options.height ?? drawing.layout.height ?? DEFAULT_HEIGHT;
  const layout = {
    ...drawing.layout,
    width,
    height,
    paper_bgcolor: PAPER,
    plot_bgcolor: PAPER,
  };
  const scale = options.scale ?? 2;
  const request = JSON.stringify({ data: drawing.data, layout, width, height, scale });
  const service = process.env[PICTURE_SERVICE];
  return service ? askForPicture(service, request) : drawByBrowser(request);
}

/**
 * Draws by this process's own browser.
 * @param request as JSON: data, layout, width, height, scale
 */
export async function drawByBrowser(request: string): Promise<Buffer> {
  const url = await withBrowser(async (browser) => {
    const page = await plotlyPage(browser);
    return page.evaluate(drawPicture, request);
  });
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

/** Runs in the page. */
function drawPicture(json: string): Promise<string> {
  const { data, layout, width, height, scale } = JSON.parse(json);
  const { Plotly } = globalThis as unknown as { Plotly: PlotlyInPage };
  return Plotly.toImage({ data, layout }, { format: 'png', width, height, scale });
}

interface PlotlyInPage {
  toImage(
    figure: { data: unknown; layout: unknown },
    options: { format: 'png'; width: number; height: number; scale: number },
  ): Promise<string>;
}

function plotlyPage(browser: Browser): Promise<Page> {
  const known = pages.get(browser);
  if (known !== undefined) return known;
  const made = openPlotlyPage(browser);
  pages.set(browser, made);
  return made;
}

async function openPlotlyPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  await page.setContent('<!doctype html><meta charset="utf-8"><body></body>');
  await page.addScriptTag({ content: plotlySource() });
  return page;
}

/** The text of plotly.js, the one copy that pictures and the report use. */
export function plotlySource(): string {
  const file = join(projectRoot(), 'node_modules', 'plotly.js-dist', 'plotly.js');
  return readFileSync(file, 'utf8');
}
