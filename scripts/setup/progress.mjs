const FRAMES = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
const TURN_EVERY_MS = 120;
const PLAIN_LINES_EVERY_MS = 10_000;

/** @typedef {{ name: string, start: number, note: string }} Underway */

/**
 * Shows the steps that are under way, of which there may be several at once: in a terminal one turning line
 * with the seconds and notes of all, elsewhere plain lines.
 * @param {NodeJS.WriteStream} [stream]
 */
export function createProgress(stream = process.stderr) {
  /** @type {Set<Underway>} */
  const underway = new Set();
  const lines = stream.isTTY ? turningLine(stream, underway) : plainLines(stream, underway);
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  return {
    /**
     * @template T
     * @param {string} name
     * @param {(note: (text: string) => void) => Promise<T>} work calls `note` with what it is at
     * @returns {Promise<T>}
     */
    async step(name, work) {
      const step = { name, start: Date.now(), note: '' };
      underway.add(step);
      lines.begin(step);
      timer ??= setInterval(lines.draw, lines.every);
      let mark = '✗';
      try {
        const result = await work((text) => {
          step.note = text;
        });
        mark = '✓';
        return result;
      } finally {
        underway.delete(step);
        if (underway.size === 0) {
          clearInterval(timer);
          timer = undefined;
        }
        lines.end(`${mark} ${name} (${seconds(step)})`);
      }
    },
  };
}

/**
 * @param {NodeJS.WriteStream} stream
 * @param {Set<Underway>} underway
 */
function turningLine(stream, underway) {
  let frame = 0;
  return {
    every: TURN_EVERY_MS,
    begin() {},
    draw() {
      frame += 1;
      const steps = [...underway].map((step) => `${step.name} · ${soFar(step)}`);
      const text = `${FRAMES[frame % FRAMES.length]} ${steps.join('   ')}`;
      stream.write(`\r\x1b[2K${text.slice(0, Math.max(20, (stream.columns ?? 80) - 1))}`);
    },
    /** @param {string} line */
    end(line) {
      stream.write(`\r\x1b[2K${line}\n`);
    },
  };
}

/**
 * @param {NodeJS.WriteStream} stream
 * @param {Set<Underway>} underway
 */
function plainLines(stream, underway) {
  return {
    every: PLAIN_LINES_EVERY_MS,
    /** @param {Underway} step */
    begin({ name }) {
      stream.write(`… ${name}\n`);
    },
    draw() {
      for (const step of underway) {
        stream.write(`  ${underway.size > 1 ? `${step.name}: ` : ''}${soFar(step)}\n`);
      }
    },
    /** @param {string} line */
    end(line) {
      stream.write(`${line}\n`);
    },
  };
}

/** @param {Underway} step */
function soFar(step) {
  return `${seconds(step)}${step.note && ` · ${step.note}`}`;
}

/** @param {Underway} step */
function seconds({ start }) {
  return `${Math.round((Date.now() - start) / 1000)} s`;
}
