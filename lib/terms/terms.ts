import { z } from 'zod';
import { attentionTransfer } from './attention-transfer';
import { crossEntropy } from './cross-entropy';
import { dkd } from './dkd';
import { hint } from './hint';
import { kd } from './kd';
import { mistakenKd } from './mistaken-kd';
import { pkt } from './pkt';
import { similarityPreserving } from './similarity-preserving';
import type { Method, Term } from './term';

/**
 * Every kind of term, by its name in recipes. A further one is a file of this room, with its settings and its
 * formula, and a line here: types, file format and builder follow.
 */
const methods = {
  'cross-entropy': crossEntropy,
  kd,
  'mistaken-kd': mistakenKd,
  dkd,
  hint,
  'attention-transfer': attentionTransfer,
  'similarity-preserving': similarityPreserving,
  pkt,
} as const;

type Methods = typeof methods;
type Kind = keyof Methods;

/** The settings of a term, defaults filled in. */
export type TermSettings = { [K in Kind]: z.output<Methods[K]['settings']> }[Kind];
/** The settings of a term as one may write them: fields that have a default may be missing. */
export type TermInput = { [K in Kind]: z.input<Methods[K]['settings']> }[Kind];

const options = Object.values(methods).map(({ settings }) => settings);

export const termSchema = z.discriminatedUnion(
  'kind',
  options as [(typeof options)[number], ...(typeof options)[number][]],
) as unknown as z.ZodType<TermSettings, TermInput>;

/** The term that settings describe. */
export function buildTerm(settings: TermSettings): Term {
  const { build } = methods[settings.kind] as unknown as Method<z.ZodObject>;
  return build(settings);
}
