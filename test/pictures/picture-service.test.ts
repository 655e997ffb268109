import { afterEach, describe, expect, it } from 'vitest';
import { closeBrowser } from '../../lib/pictures/browser';
import { drawByBrowser, figurePng, PICTURE_SERVICE } from '../../lib/pictures/figure-png';
import { askForPicture, servePictures } from '../../lib/pictures/picture-service';
import { samples } from '../figures/samples';

let service: Awaited<ReturnType<typeof servePictures>> | undefined;
afterEach(async () => {
  service?.close();
  delete process.env[PICTURE_SERVICE];
  await closeBrowser();
});

describe('servePictures', () => {
  it('draws for figurePng the bytes that its own browser draws', async () => {
    const { trainingCurves: figure } = samples();
    if (figure === undefined) throw new Error('no sample');
    const own = await figurePng(figure, { scale: 1 });
    let asked = 0;
    service = await servePictures((request) => {
      asked += 1;
      return drawByBrowser(request);
    });
    process.env[PICTURE_SERVICE] = service.address;
    expect((await figurePng(figure, { scale: 1 })).equals(own)).toBe(true);
    expect(asked).toBe(1);
  });

  it('draws one at a time, in the order asked, and goes on after one that fails', async () => {
    const at: string[] = [];
    service = await servePictures(async (text) => {
      at.push(`${text} begins`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      at.push(`${text} ends`);
      if (text === 'second') throw new Error('no such colour');
      return Buffer.from(`drawn ${text}`);
    });
    const { address } = service;
    const first = askForPicture(address, 'first');
    await new Promise((resolve) => setTimeout(resolve, 10));
    const second = askForPicture(address, 'second');
    await expect(second).rejects.toThrow('The picture could not be drawn: no such colour');
    expect((await first).toString()).toBe('drawn first');
    expect((await askForPicture(address, 'third')).toString()).toBe('drawn third');
    expect(at).toEqual(
      ['first', 'second', 'third'].flatMap((it) => [`${it} begins`, `${it} ends`]),
    );
  });
});

describe('askForPicture', () => {
  it('says who is missing when nobody serves', async () => {
    await expect(askForPicture('/nowhere/socket', 'figure')).rejects.toThrow(
      /No picture from \/nowhere\/socket.*ENOENT/,
    );
  });
});
