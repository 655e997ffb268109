import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser, startFailure, withBrowser } from '../../lib/pictures/browser';
import { figurePng } from '../../lib/pictures/figure-png';
import { samples } from '../figures/samples';
import { checkPage } from '../support/page-check';

afterAll(closeBrowser);

const figures = samples();

/** How many different colours a picture has, of every 7th pixel. */
function colors({ data }: PNG): number {
  const seen = new Set<number>();
  for (let at = 0; at < data.length; at += 28) seen.add(data.readUInt32BE(at));
  return seen.size;
}

describe('figurePng', () => {
  it.each(Object.entries(figures))(
    'draws %s at twice its size, on white, not blank',
    async (_, made) => {
      const picture = PNG.sync.read(await figurePng(made));
      const { layout } = made.still ?? made;
      expect([picture.width, picture.height]).toEqual([2 * 760, 2 * (layout.height ?? 0)]);
      expect([...picture.data.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
      expect(colors(picture)).toBeGreaterThan(20);
    },
  );

  it('gives the same bytes again, from another browser too', async () => {
    const { trainingCurves: made } = figures;
    if (made === undefined) throw new Error('no sample');
    const first = await figurePng(made);
    expect((await figurePng(made)).equals(first)).toBe(true);
    await closeBrowser();
    expect((await figurePng(made)).equals(first)).toBe(true);
  });

  it('obeys width, height and scale', async () => {
    const { trainingCurves: made } = figures;
    if (made === undefined) throw new Error('no sample');
    const picture = PNG.sync.read(await figurePng(made, { width: 390, height: 300, scale: 1 }));
    expect([picture.width, picture.height]).toEqual([390, 300]);
  });
});

describe('withBrowser', () => {
  it('shares one browser, however many ask at once', async () => {
    const [first, second] = await Promise.all([
      withBrowser(async (browser) => browser),
      withBrowser(async (browser) => browser),
    ]);
    expect(first).toBe(second);
  });
});

describe('startFailure', () => {
  it('names a missing library and how to get it', () => {
    const said =
      'chromium: error while loading shared libraries: libnspr4.so: cannot open shared object file';
    expect(startFailure('chromium', said).message).toMatch(
      /libnspr4\.so;.*apt-get install libnss3/,
    );
  });
  it('else passes on what the browser said, and the way out', () => {
    expect(startFailure('some/chromium', 'Segfault').message).toMatch(
      /some\/chromium did not start; delete its folder and try again\.\nSegfault/,
    );
  });
});

describe('checkPage', () => {
  const folder = mkdtempSync(join(tmpdir(), 'page-check-'));
  it('reports console errors, exceptions and requests beyond the file', async () => {
    const file = join(folder, 'bad.html');
    writeFileSync(
      file,
      '<script src="https://example.org/x.js"></script><script>console.error("said"); throw new Error("thrown")</script>',
    );
    const check = await checkPage(file, (page) => page.title());
    expect(check.errors.join('\n')).toMatch(/said/);
    expect(check.errors.join('\n')).toMatch(/thrown/);
    expect(check.requests).toEqual(['https://example.org/x.js']);
  });
  it('finds nothing wrong with a quiet page and shows it at the asked width', async () => {
    const file = join(folder, 'good.html');
    writeFileSync(file, '<title>Good</title><p>text</p>');
    const check = await checkPage(file, (page) => page.evaluate(() => window.innerWidth), {
      viewport: { width: 390, height: 900 },
    });
    expect(check).toEqual({ result: 390, errors: [], requests: [] });
  });
});
