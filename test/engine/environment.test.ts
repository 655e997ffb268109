import { expect, it, vi } from 'vitest';

it('does not let oneDNN round float32 products to bf16, whatever the environment says', async () => {
  vi.stubEnv('TF_SET_ONEDNN_FPMATH_MODE', 'BF16');
  vi.resetModules();
  await import('../../lib/engine/environment');
  expect(process.env.TF_SET_ONEDNN_FPMATH_MODE).toBe('');
  vi.unstubAllEnvs();
});
