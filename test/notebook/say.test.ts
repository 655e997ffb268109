import { afterEach, describe, expect, it, vi } from 'vitest';
import { claim } from '../../lib/notebook/claim';
import { sentence } from '../../lib/notebook/say';
import { ci, digits, effect, effectOf, pct, pts, pValue } from '../../lib/tables/quantities';
import { gainSummary } from '../../lib/tables/spread';
import { recordingDisplay } from './recording-display';

const said = (parts: TemplateStringsArray, ...values: (string | number)[]) =>
  sentence(parts.raw, values);

describe('a sentence', () => {
  it('puts thousands apart and leaves formulas as they are written', () => {
    expect(said`Of ${45000} images, $\frac{1}{T}$ and \`lib\`: ${'all'}.`).toBe(
      'Of 45,000 images, $\\frac{1}{T}$ and `lib`: all.',
    );
  });
  it('refuses a number whose digits nobody has chosen', () => {
    expect(() => said`It is ${79.2675}.`).toThrow('found 79.2675; give it digits with pct');
    expect(() => said`It is ${Number.NaN}.`).toThrow('found NaN');
  });
});

describe('quantities', () => {
  it('show sign, unit and a true minus', () => {
    expect(pct(79.2675)).toBe('79.27 %');
    expect(pts(0.0975)).toBe('+0.10');
    expect(pts(-1.84)).toBe('−1.84');
    expect(digits(0.29376, 3)).toBe('0.294');
    expect(pValue(0.0312)).toBe('p = 0.031');
    expect(pValue(0.0002)).toBe('p < 0.001');
    expect(ci(-0.178, 0.373)).toBe('95 % CI −0.18 to +0.37');
    // six gains of 1 and 3: mean 2, sd 1.095, t = 2.571, so ± 1.15; all positive, so p = 2/64
    expect(effectOf(gainSummary([1, 3, 1, 3, 1, 3]))).toBe(
      '+2.00 points (95 % CI +0.85 to +3.15, p = 0.031, n = 6 pairs)',
    );
  });
  it('show three dots for what was not measured yet', () => {
    expect([pct(null), pts(undefined), digits(null), pValue(null)]).toEqual(['…', '…', '…', '…']);
    expect(effect(undefined)).toBe('… points (95 % CI … to …, …, n = 0 pairs)');
  });
});

describe('claim', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('shows a finding that holds and stops the notebook at one that does not', () => {
    const { display, outputs } = recordingDisplay();
    claim('distillation helps', true, display);
    expect(outputs[0]?.bundle['text/plain']).toBe('✓ distillation helps');
    expect(() => claim('distillation helps', false, display)).toThrow('distillation helps');
  });
  it('asserts nothing of smoke runs', () => {
    vi.stubEnv('REPORT_SCALE', 'smoke');
    const { display, outputs } = recordingDisplay();
    claim('distillation helps', false, display);
    expect(outputs).toEqual([]);
  });
});
