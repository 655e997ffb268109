/**
 * Draws the pictures of all notebooks with one browser, in a process of its own: so no notebook waits for
 * a browser to start, nor for what else the report computes.
 *
 * Usage: fork('picture-server.mjs', [folder of the compiled lib]); sends { address }, and ends when the
 * parent disconnects.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const [lib] = process.argv.slice(2);
if (lib === undefined || process.send === undefined) {
  console.error('Expected to be forked with the folder of the compiled lib.');
  process.exit(2);
}
/** @type {{ drawByBrowser: (request: string) => Promise<Buffer> }} */
const { drawByBrowser } = require(join(lib, 'pictures', 'figure-png.js'));
/**
 * @type {{ servePictures: (draw: (request: string) => Promise<Buffer>) =>
 *   Promise<{ address: string, close: () => void }> }}
 */
const { servePictures } = require(join(lib, 'pictures', 'picture-service.js'));
/** @type {{ closeBrowser: () => Promise<void> }} */
const { closeBrowser } = require(join(lib, 'pictures', 'browser.js'));

const service = await servePictures(drawByBrowser);
process.once('disconnect', async () => {
  service.close();
  await closeBrowser();
  process.exit();
});
process.send({ address: service.address });
