/** Eight pairs: the smallest p of the exact sign-flip test is then 2/256. */
export const eightSeeds = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** Enough to see a large effect; no claim rests on three. */
export const screeningSeeds = [0, 1, 2] as const;
