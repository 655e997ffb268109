import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLOTLY, TABLE } from '../../lib/notebook/mime-types';
import { closeBrowser } from '../../lib/pictures/browser';
import { inlineAssets } from '../../scripts/report/inline-assets';
import { type Notebook, notebookSchema } from '../../scripts/report/notebook-file';
import { renderPage } from '../../scripts/report/page';
import { checkPage } from '../support/page-check';

/**
 * How the page is read: chapter by chapter, by keyboard, on paper, by touch, without scripts. Plotly, which takes long to
 * load and which page.test.ts has, is replaced by boxes that say what they were told to draw.
 */
const boxes = `var Plotly = {
  react(place, { layout, config }) {
    const box = document.createElement('div');
    box.className = 'box';
    box.dataset.told = JSON.stringify({ width: layout.width, toolbar: config.displayModeBar ?? true });
    place.replaceChildren(box);
    return Promise.resolve();
  },
}`;

/** What the figures that are seen were told. */
const told = (page: Page): Promise<{ width?: number; toolbar: boolean }[]> =>
  page.$$eval('.box', (all) =>
    all
      .filter((it) => it.getClientRects().length > 0)
      .map((it) => JSON.parse(it.dataset.told ?? '')),
  );

const output = mkdtempSync(join(tmpdir(), 'reading-test-'));
const file = join(output, 'index.html');
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const [first, second] = ['overview', 'data'].map((name) => `picture-of-${name}`);

const text = (source: string) => ({ cell_type: 'markdown', source });

function code(source: string, data?: Record<string, unknown>, isHidden = false) {
  return {
    cell_type: 'code',
    source,
    outputs: data === undefined ? [] : [{ output_type: 'display_data', data }],
    metadata: { jupyter: { source_hidden: isHidden } },
  };
}

function figureCell(name = '') {
  const meta = { name, title: 'It is found.', caption: 'n = 1', alt: 'A line.' };
  const layout = { height: 300, margin: { t: 44 }, meta };
  return code('await show(figure);', { [PLOTLY]: { data: [], layout }, 'image/png': pixel });
}

const table = code('await show(table);', {
  [TABLE]: { name: 'accuracy', rows: [{ model: 'teacher' }] },
  'text/html': '<table><caption>Accuracy.</caption><tr><td>teacher</td></tr></table>',
});

const long = Array.from({ length: 40 }, (_, at) => text(`Paragraph ${at}.`));

const notebook = (name: string, cells: readonly object[]): Notebook => ({
  name,
  cells: notebookSchema.parse({ nbformat: 4, cells }).cells,
});

const notebooks: readonly Notebook[] = [
  notebook('00-overview', [
    text('# Can a small network learn?'),
    code("import { show } from './lib/notebook/show';", undefined, true),
    code('claim(…);', { 'text/html': '<p class="check">✓ It holds.</p>' }, true),
    code('await say`…`;', { 'text/markdown': 'The answer is here.' }),
    figureCell(first),
    table,
    ...long,
    text('See [the figure](01-data.ipynb#figure-picture-of-data).\n\n## Limits\n\nOne data set.'),
  ]),
  notebook('01-data', [
    text('# What do networks see?'),
    ...long,
    figureCell(second),
    table,
    text('## Limits'),
  ]),
];

const phone = { width: 390, height: 900 };

function look<T>(use: (page: Page) => Promise<T>, options: BrowserContextOptions = {}) {
  return checkPage(
    file,
    async (page) => {
      if (options.javaScriptEnabled !== false) await page.waitForSelector('html[data-figures]');
      return use(page);
    },
    options,
  );
}

/** Ids of the chapters that are seen. */
const seen = (page: Page): Promise<string[]> =>
  page.$$eval('.chapter', (all) =>
    all.filter((it) => it.getClientRects().length > 0).map(({ id }) => id),
  );

const focused = (page: Page) =>
  page.evaluate('document.activeElement.textContent.trim()') as Promise<string>;

