import { defineConfig } from 'vitest/config';

/** They put other modules in the place of lib's, which has to be loaded anew for that. */
const replacingModules = [
  'test/training/epoch-views.test.ts',
  'test/training/refused-record.test.ts',
];

export default defineConfig({
  test: {
    pool: 'forks', // the native TensorFlow addon cannot be loaded twice in one process
    maxWorkers: 2,
    maxConcurrency: 2, // notebooks, of a gigabyte each
    testTimeout: 60_000,
    hookTimeout: 600_000, // some train, on a machine that may be busy
    env: { TF_CPP_MIN_LOG_LEVEL: '3' },
    projects: [
      {
        extends: true,
        test: {
          name: 'shared', // a worker loads TensorFlow and lib once for all its files
          include: ['test/**/*.test.ts'],
          exclude: replacingModules,
          isolate: false,
        },
      },
      { extends: true, test: { name: 'isolated', include: replacingModules } },
    ],
  },
});
