/**
 * The notebooks of the report, in reading order. MARK: whoever adds a notebook adds its name here; a
 * notebook that is listed and missing, or there and not listed, fails the test.
 */
export const expectedNotebooks: readonly string[] = [];
