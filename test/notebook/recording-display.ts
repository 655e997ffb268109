import type { Display, MimeBundle } from '../../lib/notebook/display';

/** A display that keeps what it is shown, as a notebook would hold it, and counts the messages. */
export function recordingDisplay() {
  const outputs: { id: string | undefined; bundle: MimeBundle }[] = [];
  let messages = 0;
  const display: Display = {
    show(bundle, place) {
      messages += 1;
      const old = outputs.find((output) => place?.update && output.id === place.id);
      if (old) old.bundle = bundle;
      else outputs.push({ id: place?.id, bundle });
    },
  };
  return { display, outputs, messages: () => messages };
}
