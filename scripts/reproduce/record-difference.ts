import { isDeepStrictEqual } from 'node:util';

/**
 * Where an older record says something else than a newer one: "history.0.trainingLoss". What only the newer
 * one says is no difference, since records have grown.
 */
export function differentPaths(older: unknown, newer: unknown, path = ''): readonly string[] {
  if (isDeepStrictEqual(older, newer)) return [];
  if (!isObject(older) || !isObject(newer)) return [path];
  return Object.entries(older).flatMap(([key, value]) =>
    differentPaths(value, newer[key], path === '' ? key : `${path}.${key}`),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
