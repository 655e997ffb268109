import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { basename, join } from 'node:path';

/** A column behind every line's end, to find what stands last in a line. */
const LINE_END = 1_000;

/**
 * Names the TypeScript file and line in the place of each compiled one in a text, such as an error's
 * stack: `<lib>/notebook/show.js:12:5` becomes `lib/notebook/show.ts:70:3`, `<lib>/notebook/show.js:12` becomes
 * `lib/notebook/show.ts:70`. Places that a file's map does not know keep their line and column.
 * @param lib the folder that `compiledLib` gave; its name leads to it from any way of writing its path
 */
export function sourcePlaces(text: string, lib: string): string {
  const compiled = `[^\\s()'"]*/${basename(lib)}/([\\w./-]+)\\.js:(\\d+)(?::(\\d+))?`;
  return text.replace(new RegExp(compiled, 'g'), (_, file, line, column) => {
    const map = new SourceMap(JSON.parse(readFileSync(join(lib, `${file}.js.map`), 'utf8')));
    const own = map.findEntry(Number(line) - 1, Number(column ?? LINE_END) - 1);
    const place =
      'originalLine' in own ? [own.originalLine + 1, own.originalColumn + 1] : [line, column];
    return [`lib/${file}.ts`, ...place.slice(0, column === undefined ? 1 : 2)].join(':');
  });
}