/** Follows an address within the page, until the page has followed, too. */
async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    addEventListener('hashchange', () => resolve());
    location.hash = ${JSON.stringify(hash)};
  })`);
}

const opened = (page: Page, chapter: string) => page.locator(`[id="${chapter}"].open`).waitFor();

beforeAll(async () => {
  const assets = { ...(await inlineAssets()), plotly: boxes };
  const html = renderPage({ notebooks, files: new Map(), assets });
  writeFileSync(file, html);
  mkdirSync(join(output, 'figures'));
  for (const name of [first, second]) {
    writeFileSync(join(output, 'figures', `${name}.png`), Buffer.from(pixel, 'base64'));
  }
});

afterAll(async () => {
  rmSync(output, { recursive: true, force: true });
  await closeBrowser();
});

describe('the page opens', () => {
  it('on the first chapter alone, marked in the contents', async () => {
    const { result } = await look(async (page) => ({
      seen: await seen(page),
      here: await page.$$eval('[aria-current="page"]', (all) => all.map((it) => it.textContent)),
      title: await page.title(),
    }));
    expect(result.seen).toEqual(['00-overview']);
    expect(result.here).toEqual(['Can a small network learn?']);
    expect(result.title).toMatch(/^Can a small network learn\? · /);
  });

  it.each([1280, 390])('with its answer near the top, %i pixels wide', async (width) => {
    const top = async (page: Page) =>
      (await page.getByText('The answer is here.').boundingBox())?.y;
    const { result } = await look(top, { viewport: { width, height: 844 } });
    expect(result).toBeLessThan(260);
  });

  it.each([
    ['#01-data', '01-data'],
    [`#figure-${second}`, '01-data'],
    ['#01-data--limits', '01-data'],
    ['#01-data--a-section-that-was-renamed', '01-data'],
    ['#00-overview', '00-overview'],
    ['#nothing-of-that-name', '00-overview'],
  ])('on the chapter of %s', async (hash, chapter) => {
    const { result } = await look(async (page) => {
      await go(page, hash);
      await page.reload();
      return seen(page);
    });
    expect(result).toEqual([chapter]);
  });
});

describe('the page follows', () => {
  it('a link to a figure of another chapter, and the way back to where the reader was', async () => {
    const { result } = await look(async (page) => {
      const link = page.getByRole('link', { name: 'the figure' });
      await link.scrollIntoViewIfNeeded();
      const before = await page.evaluate('scrollY');
      await link.click(); // before the page rests
      await opened(page, '01-data');
      const chapter = await seen(page);
      const top = await page.$eval(`#figure-${second}`, (it) => it.getBoundingClientRect().y);
      await page.goBack();
      await opened(page, '00-overview');
      return {
        before,
        chapter,
        top,
        back: await seen(page),
        after: await page.evaluate('scrollY'),
      };
    });
    expect(result.chapter).toEqual(['01-data']);
    expect(result.top).toBeGreaterThanOrEqual(0);
    expect(result.top).toBeLessThan(900);
    expect(result.back).toEqual(['00-overview']);
    expect(result.before).toBeGreaterThan(0);
    expect(result.after).toBe(result.before);
  });

  it('the keyboard to the next chapter, whose title takes the focus', async () => {
    const { result } = await look(async (page) => {
      await page.focus('.chapter.open .turn a[rel="next"]');
      await page.keyboard.press('Enter');
      await opened(page, '01-data');
      const next = { seen: await seen(page), focused: await focused(page) };
      await page.focus('nav.contents a[href="#00-overview"]');
      await page.keyboard.press('Enter');
      await opened(page, '00-overview');
      return [next, { seen: await seen(page), focused: await focused(page) }];
    });
    expect(result).toEqual([
      { seen: ['01-data'], focused: 'What do networks see?' },
      { seen: ['00-overview'], focused: 'Can a small network learn?' },
    ]);
  });

  it('the first press of Tab to a link that skips the contents and leaves the chapter', async () => {
    const { result } = await look(async (page) => {
      await go(page, '#01-data');
      await page.reload();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('content');
      return seen(page);
    });
    expect(result).toEqual(['01-data']);
  });
});

describe('on paper', () => {
  it('all chapters are there, each on a page of its own, and figures as wide as A4', async () => {
    const { result, errors } = await look(
      async (page) => {
        await page.emulateMedia({ media: 'print' });
        await page.evaluate("dispatchEvent(new Event('beforeprint'))");
        const paper = {
          seen: await seen(page),
          breaks: await page.$$eval('.chapter', (all) =>
            all.map((it) => getComputedStyle(it).breakBefore),
          ),
          told: await told(page),
        };
        await page.emulateMedia({ media: 'screen' });
        await page.evaluate("dispatchEvent(new Event('afterprint'))");
        await page.waitForSelector('html[data-figures]');
        return { paper, seen: await seen(page), told: await told(page) };
      },
      { colorScheme: 'dark' },
    );
    expect(errors).toEqual([]);
    expect(result.paper).toEqual({
      seen: ['00-overview', '01-data'],
      breaks: ['auto', 'page'],
      told: [
        { width: 680, toolbar: true },
        { width: 680, toolbar: true },
      ],
    });
    expect(result.seen).toEqual(['00-overview']);
    expect(result.told).toEqual([{ toolbar: true }]);
  });
});

