import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refreshCopies } from '../../scripts/lab/copies.mjs';

let folder = '';
const notebooks = () => join(folder, 'notebooks');
const lab = () => join(folder, 'lab');

const notebook = (sources: readonly string[], outputs: readonly string[] = []) =>
  JSON.stringify({
    cells: sources.map((source) => ({ cell_type: 'code', source: [source], outputs })),
    nbformat: 4,
  });

const commit = (text: string) => writeFileSync(join(notebooks(), '00.ipynb'), text);
const save = (text: string) => writeFileSync(join(lab(), '00.ipynb'), text);
const copy = () => readFileSync(join(lab(), '00.ipynb'), 'utf8');
const refresh = () => refreshCopies(notebooks(), lab());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'copies-test-'));
  mkdirSync(notebooks());
  commit(notebook(['first']));
  refresh();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('refreshCopies', () => {
  it('copies the notebooks, with a link to lib beside them', () => {
    expect(copy()).toBe(notebook(['first']));
    writeFileSync(join(folder, 'lib'), 'is found');
    expect(readFileSync(join(lab(), 'lib'), 'utf8')).toBe('is found');
  });

  it('lets a copy that was only opened or run follow its notebook', () => {
    commit(notebook(['first'], ['new output']));
    refresh();
    expect(copy()).toBe(notebook(['first'], ['new output']));
    save(notebook(['first', ''], ["the reader's output"])); // JupyterLab adds an empty cell at the end
    commit(notebook(['second']));
    expect(refresh()).toEqual([]);
    expect(copy()).toBe(notebook(['second']));
  });

  it('keeps the outputs of a run while the notebook has the same cells', () => {
    save(notebook(['first'], ["the reader's output"]));
    commit(notebook(['first'], ['new output']));
    refresh();
    expect(copy()).toBe(notebook(['first'], ["the reader's output"]));
  });

  it('never touches a copy that the reader changed, and names it once its notebook is newer', () => {
    save(notebook(['first, changed']));
    expect(refresh()).toEqual([]);
    commit(notebook(['second']));
    expect(refresh()).toEqual(['00.ipynb']);
    expect(refresh()).toEqual(['00.ipynb']);
    expect(copy()).toBe(notebook(['first, changed']));
  });

  it("never touches a copy of which it knows nothing, a broken one, or the reader's own", () => {
    save(notebook(['unknown']));
    writeFileSync(join(lab(), 'own.ipynb'), notebook(['own']));
    rmSync(join(lab(), '.copies.json'));
    commit(notebook(['second']));
    expect(refresh()).toEqual(['00.ipynb']);
    expect(copy()).toBe(notebook(['unknown']));
    save('{ "cells": [');
    refresh();
    expect(copy()).toBe('{ "cells": [');
    expect(existsSync(join(lab(), 'own.ipynb'))).toBe(true);
  });

  it('removes the copy of a notebook that is gone, unless the reader changed it', () => {
    writeFileSync(join(notebooks(), '01.ipynb'), notebook(['other']));
    refresh();
    save(notebook(['first, changed']));
    for (const name of ['00.ipynb', '01.ipynb']) rmSync(join(notebooks(), name));
    refresh();
    expect(existsSync(join(lab(), '00.ipynb'))).toBe(true);
    expect(existsSync(join(lab(), '01.ipynb'))).toBe(false);
  });

  it('takes a copy for untouched again when the reader has undone the changes', () => {
    save(notebook(['first, changed']));
    refresh();
    save(notebook(['first']));
    refresh();
    commit(notebook(['second']));
    refresh();
    expect(copy()).toBe(notebook(['second']));
  });
});
