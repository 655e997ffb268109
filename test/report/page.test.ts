import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Figure } from '../../lib/figures/figure';
import { closeBrowser } from '../../lib/pictures/browser';
import { buildReport } from '../../scripts/report/build-report';
import { samples } from '../figures/samples';
import { samplesOfNothing } from '../figures/study-samples';
import { addFigures } from '../notebooks/add-figures';
import { type TrialFolder, trialEnvironment, trialFolder } from '../notebooks/trial';
import { checkPage } from '../support/page-check';
import { textOverlaps } from '../support/text-overlaps';

const outputs = mkdtempSync(join(tmpdir(), 'page-test-'));
/** Where the page of the trial notebook goes, with every kind of figure and as it is. */
const [whole, small] = [join(outputs, 'whole'), join(outputs, 'small')];
const figureCount = 1 + Object.keys(samples()).length;
const trials: TrialFolder[] = [];

/** Runs in the page: what each figure's drawing holds of lines, points, bars and pictures. */
const marksByFigure = `[...document.querySelectorAll('.plot')].map((plot) => ({
  name: plot.closest('figure').id,
  marks: plot.querySelectorAll(
    '.main-svg .trace, .main-svg .point, .imagelayer image, .heatmaplayer image',
  ).length,
}))`;

/** Makes a page through the real kernel. @returns how many figures it has */
async function build(output: string, figures: readonly Figure[] = []): Promise<number> {
  const trial = trialFolder();
  trials.push(trial);
  addFigures(trial, figures);
  mkdirSync(output, { recursive: true });
  const made = await buildReport({
    notebooks: [trial.notebook],
    output,
    shareLogits: async () => undefined,
    env: trialEnvironment,
    step: (_, work) => work(() => {}),
  });
  return made.figures;
}

function look<T>(
  output: string,
  use: (page: Page) => Promise<T>,
  options: BrowserContextOptions = {},
) {
  return checkPage(
    join(output, 'index.html'),
    async (page) => {
      await page.waitForSelector('html[data-figures]');
      return use(page);
    },
    options,
  );
}

beforeAll(async () => {
  expect(await build(whole, Object.values(samples()))).toBe(figureCount);
  expect(await build(small)).toBe(1);
});

afterAll(async () => {
  for (const { remove } of trials) remove();
  rmSync(outputs, { recursive: true, force: true });
  await closeBrowser();
});

describe.each([
  { width: 1280, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
  { width: 390, scheme: 'light' },
  { width: 390, scheme: 'dark' },
] as const)('the page, $width pixels wide, $scheme', ({ width, scheme }) => {
  it('draws every figure, fits, complains about nothing, asks the network for nothing', async () => {
    const { result, errors, requests } = await look(
      whole,
      async (page) => ({
        width: await page.evaluate('document.documentElement.scrollWidth'),
        figures: (await page.evaluate(marksByFigure)) as { name: string; marks: number }[],
        overlaps: await textOverlaps(page),
      }),
      { viewport: { width, height: 900 }, colorScheme: scheme },
    );
    expect(errors).toEqual([]);
    expect(requests).toEqual([]);
    expect(result.width).toBe(width);
    expect(result.figures).toHaveLength(figureCount);
    expect(result.overlaps).toEqual([]);
    const bare = result.figures.filter(({ marks }) => marks === 0).map(({ name }) => name);
    expect(bare.sort()).toEqual(samplesOfNothing.map((name) => `figure-${name}`));
  });
});

describe('the page', () => {
  it('does not redraw its figures for a passing change of the window', async () => {
    const { result } = await look(small, async (page) => {
      const letters = () =>
        page.evaluate("getComputedStyle(document.querySelector('.plot .xtick text')).fontSize");
      await page.setViewportSize({ width: 390, height: 900 });
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.waitForTimeout(400);
      const passed = await letters();
      await page.setViewportSize({ width: 390, height: 900 });
      await page.waitForSelector('html[data-figures="drawn light small"]');
      return { passed, stayed: await letters() };
    });
    expect(result).toEqual({ passed: '12px', stayed: '9px' });
  });

  it("follows the reader's colours, figures too", async () => {
    const { result } = await look(small, async (page) => {
      const colours = () =>
        page.evaluate(`[
          getComputedStyle(document.body).backgroundColor,
          getComputedStyle(document.querySelector('.plot .xtick text')).fill,
        ]`);
      const light = await colours();
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.waitForSelector('html[data-figures="drawn dark"]');
      return { light, dark: await colours() };
    });
    expect(result).toEqual({
      light: ['rgb(255, 255, 255)', 'rgb(87, 96, 106)'],
      dark: ['rgb(13, 17, 23)', 'rgb(163, 173, 184)'],
    });
  });

  it('lets a reader save a figure as a picture', async () => {
    const { result, errors } = await look(small, async (page) => {
      const download = page.waitForEvent('download');
      await page.hover('.plot');
      await page.click('.modebar-btn[data-title^="Download"]');
      return (await download).suggestedFilename();
    });
    expect(errors).toEqual([]);
    expect(result).toMatch(/\.png$/);
  });

  it('links to files that are there', () => {
    const links = [
      ...readFileSync(join(whole, 'index.html'), 'utf8').matchAll(
        /<span class="files">.*?<\/span>/gs,
      ),
    ].flatMap(([files]) => [...files.matchAll(/href="([^"]+)"/g)].map(([, href]) => href ?? ''));
    expect(links.length).toBeGreaterThan(figureCount);
    for (const link of links) expect(statSync(join(whole, link)).size).toBeGreaterThan(0);
  });

  it('shows pictures where no script runs', async () => {
    const html = readFileSync(join(whole, 'index.html'), 'utf8');
    const pictures = [...html.matchAll(/<noscript><img src="([^"]+)"/g)].map(
      ([, source]) => source,
    );
    expect(pictures).toHaveLength(figureCount);
    for (const source of pictures)
      expect(statSync(join(whole, source ?? '')).size).toBeGreaterThan(0);
  });

  it('stays under 15 MB and names no place on this machine', () => {
    expect(statSync(join(whole, 'index.html')).size).toBeLessThan(15 * 2 ** 20);
    expect(readFileSync(join(whole, 'index.html'), 'utf8')).not.toContain(process.cwd());
  });

  it('comes out the same, byte for byte, a second time', async () => {
    const content = () =>
      (readdirSync(small, { recursive: true, encoding: 'utf8' }) as string[])
        .sort()
        .filter((name) => statSync(join(small, name)).isFile())
        .map((name) => [name, readFileSync(join(small, name)).toString('base64')]);
    const before = content();
    await build(small);
    expect(content().filter(([name, bytes], at) => `${before[at]}` !== `${[name, bytes]}`)).toEqual(
      [],
    );
  }, 240_000);
});
