import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pictureExtension, pictureFormats } from './picture-file';

/** One part of an image folder. */
export type Part = 'train' | 'test';

/** A picture with its label. */
export interface LabelledFile {
  readonly file: string;
  readonly label: number;
}

/** The files of an image folder. */
export interface FolderListing {
  /** Sorted; a label is a place in this list. */
  readonly classNames: readonly string[];
  /** By class, then by name. */
  readonly train: readonly LabelledFile[];
  readonly test: readonly LabelledFile[];
  /** Files that are no pictures by their names, and all whose names begin with a dot. */
  readonly skipped: readonly string[];
}

/** Fewest pictures of a class: in training one of them is for validation. */
const fewest: Readonly<Record<Part, number>> = { train: 2, test: 1 };

/**
 * Lists `train/<class>/*` and `test/<class>/*`, both with the same classes.
 * @throws one sentence when a folder or a class is missing, a class has too few pictures, or a folder lies
 * among pictures
 */
export function listImageFolder(path: string): FolderListing {
  const train = listPart(path, 'train');
  const test = listPart(path, 'test');
  checkSameClasses(path, train, test);
  const classNames = [...train.classes.keys()];
  if (classNames.length < 2) {
    throw new Error(
      `${join(path, 'train')}: expected a folder of pictures for each of at least 2 classes, ` +
        `found ${classNames.length}.`,
    );
  }
  const labelled = (part: ListedPart): LabelledFile[] =>
    [...part.classes.values()].flatMap((files, label) => files.map((file) => ({ file, label })));
  return {
    classNames,
    train: labelled(train),
    test: labelled(test),
    skipped: [...train.skipped, ...test.skipped],
  };
}

interface ListedPart {
  /** Pictures by class, sorted. */
  readonly classes: ReadonlyMap<string, readonly string[]>;
  readonly skipped: readonly string[];
}

function listPart(path: string, part: Part): ListedPart {
  const folder = join(path, part);
  if (!isFolder(folder)) {
    const file = [path, folder].find((place) => existsSync(place) && !isFolder(place));
    throw new Error(
      `${file ? `${file}: expected a folder, found a file` : `${folder}: there is no such folder`}; expected ${join(path, 'train')} and ` +
        `${join(path, 'test')}, each with a folder of pictures for every class.`,
    );
  }
  const classes = new Map<string, readonly string[]>();
  const skipped: string[] = [];
  for (const name of namesIn(folder)) {
    const place = join(folder, name);
    if (name.startsWith('.') || !isFolder(place)) {
      skipped.push(place);
      continue;
    }
    const files = listClass(place, part);
    classes.set(name, files.pictures);
    skipped.push(...files.skipped);
  }
  return { classes, skipped };
}

function listClass(folder: string, part: Part) {
  const pictures: string[] = [];
  const skipped: string[] = [];
  for (const name of namesIn(folder)) {
    const file = join(folder, name);
    const hidden = name.startsWith('.');
    if (!hidden && isFolder(file)) {
      throw new Error(
        `${file}: expected a picture, found a folder; move its pictures to ${folder}.`,
      );
    }
    (hidden || !pictureExtension.test(name) ? skipped : pictures).push(file);
  }
  if (pictures.length < fewest[part]) {
    throw new Error(
      `${folder}: expected at least ${fewest[part]} ${pictureFormats} files, found ${pictures.length}` +
        `${skipped.length > 0 ? ` (and ${skipped.length} of other kinds)` : ''}.`,
    );
  }
  return { pictures, skipped };
}

function checkSameClasses(path: string, train: ListedPart, test: ListedPart): void {
  for (const [has, lacks, names, others] of [
    ['train', 'test', train.classes, test.classes],
    ['test', 'train', test.classes, train.classes],
  ] as const) {
    const missing = [...names.keys()].filter((name) => !others.has(name));
    if (missing.length > 0) {
      throw new Error(
        `${join(path, lacks)} has no folder for ${missing.join(', ')}, but ${join(path, has)} has; ` +
          'both need the same classes.',
      );
    }
  }
}

/** In the order of their code units, the same on every machine. */
function namesIn(folder: string): readonly string[] {
  return readdirSync(folder).sort();
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
