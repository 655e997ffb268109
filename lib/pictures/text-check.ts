import type { Browser } from 'playwright-core';

/** The pixels of three letters as texts; for the page, whose types lib is compiled without. */
const drawnLetters = `[' ', 'A', 'B'].map((letter) => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 32, height: 32 });
  const context = canvas.getContext('2d');
  context.font = '24px sans-serif';
  context.fillText(letter, 4, 26);
  return String(context.getImageData(0, 0, 32, 32).data);
})`;

/**
 * Looks whether the browser draws text: without fonts it leaves every letter out, without a word.
 * @param fonts where its fonts should be, for the error
 * @throws when letters are blank, or all look alike, as boxes in their place do
 */
export async function requireText(browser: Browser, fonts: string): Promise<void> {
  const page = await browser.newPage();
  try {
    const pictures = await page.evaluate<readonly string[]>(drawnLetters);
    if (new Set(pictures).size === pictures.length) return;
  } finally {
    await page.close();
  }
  throw new Error(
    `The headless browser draws no text: expected its fonts in ${fonts}, and it finds none there. ` +
      'Delete node_modules/.cache and try again.',
  );
}
