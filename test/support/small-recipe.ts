/** A student on a few images, for tests that train: two batches of 32 an epoch. */
export const smallRecipe = {
  name: 'small',
  model: 'student',
  objective: { kind: 'labels' },
  optimizer: { kind: 'adam', learningRate: 1e-3 },
  schedule: { kind: 'constant' },
  batchSize: 32,
  epochs: 2,
  limit: { training: 64, validation: 20, test: 20 },
} as const;
