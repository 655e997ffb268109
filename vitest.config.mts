import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks', // the native TensorFlow addon cannot be loaded twice in one process
    isolate: false, // a worker loads TensorFlow and lib once for all its files
    maxWorkers: 2,
    maxConcurrency: 2, // notebooks, of a gigabyte each
    testTimeout: 60_000,
    hookTimeout: 120_000,
    env: { TF_CPP_MIN_LOG_LEVEL: '3' },
  },
});
