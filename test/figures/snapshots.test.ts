import { expect, it } from 'vitest';
import { samples } from './samples';

/** Without pictures, whose bytes depend on Node's compression. */
function readable(_: string, value: unknown): unknown {
  return typeof value === 'string' && value.startsWith('data:') ? 'picture' : value;
}

it.each(Object.entries(samples()))('%s is drawn as before', (_, made) => {
  expect(JSON.stringify(made, readable)).toMatchSnapshot();
});
