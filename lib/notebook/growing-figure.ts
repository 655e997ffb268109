import type { Figure } from '../figures/figure';
import { type Display, openSlot } from './display';
import { figureBundle, pictureBundle } from './show';

/**
 * A figure that grows in its place in the output while something trains.
 * @param picture draws the growing figure; a test's own
 */
export function growingFigure(display: Display, picture = pictureBundle) {
  const slot = openSlot(display);
  let drawing: Promise<void> | undefined;
  return {
    /** Whether the last picture is there, so that the next one may be drawn. */
    isIdle: () => drawing === undefined,
    /** Draws beside the training, which does not wait for it; does nothing while another picture is being drawn. */
    draw: (figure: Figure) => {
      drawing ??= picture(figure)
        .then(slot.put, () => undefined) // `finish` will say what is wrong
        .finally(() => {
          drawing = undefined;
        });
    },
    /** Puts the Plotly figure, whatever is still being drawn: once, because JupyterLab does not draw it again. */
    finish: async (figure: Figure) => {
      await drawing;
      slot.put(await figureBundle(figure, { live: true }));
    },
  };
}
