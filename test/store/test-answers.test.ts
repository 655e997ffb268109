import { mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasTestAnswers, readTestAnswers, writeTestAnswers } from '../../lib/store/test-answers';

const folder = mkdtempSync(join(tmpdir(), 'answers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('stored answers', () => {
  const answers = {
    predicted: Uint8Array.of(3, 9, 0),
    confidence: Float32Array.of(1, 0.5, 0.1),
    ofTrueClass: Float32Array.of(1, 0.001, 0),
  };

  it('come back to the nearest 1/255', () => {
    writeTestAnswers('run', answers, folder);
    const found = readTestAnswers('run', folder);
    expect(found.predicted).toEqual(answers.predicted);
    expect([...found.confidence].map((share) => Math.round(share * 255))).toEqual([255, 128, 26]);
    expect([...found.ofTrueClass].map((share) => Math.round(share * 255))).toEqual([255, 0, 0]);
    expect(hasTestAnswers('run', folder)).toBe(true);
    expect(hasTestAnswers('other', folder)).toBe(false);
  });

  it('are refused when they were cut, or are not there', () => {
    writeTestAnswers('cut', answers, folder);
    truncateSync(join(folder, 'cut', 'test-answers.bin'), 7);
    expect(() => readTestAnswers('cut', folder)).toThrow(
      /test-answers\.bin has 7 bytes, expected rows of 3; restore it with git checkout/,
    );
    expect(() => readTestAnswers('other', folder)).toThrow(/test-answers\.bin/);
  });
});
