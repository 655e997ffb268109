import { z } from 'zod';

/** Temperatures for which the divergence is accurate to 0.1 % in float32; see test/terms/divergence.test.ts. */
export const temperatureSetting = z.number().min(0.05).max(1000);
