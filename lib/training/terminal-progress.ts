import { type OnProgress, type Progress, teacherViewsInWords } from './progress';

const MILLISECONDS_BETWEEN = 500;
const BAR = 24;

/**
 * Shows a run in a terminal: one line that is rewritten, and a line that stays for each epoch. Where the
 * stream is a file, only the lines that stay.
 */
export function terminalProgress(stream: NodeJS.WriteStream): OnProgress {
  let shownAt = 0;
  let epochsShown = -1;
  return (progress) => {
    const { history } = progress;
    if (epochsShown < 0) epochsShown = progress.epoch - 1;
    for (; epochsShown < history.length; epochsShown++) {
      const line = epochLine(progress, epochsShown);
      stream.write(stream.isTTY ? `\r\x1b[K${line}\n` : `${line}\n`);
    }
    if (!stream.isTTY || Date.now() - shownAt < MILLISECONDS_BETWEEN) return;
    shownAt = Date.now();
    stream.write(`\r\x1b[K${progressLine(progress)}`);
  };
}

/** Shows "12,000 of 70,000 test images" in a terminal, on one line that goes when all are done. */
export function terminalCounter(
  stream: NodeJS.WriteStream,
  what: string,
): (done: number, total: number) => void {
  return (done, total) => {
    if (!stream.isTTY) return;
    const line = `${done.toLocaleString('en')} of ${total.toLocaleString('en')} ${what}`;
    stream.write(done === total ? '\r\x1b[K' : `\r\x1b[K${line}`);
  };
}

function progressLine(progress: Progress): string {
  const { teacherViews } = progress;
  if (teacherViews !== undefined) {
    return `epoch ${progress.epoch}/${progress.epochs}: ${teacherViewsInWords(teacherViews)}`;
  }
  const { epoch, epochs, step, steps, loss, accuracy, imagesPerSecond, secondsLeft } = progress;
  const filled = Math.round((BAR * step) / steps);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}`;
  return (
    `epoch ${epoch}/${epochs} ${bar} loss ${loss.toFixed(3)} accuracy ${(accuracy * 100).toFixed(1)} % ` +
    `${imagesPerSecond.toFixed(0)} images/s, ${duration(secondsLeft)} left`
  );
}

function epochLine(progress: Progress, index: number): string {
  const record = progress.history[index];
  if (record === undefined) return '';
  const percent = (share: number) => `${(share * 100).toFixed(2)} %`;
  const { validationAccuracy } = record;
  const validation =
    validationAccuracy === undefined ? '' : `, validation ${percent(validationAccuracy)}`;
  return (
    `epoch ${record.epoch}/${progress.epochs}: loss ${record.trainingLoss.toFixed(4)}, training ` +
    `${percent(record.trainingAccuracy)}${validation}; ` +
    `${duration(progress.secondsLeft)} left`
  );
}

/** Seconds as people say them. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
