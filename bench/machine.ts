import { availableParallelism, totalmem } from 'node:os';
import { processorName } from '../lib/engine/processor';

/** What a timing depends on. */
export interface Machine {
  /** A slug: the name of its files. */
  readonly device: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
}

/** 'AMD EPYC (family 25, model 17)', 2 → 'amd-epyc-family-25-model-17-2-cores' */
export function deviceSlug(processor: string, cores: number): string {
  const name = processor
    .replace(/\((r|tm)\)|cpu|processor/gi, '')
    .replace(/@\s*[\d.]+\s*[gm]hz/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${name || 'unknown'}-${cores}-cores`;
}

export function thisMachine(): Machine {
  const processor = processorName();
  const cores = availableParallelism();
  const memoryGigabytes = Math.round(totalmem() / 2 ** 30);
  return { device: deviceSlug(processor, cores), processor, cores, memoryGigabytes };
}
