import type { Figure } from '../figures/figure';
import { type Display, openSlot } from './display';
import { figureBundle, pictureBundle } from './show';

/** A figure that grows in its place in the output while something trains. */
export interface GrowingFigure {
  /** Whether the last picture is there, so that the next one may be drawn. */
  readonly isIdle: () => boolean;
  /** Draws beside the training, which does not wait for it; does nothing while another picture is being drawn. */
  readonly draw: (figure: Figure) => void;
  /** Puts the Plotly figure, whatever is still being drawn: once, because JupyterLab does not draw it again. */
  readonly finish: (figure: Figure) => Promise<void>;
}

/** @param picture draws the growing figure; a test's own */
export function growingFigure(display: Display, picture = pictureBundle): GrowingFigure {
  const slot = openSlot(display);
  let drawing: Promise<void> | undefined;
  return {
    isIdle: () => drawing === undefined,
    draw: (figure) => {
      drawing ??= picture(figure)
        .then(slot.put, () => undefined) // `finish` will say what is wrong
        .finally(() => {
          drawing = undefined;
        });
    },
    finish: async (figure) => {
      await drawing;
      slot.put(await figureBundle(figure, { live: true }));
    },
  };
}
