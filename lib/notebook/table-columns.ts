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

export const claimColumns = {
  quantity: 'quantity',
  original: 'the report said',
  measured: 'we measured',
  n: 'n',
  difference: 'difference',
} as const;

export const claimWords: TableWords = {
  name: 'claims',
  caption:
    'One run (seed) a model there; here mean ± standard deviation of n runs, for differences of n pairs. The ' +
    'original trained on 50,000 images, these runs on 45,000; accuracies are of the same 10,000 test images, ' +
    'times of batches of 128 on one machine.',
};

export const verdictColumns = {
  statement: 'statement',
  verdict: 'verdict',
  decidedBy: 'decided by',
} as const;

/** The words of a table of verdicts. */
export function verdictWords(name: string, of: string): TableWords {
  return {
    name: `verdicts-${name}`,
    caption: `${of} Computed from records, networks and times; n runs or pairs stand behind each number.`,
  };
}

export const studyProgressColumns = {
  study: 'study',
  question: 'question',
  finished: 'runs there',
  planned: 'of',
  hoursOn1: 'hours on 1 core',
  hoursOn2: 'on 2',
  hoursOn16: 'on 16',
  hoursOn256: 'on 256',
} as const;

export const studyProgressWords: TableWords = {
  name: 'studies',
  caption:
    'How far each study has come, and what it costs from nothing on so many cores, one run a core, estimated from ' +
    'the times of finished runs. The last line counts runs that studies share once.',
};

export const erratumColumns = {
  statement: 'statement',
  printed: 'printed',
  recomputed: 'recomputed',
  reason: 'why',
} as const;

export const erratumWords: TableWords = {
  name: 'errata',
  caption:
    "Statements of the original report, worked out again from its own numbers or from its networks' graphs.",
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
