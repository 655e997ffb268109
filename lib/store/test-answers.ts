import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from './atomic-file';
import { readRows } from './read-file';
import { runFolder, runsFolder } from './run-store';

/** What a run keeps of what it answered to the test images. */
export type TestOutput = 'logits' | 'answers';

/** What a run answered to the test images: a seventh of the bytes of its logits. */
export interface TestAnswers {
  /** [images] the class put first. */
  readonly predicted: Uint8Array;
  /** [images] the probability of that class, 0 to 1, to the nearest 1/255. */
  readonly confidence: Float32Array;
  /** [images] the probability of the true class, likewise. */
  readonly ofTrueClass: Float32Array;
}

const NAME = 'test-answers.bin';
const ROW_BYTES = 3;
const STEPS = 255;

/** Whether a run keeps its answers in the place of its test logits. */
export function hasTestAnswers(id: string, runs = runsFolder()): boolean {
  return existsSync(join(runFolder(id, runs), NAME));
}

/** Writes a run's answers, three bytes an image: class, its probability, that of the true class. */
export function writeTestAnswers(id: string, answers: TestAnswers, runs = runsFolder()): void {
  const { predicted, confidence, ofTrueClass } = answers;
  const bytes = Buffer.alloc(predicted.length * ROW_BYTES);
  predicted.forEach((name, image) => {
    bytes[image * ROW_BYTES] = name;
    bytes[image * ROW_BYTES + 1] = Math.round(STEPS * (confidence[image] as number));
    bytes[image * ROW_BYTES + 2] = Math.round(STEPS * (ofTrueClass[image] as number));
  });
  writeAtomically(join(runFolder(id, runs), NAME), bytes);
}

/**
 * Reads a run's answers.
 * @throws when the file is missing, cut or a pointer of Git LFS, with the way out
 */
export function readTestAnswers(id: string, runs = runsFolder()): TestAnswers {
  const bytes = readRows(join(runFolder(id, runs), NAME), ROW_BYTES);
  const images = bytes.length / ROW_BYTES;
  const byte = (image: number, place: number) => bytes[image * ROW_BYTES + place] as number;
  const share = (place: number) =>
    Float32Array.from({ length: images }, (_, image) => byte(image, place) / STEPS);
  return {
    predicted: Uint8Array.from({ length: images }, (_, image) => byte(image, 0)),
    confidence: share(1),
    ofTrueClass: share(2),
  };
}
