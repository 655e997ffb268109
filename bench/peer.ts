/** Our side of the benchmark: does blocks of work when told to, and sleeps otherwise; see protocol.ts. */
import { createInterface } from 'node:readline';
import { environmentRecord, tf } from '../lib/engine/tensorflow';
import { type BenchJob, type JobSettings, jobs } from './jobs';
import { type Request, requestSchema } from './protocol';

const made = new Map<string, BenchJob>();

async function answer(request: Request): Promise<unknown> {
  const { job, steps, batchSize, math } = requestSchema.parse(request);
  if (job === 'describe') {
    const { tensorflow, threads } = environmentRecord();
    return { name: `ours, TensorFlow ${tensorflow}`, threads, jobs: Object.keys(jobs) };
  }
  if (job === 'memory') return { peakMegabytes: process.resourceUsage().maxRSS / 1024 };
  const key = `${job} ${batchSize ?? ''} ${math ?? ''}`;
  const known = made.get(key) ?? (await makeJob(job, { batchSize, math }));
  made.set(key, known);
  return known(steps);
}

async function makeJob(job: string, settings: JobSettings): Promise<BenchJob> {
  const make = jobs[job];
  if (make === undefined) {
    throw new Error(`expected one of ${Object.keys(jobs).join(', ')}, got "${job}"`);
  }
  return make(settings);
}

async function main(): Promise<void> {
  await tf.ready();
  for await (const line of createInterface({ input: process.stdin })) {
    const reply = await answer(JSON.parse(line)).catch((error: unknown) => ({
      error: error instanceof Error ? error.message : String(error),
    }));
    process.stdout.write(`${JSON.stringify(reply)}\n`);
  }
  process.exit(0); // a loop halted at its gate would keep the process alive
}

void main();
