import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { doSteps, type Step } from '../../scripts/setup/steps.mjs';

/** Steps that tell when they begin and end; `fails` does not do its work, `leaves` says it did and did not. */
function stepsOf(
  after: Partial<Record<Step['id'], Step['id'][]>>,
  { fails, leaves }: { fails?: Step['id']; leaves?: Step['id'] } = {},
) {
  const told: string[] = [];
  const finished = new Set<string>();
  const steps = (Object.keys(after) as Step['id'][]).map((id) => ({
    id,
    name: id,
    after: after[id] ?? [],
    done: () => finished.has(id),
    work: async (note: (text: string) => void) => {
      told.push(`${id} begins`);
      note('at it');
      await new Promise((resolve) => setTimeout(resolve, id === 'python' ? 60 : 20));
      if (fails === id) throw new Error(`${id} has failed`);
      told.push(`${id} ends`);
      if (leaves !== id) finished.add(id);
    },
  }));
  return { steps, told, finished };
}

/** What `doSteps` shows where there is no terminal. */
function recorder() {
  const stream = new PassThrough();
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => `${stream.read() ?? ''}` };
}

const usual: Parameters<typeof stepsOf>[0] = {
  packages: [],
  python: [],
  binding: ['packages', 'python'],
  data: ['packages'],
};

describe('doSteps', () => {
  it('does steps side by side, and none before those that it builds on', async () => {
    const { steps, told } = stepsOf(usual);
    await doSteps(steps, recorder().stream);
    expect(told.slice(0, 2)).toEqual(['packages begins', 'python begins']);
    expect(told.indexOf('data begins')).toBeLessThan(told.indexOf('python ends'));
    expect(told.indexOf('binding begins')).toBeGreaterThan(told.indexOf('python ends'));
    expect(told).toHaveLength(8);
  });

  it('leaves out what is done', async () => {
    const { steps, told, finished } = stepsOf(usual);
    finished.add('packages').add('python');
    await doSteps(steps, recorder().stream);
    expect(told).not.toContain('packages begins');
    expect(told).toContain('binding ends');
  });

  it('begins nothing after a failure, lets those under way end, and throws the first', async () => {
    const { steps, told } = stepsOf(usual, { fails: 'packages' });
    const { stream, text } = recorder();
    await expect(doSteps(steps, stream)).rejects.toThrow('packages has failed');
    expect(told).toEqual(['packages begins', 'python begins', 'python ends']);
    expect(text()).toMatch(/^… packages\n… python\n✗ packages \(0 s\)\n✓ python \(0 s\)\n$/);
  });

  it('says so when a step’s work has not done what it should', async () => {
    const { steps } = stepsOf({ data: [] }, { leaves: 'data' });
    await expect(doSteps(steps, recorder().stream)).rejects.toThrow(
      'data: done, and yet not as expected: run `npm run doctor`',
    );
  });
});
