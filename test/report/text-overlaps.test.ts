import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeBrowser } from '../../lib/pictures/browser';
import { projectRoot } from '../../lib/store/project-root';
import { inlineAssets } from '../../scripts/report/inline-assets';
import { readNotebook } from '../../scripts/report/notebook-file';
import { renderPage } from '../../scripts/report/page';
import { checkPage } from '../support/page-check';
import { textOverlaps } from '../support/text-overlaps';

const folder = mkdtempSync(join(tmpdir(), 'text-overlaps-'));
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await closeBrowser();
});

/** What is said of one drawing, 200 by 100 pixels, with the given SVG in it. */
async function said(svg: string): Promise<string[]> {
  const file = join(folder, 'drawing.html');
  const box = 'width="200" height="100" style="font: 16px sans-serif"';
  writeFileSync(
    file,
    `<figure id="it"><div class="js-plotly-plot" style="width: 200px">
      <svg class="main-svg" ${box}>${svg}</svg></div></figure>`,
  );
  return (await checkPage(file, textOverlaps)).result;
}

describe('textOverlaps', () => {
  it.each([
    ['on one another', 'x="10" y="40"', 'x="20" y="44"', ['it: "alpha" lies on "beta"']],
    ['beside one another', 'x="10" y="40"', 'x="80" y="40"', []],
    ['close below one another', 'x="10" y="40"', 'x="10" y="60"', []],
    ['at the edge', 'x="10" y="40"', 'x="185" y="40"', ['it: "beta" reaches out of the drawing']],
    [
      'turned, their upright boxes alone overlapping',
      'x="10" y="80" transform="rotate(-45 10 80)"',
      'x="40" y="80" transform="rotate(-45 40 80)"',
      [],
    ],
    [
      'turned and on one another',
      'x="10" y="80" transform="rotate(-45 10 80)"',
      'x="18" y="80" transform="rotate(-45 18 80)"',
      ['it: "alpha" lies on "beta"'],
    ],
  ])('sees texts %s', async (_, one, other, expected) => {
    expect(await said(`<text ${one}>alpha</text><text ${other}>beta</text>`)).toEqual(expected);
  });
});

/** Opens one chapter after the other. */
async function ofAllChapters(page: Page): Promise<string[]> {
  const found: string[] = [];
  await page.waitForSelector('html[data-figures]');
  for (const id of await page.$$eval('.chapter', (all) => all.map((it) => it.id))) {
    await page.evaluate(`location.hash = ${JSON.stringify(id)}`);
    await page.locator(`[id="${id}"].open`).waitFor();
    await page.waitForSelector('html[data-figures]');
    found.push(...(await textOverlaps(page)));
  }
  return found;
}

describe('the report', () => {
  const report = join(folder, 'report.html');
  beforeAll(async () => {
    const place = join(projectRoot(), 'notebooks');
    const files = readdirSync(place).filter((name) => name.endsWith('.ipynb'));
    const notebooks = files.sort().map((name) => readNotebook(join(place, name)));
    const assets = await inlineAssets();
    writeFileSync(report, renderPage({ notebooks, files: new Map(), assets }));
  });

  it.each([1280, 390])('has no text on another, %d pixels wide', async (width) => {
    const { result } = await checkPage(report, ofAllChapters, { viewport: { width, height: 900 } });
    expect(result).toEqual([]);
  });
});
