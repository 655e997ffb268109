import { expect, it, vi } from 'vitest';

it('does not let oneDNN round float32 products to bf16, whatever the environment says', async () => {
  const names = [
    'TF_SET_ONEDNN_FPMATH_MODE',
    'ONEDNN_DEFAULT_FPMATH_MODE',
    'DNNL_DEFAULT_FPMATH_MODE',
  ];
  for (const name of names) vi.stubEnv(name, 'BF16');
  vi.resetModules();
  await import('../../lib/engine/environment');
  expect(names.map((name) => process.env[name])).toEqual([undefined, undefined, undefined]);
  vi.unstubAllEnvs();
});
