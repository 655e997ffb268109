/**
 * The notebooks of the report, in reading order: whoever adds a notebook adds its name here; a notebook
 * that is listed and missing, or there and not listed, fails the test.
 */
export const expectedNotebooks: readonly string[] = [
  '00-overview',
  '01-data',
  '02-teacher',
  '03-student-alone',
  '04-distillation',
  '05-comparison',
  '06-temperature-and-weight',
  '07-strong-teacher',
  '08-where-the-gain-comes-from',
  '09-speed',
  '10-your-own-experiment',
  'A-the-original-report',
];
