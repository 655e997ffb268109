import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { interleave } from '../../bench/interleave';
import { type Peer, startPeer } from '../../bench/peer-process';

/** A peer that does nothing: every step is 10 images in 1 ms; job "fail" fails, job "nan" diverges. */
const program = `
  const log = [];
  require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
    const { job, steps } = JSON.parse(line);
    console.log('chatter that is no reply');
    if (job === 'describe') say({ name: 'idler', threads: 1, jobs: ['idle'] });
    else if (job === 'memory') say({ peakMegabytes: 40 });
    else if (job === 'fail') say({ error: 'no such images' });
    else if (job === 'die') process.exit(3);
    else say({ seconds: steps / 1000, images: 10 * steps, loss: job === 'nan' ? null : 1 });
  });
  const say = (reply) => console.log(JSON.stringify(reply));
`;

const started: Peer[] = [];
async function idler(): Promise<Peer> {
  const peer = await startPeer({
    program: process.execPath,
    args: ['-e', program],
    folder: tmpdir(),
  });
  started.push(peer);
  return peer;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((peer) => peer.close()));
});

describe('a peer process', () => {
  it('says what it is and does blocks, whatever else it prints', async () => {
    const peer = await idler();
    expect(peer.description.name).toBe('idler');
    expect(await peer.block({ job: 'idle', steps: 5 })).toEqual({
      seconds: 0.005,
      images: 50,
      loss: 1,
    });
  });
  it('answers every question when several are asked at once', async () => {
    const peer = await idler();
    const [memory, block] = await Promise.all([
      peer.peakMegabytes(),
      peer.block({ job: 'idle', steps: 2 }),
    ]);
    expect([memory, block.images]).toEqual([40, 20]);
  });
  it('passes on the error of a job', async () => {
    const peer = await idler();
    await expect(peer.block({ job: 'fail', steps: 1 })).rejects.toThrow('no such images');
  });
  it('fails with the exit code when it dies during a block', async () => {
    const peer = await idler();
    await expect(peer.block({ job: 'die', steps: 1 })).rejects.toThrow('exit code 3');
  });
  it('names a program that does not exist', async () => {
    const command = { program: 'no-such-program', args: [], folder: tmpdir() };
    await expect(startPeer(command)).rejects.toThrow('no-such-program could not be started');
  });
});

describe('interleave', () => {
  it('measures the asked number of blocks a side and leaves the warm-up out', async () => {
    const [ours, theirs] = [await idler(), await idler()];
    const results = await interleave(
      [
        { label: 'ours', peer: ours, request: { job: 'idle' } },
        {
          label: 'theirs',
          peer: theirs,
          request: { job: 'idle', memoryFormat: 'contiguous', compiled: true },
        },
      ],
      { blocks: 2, steps: 3, warmup: 1 },
    );
    expect(results.map(({ label, blocks }) => ({ label, blocks }))).toEqual([
      { label: 'ours', blocks: [10_000, 10_000] },
      { label: 'theirs', blocks: [10_000, 10_000] },
    ]);
    expect(results[1]?.ratio).toEqual({ median: 1, min: 1, max: 1 });
    expect(results[0]?.peakMegabytes).toBe(40);
  });
  it('refuses to time a training that has diverged', async () => {
    const side = { label: 'ours', peer: await idler(), request: { job: 'nan' } };
    await expect(interleave([side], { blocks: 1, steps: 1, warmup: 0 })).rejects.toThrow(
      'ours: the loss of nan is not a number any more',
    );
  });
});
