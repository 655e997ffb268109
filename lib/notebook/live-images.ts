import { scale } from '../store/scale';

const SMOKE_IMAGES = 256;

/**
 * How many training images a cell that trains before the reader's eyes takes: as many as it wants, but at most as many
 * as the environment's REPORT_LIVE_IMAGES says, which `npm run report` sets, and a few at smoke scale.
 * @throws when REPORT_LIVE_IMAGES is not a whole number from 1 up
 */
export function liveImages(wanted: number): number {
  const smoke = scale() === 'smoke' ? SMOKE_IMAGES : wanted;
  return Math.min(wanted, smoke, imagesInReport() ?? wanted);
}

/** Whether `npm run report` executes this notebook: then nothing that differs by machine is shown. */
export function measuredByReport(): boolean {
  return imagesInReport() !== undefined;
}

function imagesInReport(): number | undefined {
  const text = process.env.REPORT_LIVE_IMAGES;
  if (text === undefined || text === '') return undefined;
  const images = Number(text);
  if (Number.isInteger(images) && images >= 1) return images;
  throw new Error(`REPORT_LIVE_IMAGES must be a whole number from 1 up, got "${text}".`);
}
