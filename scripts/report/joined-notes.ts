import type { OnProgress } from './execute-notebooks';

/**
 * Joins where everything under way stands into one note: "2 of 8 done · tables loading, 01-data 3/9".
 * @param total how much there is to do
 * @param note shows the note
 */
export function joinedNotes(total: number, note: (text: string) => void): OnProgress {
  const places = new Map<string, string>();
  let done = 0;
  return (what, at) => {
    if (at === undefined) {
      done += 1;
      places.delete(what);
    } else places.set(what, at);
    const under = [...places].map((entry) => entry.join(' ')).join(', ');
    note([done > 0 ? `${done} of ${total} done` : '', under].filter(Boolean).join(' · '));
  };
}
