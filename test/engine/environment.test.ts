import { spawnSync } from 'node:child_process';
import { expect, it, vi } from 'vitest';
import { projectRoot } from '../../lib/store/project-root';

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

/** Looks, in a process of its own, at the environment at the moment when TensorFlow is loaded. */
const LOOK = `
const Module = require('node:module');
const load = Module._load;
Module._load = (name, ...rest) => {
  if (!name.startsWith('@tensorflow/tfjs-node')) return load(name, ...rest);
  const { TF_CPP_MIN_LOG_LEVEL, TF_ENABLE_ONEDNN_OPTS, TF_MKL_OPTIMIZE_PRIMITIVE_MEMUSE } = process.env;
  console.log([TF_CPP_MIN_LOG_LEVEL, TF_ENABLE_ONEDNN_OPTS, TF_MKL_OPTIMIZE_PRIMITIVE_MEMUSE].join());
  process.exit(0);
};
require('./lib/engine/tensorflow.ts');
`;

it('has its variables set before TensorFlow is loaded, wherever imports are sorted to', () => {
  const { stdout } = spawnSync(process.execPath, ['--require', 'tsx/cjs', '--eval', LOOK], {
    cwd: projectRoot(),
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  });
  expect(stdout.trim()).toBe('3,1,0');
});
