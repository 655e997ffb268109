const FRAMES = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
const PLAIN_LINE_EVERY_MS = 10_000;

/**
 * Shows one line a step: turning with the seconds and a note in a terminal, plain lines elsewhere.
 * @param {NodeJS.WriteStream} [stream]
 */
export function createProgress(stream = process.stderr) {
  return {
    /**
     * @template T
     * @param {string} name
     * @param {(note: (text: string) => void) => Promise<T>} work calls `note` with what it is at
     * @returns {Promise<T>}
     */
    async step(name, work) {
      const line = stream.isTTY ? turningLine(stream, name) : plainLines(stream, name);
      try {
        const result = await work(line.note);
        line.end('✓');
        return result;
      } catch (error) {
        line.end('✗');
        throw error;
      }
    },
  };
}

/**
 * @param {NodeJS.WriteStream} stream
 * @param {string} name
 */
function turningLine(stream, name) {
  const start = Date.now();
  let latest = '';
  let frame = 0;
  const draw = () => {
    frame += 1;
    const text = `${FRAMES[frame % FRAMES.length]} ${name} · ${seconds(start)}${latest && ` · ${latest}`}`;
    stream.write(`\r\x1b[2K${text.slice(0, Math.max(20, (stream.columns ?? 80) - 1))}`);
  };
  const timer = setInterval(draw, 120);
  return {
    /** @param {string} text */
    note(text) {
      latest = text;
    },
    /** @param {string} mark */
    end(mark) {
      clearInterval(timer);
      stream.write(`\r\x1b[2K${mark} ${name} (${seconds(start)})\n`);
    },
  };
}

/**
 * @param {NodeJS.WriteStream} stream
 * @param {string} name
 */
function plainLines(stream, name) {
  const start = Date.now();
  let latest = '';
  stream.write(`… ${name}\n`);
  const timer = setInterval(() => {
    stream.write(`  ${seconds(start)}${latest && ` · ${latest}`}\n`);
  }, PLAIN_LINE_EVERY_MS);
  return {
    /** @param {string} text */
    note(text) {
      latest = text;
    },
    /** @param {string} mark */
    end(mark) {
      clearInterval(timer);
      stream.write(`${mark} ${name} (${seconds(start)})\n`);
    },
  };
}

/** @param {number} start */
function seconds(start) {
  return `${Math.round((Date.now() - start) / 1000)} s`;
}
