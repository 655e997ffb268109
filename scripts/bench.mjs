import { runScript } from './run.mjs';
import { runMain } from './setup.mjs';

// Only the comparison needs PyTorch (7 GB); the timing of our own models does not.
const args = process.argv.slice(2);
const alone = args.some((arg) => /^--(inference|tables|profile)/.test(arg));
await runMain(() => runScript('bench/bench.ts', args, { bench: !alone }));
