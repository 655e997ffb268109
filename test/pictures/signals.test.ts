import { afterAll, expect, it } from 'vitest';
import { closeBrowser, withBrowser } from '../../lib/pictures/browser';

afterAll(closeBrowser);

it('an open browser leaves the signals to the process: an interrupted cell must not end its kernel', async () => {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const before = signals.map((signal) => process.listenerCount(signal));
  await withBrowser(async (browser) => expect(browser.isConnected()).toBe(true));
  expect(signals.map((signal) => process.listenerCount(signal))).toEqual(before);
});