describe('by touch', () => {
  it("no toolbar covers a figure's key", async () => {
    const { result } = await look(told, { hasTouch: true, isMobile: true, viewport: phone });
    expect(result).toEqual([{ toolbar: false }]);
  });
});

describe('without scripts', () => {
  it('all chapters are there, with pictures in the place of the figures', async () => {
    const { result, errors } = await look(
      async (page) => ({
        seen: await page.locator('.chapter:visible').count(),
        boxes: await page.locator('.plot:visible').count(),
        pictures: await page.locator('noscript img:visible').count(),
      }),
      { javaScriptEnabled: false },
    );
    expect(errors).toEqual([]);
    expect(result).toEqual({ seen: 2, boxes: 0, pictures: 2 });
  });
});

describe('the page', () => {
  it('gives no id twice, though a table is shown twice', async () => {
    const { result } = await look((page) =>
      page.$$eval('[id]', (all) => all.map(({ id }) => id).filter((id) => id !== '')),
    );
    expect(result).toContain('table-accuracy');
    expect(result.filter((id, at) => result.indexOf(id) !== at)).toEqual([]);
  });

  it('hides imports, and what a hidden cell checks, until all code is shown', async () => {
    const { result } = await look(async (page) => {
      const hidden = page.locator('.hidden-code');
      const check = page.getByText('✓ It holds.');
      const before = [await hidden.first().isVisible(), await check.isVisible()];
      await page.click('#toggle-code');
      return [...before, await hidden.first().isVisible(), await check.isVisible()];
    });
    expect(result).toEqual([false, false, true, true]);
  });

  it('opens and folds all code by its button', async () => {
    const { result } = await look(async (page) => {
      const open = () => page.locator('details.code[open]').count();
      const counts = [await open()];
      for (let times = 0; times < 2; times++) {
        await page.click('#toggle-code');
        counts.push(await open());
      }
      return counts;
    });
    const cells = notebooks.flatMap((notebook) => notebook.cells);
    const codes = cells.filter((cell) => cell.cell_type === 'code').length;
    expect(result).toEqual([0, codes, 0]);
  });

  it('has a contents list beside the text that leads to sections', async () => {
    const { result } = await look(async (page) => {
      await page.click('nav.contents a[href="#01-data"]'); // unfolds the chapter's sections
      await page.click('nav.contents a[href="#01-data--limits"]');
      await expect.poll(() => page.evaluate('scrollY')).toBeGreaterThan(0);
      return page.evaluate(`({
        top: document.getElementById('01-data--limits').getBoundingClientRect().top,
        here: document.querySelector('nav.contents .here').dataset.chapter,
      })`) as Promise<{ top: number; here: string }>;
    });
    expect(result.top).toBeGreaterThanOrEqual(0);
    expect(result.top).toBeLessThan(900);
    expect(result.here).toBe('01-data');
  });

  it('folds the contents on a phone, and again when a chapter was chosen', async () => {
    const { result } = await look(
      async (page) => {
        const open = () => page.evaluate('document.querySelector("nav details").open');
        const before = await open();
        await page.click('nav.contents summary');
        const unfolded = await open();
        await page.click('nav.contents a[href="#01-data"]');
        return [before, unfolded, await open()];
      },
      { viewport: phone },
    );
    expect(result).toEqual([false, true, false]);
  });

  it('runs no script but its own', async () => {
    const { result, errors } = await look((page) =>
      page.evaluate(`(() => {
        document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.ran = 1">');
        const script = document.createElement('script');
        script.textContent = 'window.ran = 2';
        document.body.append(script);
        return new Promise((resolve) => setTimeout(() => resolve(window.ran ?? 'nothing'), 200));
      })()`),
    );
    expect(result).toBe('nothing');
    expect(errors.join()).toContain('Content Security Policy');
  });
});
