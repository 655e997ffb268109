import type { Browser } from 'playwright-core';

/**
 * Looks whether the browser draws text: without fonts it leaves every letter out, without a word.
 * @param fonts where its fonts should be, for the error
 * @throws when letters are blank, or all look alike, as boxes in their place do
 */
export async function requireText(browser: Browser, fonts: string): Promise<void> {
  const page = await browser.newPage();
  try {
    const [blank, first, second] = await page.evaluate(drawLetters, [' ', 'A', 'B']);
    if (first !== blank && second !== blank && first !== second) return;
  } finally {
    await page.close();
  }
  throw new Error(
    `The headless browser draws no text: expected its fonts in ${fonts}, and it finds none there. ` +
      'Delete node_modules/.cache and try again.',
  );
}

/** Runs in the page. @returns each letter's pixels as text */
function drawLetters(letters: readonly string[]): string[] {
  const { document } = globalThis as unknown as { document: PageDocument };
  const canvas = document.createElement('canvas');
  canvas.width = 32;
  canvas.height = 32;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return letters.map((letter) => {
    if (context === null) return '';
    context.clearRect(0, 0, 32, 32);
    context.font = '24px sans-serif';
    context.fillText(letter, 4, 26);
    return String(context.getImageData(0, 0, 32, 32).data);
  });
}

/** What is used of a page's document; lib is compiled without the browser's types. */
interface PageDocument {
  createElement(name: 'canvas'): {
    width: number;
    height: number;
    getContext(kind: '2d', options: { willReadFrequently: true }): PageContext | null;
  };
}

interface PageContext {
  font: string;
  clearRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number): void;
  getImageData(x: number, y: number, width: number, height: number): { data: unknown };
}
