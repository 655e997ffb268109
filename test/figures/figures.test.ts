import { describe, expect, it } from 'vitest';
import { figure } from '../../lib/figures/figure';
import { inDark } from '../../lib/figures/theme';
import { samples } from './samples';

const figures = samples();

/** All axes of a layout, by name. */
function axes(layout: object): [string, { visible?: boolean; title?: { text?: string } }][] {
  return Object.entries(layout).filter(([name]) => /^[xy]axis\d*$/.test(name));
}

describe.each(Object.entries(figures))('%s', (_, made) => {
  it('has a slug, a title, a caption with n, and alt text', () => {
    expect(made.name).toMatch(/^[a-z0-9-]+$/);
    expect(made.title.length).toBeGreaterThan(20);
    expect(made.caption).toMatch(/\bn = (up to )?[\d,]+/);
    expect(made.alt.length).toBeGreaterThan(40);
    expect(`${made.title}${made.caption}${made.alt}`).not.toMatch(
      /undefined|NaN|Infinity|\[object/,
    );
  });
  it('comes back from JSON as it went in', () => {
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  });
  it('names every numeric axis that shows', () => {
    for (const drawing of [made, ...(made.still ? [made.still] : [])]) {
      for (const [, axis] of axes(drawing.layout)) {
        const categories =
          (axis as { autorange?: string; ticktext?: unknown }).autorange === 'reversed';
        const named = 'ticktext' in axis || categories || axis.visible === false;
        if (!named) expect(axis.title?.text ?? '').not.toBe('');
      }
    }
  });
  it('has paper that its ink can be read on, light and dark', () => {
    expect(made.layout.paper_bgcolor).toBe('#ffffff');
    expect(inDark(made).layout.paper_bgcolor).toBe('#0d1117');
    expect(made.layout.plot_bgcolor).toBe('rgba(0,0,0,0)');
  });
});

describe('all figures', () => {
  it('have different names', () => {
    const names = Object.values(figures).map((made) => made.name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('figure', () => {
  const words = { name: 'a-slug', title: 'Title', caption: 'n = 1', alt: 'Alt' };
  const frame = { height: 100 };
  it('prefers the words it is given', () => {
    expect(figure({ title: 'Other' }, { ...words, frame, data: [], layout: {} }).title).toBe(
      'Other',
    );
  });
  it('refuses typed arrays, missing numbers, empty words and names that are no slug', () => {
    const of = (data: unknown, more = {}) =>
      figure({}, { ...words, frame, ...more, data: data as [], layout: {} });
    expect(() => of([{ x: Float32Array.of(1) }])).toThrow('a-slug.data[0].x is Float32Array');
    expect(() => of([{ x: [Number.NaN] }])).toThrow('a-slug.data[0].x[0] is NaN');
    expect(() => of([{ x: undefined }])).toThrow('a-slug.data[0].x is undefined');
    expect(() => of([], { alt: ' ' })).toThrow('alt is empty');
    expect(() => of([], { name: 'A B' })).toThrow('must be a slug');
  });
});
