import { afterEach, describe, expect, it, vi } from 'vitest';
import { mathMode, setMath } from '../../lib/engine/environment';

afterEach(() => vi.unstubAllEnvs());

describe('the arithmetic', () => {
  it('is float32 unless the environment asks for bf16', () => {
    vi.stubEnv('TF_SET_ONEDNN_FPMATH_MODE', undefined);
    expect(mathMode()).toBe('float32');
    vi.stubEnv('TF_SET_ONEDNN_FPMATH_MODE', 'bf16');
    expect(mathMode()).toBe('bf16');
  });
  it('is what was set last', () => {
    vi.stubEnv('TF_SET_ONEDNN_FPMATH_MODE', undefined);
    setMath('bf16');
    expect([process.env.TF_SET_ONEDNN_FPMATH_MODE, mathMode()]).toEqual(['BF16', 'bf16']);
    setMath('float32');
    expect(mathMode()).toBe('float32');
  });
});
