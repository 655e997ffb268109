import { describe, expect, it } from 'vitest';
import { interruptible } from '../../lib/training/interruptible';

describe('interruptible', () => {
  it('fires its signal on an interrupt of the process, and leaves no handler behind', async () => {
    const handlers = process.listenerCount('SIGINT');
    const stopped = await interruptible(async (signal) => {
      expect(signal.aborted).toBe(false);
      process.emit('SIGINT');
      return signal.aborted;
    });
    expect(stopped).toBe(true);
    expect(process.listenerCount('SIGINT')).toBe(handlers);
  });
});
