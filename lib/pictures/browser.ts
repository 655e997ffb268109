import type { Browser } from 'playwright-core';
import { unpackChromium } from './chromium';
import { writeFontSettings } from './font-settings';
import { requireText } from './text-check';

const ARGUMENTS = [
  '--no-sandbox', // only our own pages are opened, and root may not use the sandbox
  '--font-render-hinting=none', // hinting differs between machines
  '--disable-lcd-text',
  '--force-color-profile=srgb',
  '--disable-gpu',
  '--disable-dev-shm-usage', // containers have little shared memory
  '--hide-scrollbars',
];

/**
 * The library's own handlers would end the process, and with it a kernel whose cell is interrupted. The browser ends
 * when its pipe to this process closes.
 */
const leaveSignals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };

let shared: Promise<Browser> | undefined;

/**
 * Hands the process's one headless browser to `use`; the first call starts it.
 * @throws when the browser cannot start, with what it said and the way out
 */
export async function withBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
  shared ??= launch();
  try {
    return await use(await shared);
  } catch (error) {
    const isThere = await shared.then((browser) => browser.isConnected()).catch(() => false);
    if (!isThere) shared = undefined;
    throw error;
  }
}

/** Ends the shared browser, if one runs. A later `withBrowser` starts another. */
export async function closeBrowser(): Promise<void> {
  const browser = shared;
  shared = undefined;
  await (await browser?.catch(() => undefined))?.close();
}

/** First with the system's libraries, then with those that come in the package. */
async function launch(): Promise<Browser> {
  const { chromium } = await import('playwright-core'); // here: it takes a while to load
  const { executable, fonts, libraries } = await unpackChromium();
  const settings = writeFontSettings(fonts);
  const start = (more: object = {}) => {
    const env = { ...process.env, FONTCONFIG_FILE: settings.file, ...more };
    return chromium.launch({ executablePath: executable, args: ARGUMENTS, env, ...leaveSignals });
  };
  const browser = await start()
    .catch(() => start({ LD_LIBRARY_PATH: libraries }))
    .catch((error) => {
      settings.remove();
      throw startFailure(executable, String(error));
    });
  browser.once('disconnected', settings.remove);
  await requireText(browser, fonts).catch(async (error) => {
    await browser.close();
    throw error;
  });
  return browser;
}

/** What to say when the browser does not start. */
export function startFailure(executable: string, said: string): Error {
  const library = said.match(/error while loading shared libraries: ([^\s:]+)/)?.[1];
  return new Error(
    library === undefined
      ? `The headless browser ${executable} did not start; delete its folder and try again.\n${said}`
      : `The headless browser lacks the system library ${library}; on Debian or Ubuntu install libnss3 ` +
          '(apt-get install libnss3, as root), then try again.',
  );
}
