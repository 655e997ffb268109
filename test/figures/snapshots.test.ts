import { expect, it } from 'vitest';
import { benchSamples } from './bench-samples';
import { samples } from './samples';
import { studySamples } from './study-samples';

/** Without pictures, whose bytes depend on Node's compression. */
function readable(_: string, value: unknown): unknown {
  return typeof value === 'string' && value.startsWith('data:') ? 'picture' : value;
}

it.each(Object.entries({ ...samples(), ...benchSamples(), ...studySamples() }))(
  '%s is drawn as before',
  (_, made) => {
    expect(JSON.stringify(made, readable)).toMatchSnapshot();
  },
);
