const PLAIN_LINE_EVERY_MILLISECONDS = 60_000;

/** Lines that stay above one line that is rewritten. */
export interface LiveLine {
  /** Rewrites the last line; where the output is a file, it becomes a line a minute. */
  readonly show: (text: string) => void;
  /** Adds a line that stays. */
  readonly keep: (text: string) => void;
  /** Takes the last line away. */
  readonly end: () => void;
}

/** Shows what goes on in a terminal, or in a file. */
export function openLiveLine(stream: NodeJS.WriteStream): LiveLine {
  let shownAt = 0;
  let latest = '';
  const draw = () => stream.write(`\r\x1b[2K${latest.slice(0, (stream.columns ?? 80) - 1)}`);
  return {
    show: (text) => {
      latest = text;
      if (stream.isTTY) draw();
      else if (Date.now() - shownAt >= PLAIN_LINE_EVERY_MILLISECONDS) {
        shownAt = Date.now();
        stream.write(`${text}\n`);
      }
    },
    keep: (text) => {
      stream.write(stream.isTTY ? `\r\x1b[2K${text}\n` : `${text}\n`);
      if (stream.isTTY) draw();
    },
    end: () => {
      latest = '';
      if (stream.isTTY) draw();
    },
  };
}
