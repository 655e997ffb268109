import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';

/**
 * Draws pictures for other processes of this user, so that they need no browser of their own: to start
 * one and have it read plotly.js takes longer than a notebook's pictures.
 * @param draw from a request's text to the picture's bytes
 * @returns the path of its socket, for `askForPicture`, and what ends it
 */
export async function servePictures(draw: (request: string) => Promise<Buffer>) {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-')); // its mode shuts others out
  const address = join(folder, 'socket');
  let before: Promise<unknown> = Promise.resolve();
  const inTurn = (asked: string) => {
    const picture = before.then(() => draw(asked)); // one at a time, as a process draws for itself
    before = picture.catch(() => {});
    return picture;
  };
  const server = createServer(async (asked, answer) => {
    try {
      answer.end(await inTurn(await text(asked)));
    } catch (error) {
      answer.writeHead(500).end(error instanceof Error ? error.message : String(error));
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(address, resolve);
  });
  const close = () => {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  };
  return { address, close };
}

/**
 * Has a picture drawn by the process that serves at `address`.
 * @throws what that process said, when it could not draw; when it is not there
 */
export function askForPicture(address: string, asked: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const asking = request({ socketPath: address, method: 'POST', agent: false }, (answer) => {
      buffer(answer).then((body) => {
        if (answer.statusCode === 200) resolve(body);
        else reject(new Error(`The picture could not be drawn: ${body}`));
      }, reject);
    });
    asking.on('error', (error) =>
      reject(new Error(`No picture from ${address}, the browser's process: ${error.message}`)),
    );
    asking.end(asked);
  });
}
