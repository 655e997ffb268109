import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectRoot } from '../store/project-root';
import { libEdits } from './lib-edits';

/** One thing to show in several formats; the reader's program takes the richest it knows. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** Where a notebook's output goes; tests hand in one of their own. */
export interface Display {
  /** Appends an output, or, given the id of one shown before with `update`, replaces that one. */
  readonly show: (bundle: MimeBundle, place?: { id: string; update: boolean }) => void;
}

/** The part of tslab that is used here; its declarations bring the TypeScript compiler's along, 1.6 MB. */
interface Jupyter {
  /** Sends to the cell that runs; null outside a kernel. */
  readonly lastWriteDisplayData:
    | ((
        message: { data: MimeBundle; metadata: object; transient: { display_id?: string } },
        update: boolean,
      ) => void)
    | null;
}

/**
 * The running cell's output.
 * @throws when used outside a notebook
 */
export const kernelDisplay: Display = {
  show(bundle, place) {
    const write = requirePackage<Jupyter>('tslab/dist/jupyter').lastWriteDisplayData;
    if (write === null) {
      throw new Error(
        'Nothing to show on: expected a cell running in the TypeScript kernel, found none. ' +
          'Open the notebook with npm run lab, or pass a display.',
      );
    }
    const edits = libEdits();
    if (edits !== undefined) write({ data: markdown(edits), metadata: {}, transient: {} }, false);
    const transient = place === undefined ? {} : { display_id: place.id };
    write({ data: bundle, metadata: {}, transient }, place?.update ?? false);
  },
};

/** A package that is loaded when it is first needed, and whose own declarations no notebook reads. */
export function requirePackage<Package>(name: string): Package {
  return createRequire(join(projectRoot(), 'package.json'))(name);
}

/** Opens a place in the output; the first `put` appends, every later one replaces. */
export function openSlot(display: Display) {
  const id = randomBytes(8).toString('hex');
  let update = false;
  return {
    put(bundle: MimeBundle) {
      display.show(bundle, { id, update });
      update = true;
    },
  };
}

/** A text written in markdown. */
export function markdown(text: string): MimeBundle {
  return { 'text/markdown': text, 'text/plain': text };
}

/** A line of text that stands for something under way. */
export function liveLine(text: string): MimeBundle {
  return { 'text/html': `<div class="live">${text}</div>`, 'text/plain': text };
}
