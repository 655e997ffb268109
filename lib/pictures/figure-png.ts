import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Figure } from '../figures/figure';
import { PAPER } from '../figures/palette';
import { pictureWidth } from '../figures/theme';
import { projectRoot } from '../store/project-root';
import { withBrowser } from './browser';
import { askForPicture } from './picture-service';

const DEFAULT_HEIGHT = 420;
/** Names the environment's variable with the address of a `servePictures` to draw by. */
export const PICTURE_SERVICE = 'REPORT_PICTURE_SERVICE';
const pages = new WeakMap<Browser, Promise<Page>>();

/**
 * The figure as a PNG on white paper, drawn by plotly.js in the headless browser with its bundled font:
 * the same bytes from run to run. Shows `figure.still` where there is one. Where the environment names a
 * picture service, its browser draws.
 * @param size in CSS pixels, the height being the figure's own unless told; `scale`, picture pixels a CSS pixel
 * @returns the file's bytes
 */
export async function figurePng(
  figure: Figure,
  size: { readonly width?: number; readonly height?: number; readonly scale?: number } = {},
): Promise<Buffer> {
  const { data, layout } = figure.still ?? figure;
  const { width = pictureWidth, height = layout.height ?? DEFAULT_HEIGHT, scale = 2 } = size;
  const onPaper = { ...layout, width, height, paper_bgcolor: PAPER, plot_bgcolor: PAPER };
  const format = { format: 'png', width, height, scale };
  const request = JSON.stringify([{ data, layout: onPaper }, format]);
  const service = process.env[PICTURE_SERVICE];
  return service ? askForPicture(service, request) : drawByBrowser(request);
}

/**
 * Draws by this process's own browser.
 * @param request the two arguments of `Plotly.toImage` as a JSON list
 */
export async function drawByBrowser(request: string): Promise<Buffer> {
  const url = await withBrowser(async (browser) => {
    const page = await plotlyPage(browser);
    return page.evaluate<string>(`Plotly.toImage(...${request})`);
  });
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

function plotlyPage(browser: Browser): Promise<Page> {
  const page = pages.get(browser) ?? openPlotlyPage(browser);
  pages.set(browser, page);
  return page;
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
