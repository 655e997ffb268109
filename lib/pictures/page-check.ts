import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { withBrowser } from './browser';

/** The size of the window, and what the reader has and prefers. */
export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  /** Whether scripts run; they do unless told. */
  readonly scripts?: boolean;
  /** Whether the reader has a touch screen and no pointer. */
  readonly touch?: boolean;
}

/** What a page complained about while it was looked at. */
export interface PageCheck<T> {
  /** Console errors and uncaught exceptions. */
  readonly errors: readonly string[];
  /** Addresses outside the file that the page asked for; none when it works offline. */
  readonly requests: readonly string[];
  readonly result: T;
}

/**
 * Opens an HTML file without network, hands the page to `look`, and collects what went wrong.
 * @param file path of the HTML file
 * @param look what to do with the loaded page: wait for something, count figures, take a screenshot
 */
export async function checkPage<T>(
  file: string,
  look: (page: Page) => Promise<T>,
  options: PageOptions = {},
): Promise<PageCheck<T>> {
  const errors: string[] = [];
  const requests: string[] = [];
  return withBrowser(async (browser) => {
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
      colorScheme: options.scheme ?? 'light',
      offline: true,
      javaScriptEnabled: options.scripts ?? true,
      ...(options.touch ? { hasTouch: true, isMobile: true } : {}),
    });
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
