import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A process that draws for others. */
export interface PictureService {
  /** The path of its socket, for `askForPicture`. */
  readonly address: string;
  readonly close: () => void;
}

/**
 * Draws pictures for other processes of this user, so that they need no browser of their own: to start
 * one and have it read plotly.js takes longer than a notebook's pictures.
 * @param draw from a request's text to the picture's bytes
 */
export async function servePictures(
  draw: (request: string) => Promise<Buffer>,
): Promise<PictureService> {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-')); // its mode shuts others out
  const address = join(folder, 'socket');
  let before: Promise<unknown> = Promise.resolve();
  const inTurn = (text: string) => {
    const picture = before.then(() => draw(text)); // one at a time, as a process draws for itself
    before = picture.catch(() => {});
    return picture;
  };
  const server = createServer(async (asked, answer) => {
    try {
      answer.end(await inTurn((await bodyOf(asked)).toString()));
    } catch (error) {
      answer.writeHead(500).end(error instanceof Error ? error.message : String(error));
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(address, resolve);
  });
  return {
    address,
    close: () => {
      server.close();
      server.closeAllConnections();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Has a picture drawn by the process that serves at `address`.
 * @throws what that process said, when it could not draw; when it is not there
 */
export function askForPicture(address: string, text: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const asking = request({ socketPath: address, method: 'POST', agent: false }, (answer) => {
      bodyOf(answer).then((body) => {
        if (answer.statusCode === 200) resolve(body);
        else reject(new Error(`The picture could not be drawn: ${body}`));
      }, reject);
    });
    asking.on('error', (error) =>
      reject(new Error(`No picture from ${address}, the browser's process: ${error.message}`)),
    );
    asking.end(text);
  });
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}
