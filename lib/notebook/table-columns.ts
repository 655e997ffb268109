/** The columns that the notebooks show of each table, under the names that a reader sees. */
import type { TableWords } from './show';

export const accuracyColumns = {
  model: 'model',
  images: 'test images',
  right: 'right',
  accuracyPct: 'accuracy (%)',
  lowPct: '95 % interval from',
  highPct: 'to',
  originalPct: 'original report (%)',
} as const;

export const accuracyWords: TableWords = {
  name: 'accuracy',
  caption:
    'Recomputed here from the weights and the test images. The original trained on 50,000 images, ' +
    'these runs on 45,000.',
  decimals: { [accuracyColumns.accuracyPct]: 2 },
};

export const sizeColumns = {
  model: 'model',
  parameters: 'parameters',
  megabytes: 'size (MB)',
  multiplyAdds: 'multiply-adds an image',
  parametersRatio: 'times fewer parameters',
  megabytesRatio: 'times smaller',
  originalParameters: 'original: parameters',
  originalMegabytes: 'original: size (MB)',
} as const;

export const sizeWords: TableWords = {
  name: 'sizes',
  caption: 'Counted from the networks; MB is 2^20 bytes of parameters and buffers.',
};

export const seedColumns = {
  model: 'model',
  seed: 'seed',
  images: 'test images',
  right: 'right',
  accuracyPct: 'accuracy (%)',
  originalPct: 'original report (%)',
} as const;

export const teacherSeedWords: TableWords = {
  name: 'teacher-seeds',
  caption:
    "The teachers, a line a seed, counted from each run's answers to the test images. The original trained on 50,000 " +
    'images, these runs on 45,000.',
  decimals: { [seedColumns.accuracyPct]: 2 },
};

export const comparisonColumns = {
  first: 'first model',
  second: 'second model',
  bothRight: 'both right',
  onlyFirstRight: 'only the first right',
  onlySecondRight: 'only the second right',
  bothWrong: 'both wrong',
  differencePts: 'second minus first (points)',
  mcnemarP: "McNemar's p",
} as const;

export const comparisonWords: TableWords = {
  name: 'comparison',
  caption:
    'Test images by which of two models is right. The test compares two trained models, not methods.',
  decimals: { [comparisonColumns.differencePts]: 2 },
};

export const effectColumns = {
  quantity: 'quantity',
  n: 'pairs',
  alone: 'student alone',
  distilled: 'student distilled',
  difference: 'difference',
  sd: 'sd of the difference',
  higher: 'pairs in which it is larger',
  signFlipP: 'p (sign-flip)',
} as const;

export const effectWords: TableWords = {
  name: 'pair-effects',
  caption:
    'What distillation by the original recipe does to the answers on the test images: means over the pairs, distilled minus ' +
    'alone. Described after the fact: p is not corrected and carries no claim.',
  decimals: {
    [effectColumns.alone]: 3,
    [effectColumns.distilled]: 3,
    [effectColumns.difference]: 3,
    [effectColumns.sd]: 3,
    [effectColumns.signFlipP]: 3,
  },
};

export const calibrationColumns = {
  model: 'model',
  ecePct: 'calibration error (points)',
  meanConfidencePct: 'mean confidence (%)',
  brier: 'Brier score',
  negativeLogLikelihood: 'negative log-likelihood (nats)',
} as const;

export const calibrationWords: TableWords = {
  name: 'calibration',
  caption:
    'How well probabilities tell the truth: expected calibration error in 15 bins of equally many test ' +
    'images, Brier score and likelihood; smaller is better. One run a model.',
  decimals: {
    [calibrationColumns.ecePct]: 2,
    [calibrationColumns.meanConfidencePct]: 2,
    [calibrationColumns.brier]: 4,
    [calibrationColumns.negativeLogLikelihood]: 4,
  },
};

export const gradientColumns = {
  temperature: 'T',
  withoutSquare: 'soft term',
  withSquare: 'soft term · T²',
  labels: 'labels',
} as const;

export const gradientWords: TableWords = {
  name: 'temperature-gradient',
  caption:
    "Mean length of the gradient with respect to the student's logits, over the test images.",
  decimals: {
    [gradientColumns.withoutSquare]: 4,
    [gradientColumns.withSquare]: 4,
    [gradientColumns.labels]: 4,
  },
};
