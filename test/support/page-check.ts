import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { withBrowser } from '../../lib/pictures/browser';

/**
 * Opens an HTML file without network, hands the page to `look`, and collects what went wrong.
 * @param file path of the HTML file
 * @param look what to do with the loaded page: wait for something, count figures, take a screenshot
 * @param reader the size of the window, 1280 by 900 unless told, and what the reader has and prefers
 * @returns what `look` gave; `errors`, of the console or uncaught; `requests`, addresses outside the file that the page
 * asked for: none when it works offline
 */
export async function checkPage<T>(
  file: string,
  look: (page: Page) => Promise<T>,
  reader: BrowserContextOptions = {},
) {
  const errors: string[] = [];
  const requests: string[] = [];
  return withBrowser(async (browser) => {
    const viewport = { width: 1280, height: 900 };
    const context = await browser.newContext({ viewport, ...reader, offline: true });
    try {
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      page.on('pageerror', (error) => errors.push(String(error)));
      page.on('request', (request) => {
        if (/^https?:|^wss?:/.test(request.url())) requests.push(request.url());
      });
      await page.goto(pathToFileURL(file).href, { waitUntil: 'load' });
      return { result: await look(page), errors, requests };
    } finally {
      await context.close();
    }
  });
}
