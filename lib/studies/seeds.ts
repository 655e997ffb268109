/** Eight pairs: the smallest p of the exact sign-flip test is then 2/256. */
export const eightSeeds = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** Seeds that were added after the search for temperature and weight, and that therefore chose nothing. */
export const freshSeeds: readonly number[] = [8, 9, 10, 11, 12, 13, 14, 15];

/** Sixteen pairs, for the two comparisons that the report is about. */
export const sixteenSeeds: readonly number[] = [...eightSeeds, ...freshSeeds];

/** Enough to see a large effect; no claim rests on three. */
export const screeningSeeds = [0, 1, 2] as const;
