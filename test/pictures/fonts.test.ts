import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { closeBrowser, withBrowser } from '../../lib/pictures/browser';
import { unpackChromium } from '../../lib/pictures/chromium';
import { writeFontSettings } from '../../lib/pictures/font-settings';
import { requireText } from '../../lib/pictures/text-check';
import * as place from '../../lib/store/project-root';

const folder = mkdtempSync(join(tmpdir(), 'fonts-test-'));
const root = place.projectRoot();
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(async () => {
  vi.restoreAllMocks();
  await closeBrowser();
});

/** A browser that is told to look for fonts in a folder. */
async function browserWith(fonts: string): Promise<{ browser: Browser; end: () => Promise<void> }> {
  const { executable, libraries } = await unpackChromium();
  const settings = writeFontSettings(fonts);
  const env = { FONTCONFIG_FILE: settings.file, LD_LIBRARY_PATH: libraries };
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
  const browser = await chromium.launch({ executablePath: executable, args, env });
  return { browser, end: () => browser.close().then(settings.remove) };
}

describe('text in pictures', () => {
  it.each(['moved', 'a & b', 'a <b> "c"', "l'été"])(
    'is drawn where the browser was unpacked before the project lay in "%s"',
    async (name) => {
      await unpackChromium(); // before it moves
      mkdirSync(join(folder, name));
      symlinkSync(join(root, 'node_modules'), join(folder, name, 'node_modules'));
      vi.spyOn(place, 'projectRoot').mockReturnValue(join(folder, name));
      const { executable } = await unpackChromium();
      expect(executable.startsWith(join(folder, name))).toBe(true);
      await expect(withBrowser((browser) => requireText(browser, ''))).resolves.toBeUndefined();
    },
  );

  it('that would be left out is an error, with the folder of the missing fonts and the way out', async () => {
    const { browser, end } = await browserWith(join(folder, 'nowhere'));
    await expect(requireText(browser, 'node_modules/.cache/fonts')).rejects.toThrow(
      /draws no text: expected its fonts in node_modules\/\.cache\/fonts.*Delete node_modules\/\.cache/,
    );
    await end();
  });
});

describe('the settings of fonts', () => {
  it('go with the browser that they were written for', async () => {
    const { file, remove } = writeFontSettings(join(folder, 'fonts'));
    expect(readFileSync(file, 'utf8')).toContain(`<dir>${join(folder, 'fonts')}</dir>`);
    remove();
    expect(existsSync(file)).toBe(false);
  });
});
