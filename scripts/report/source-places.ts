import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { basename, join } from 'node:path';

/**
 * Names the TypeScript file and line in the place of each compiled one in a text, such as an error's
 * stack: `<lib>/notebook/show.js:12:5` becomes `lib/notebook/show.ts:70:3`, `<lib>/notebook/show.js:12` becomes
 * `lib/notebook/show.ts:70`.
 * @param lib the folder that `compiledLib` gave; its name leads to it from any way of writing its path
 */
export function sourcePlaces(text: string, lib: string): string {
  const compiled = new RegExp(
    `[^\\s()'"]*/${basename(lib)}/([\\w./-]+)\\.js:(\\d+)(?::(\\d+))?`,
    'g',
  );
  return text.replace(compiled, (_, file: string, line: string, column: string | undefined) => {
    const map = join(lib, `${file}.js.map`);
    const own = ownPlace(map, Number(line), column === undefined ? LINE_END : Number(column));
    return `lib/${file}.ts:${own.line}${column === undefined ? '' : `:${own.column}`}`;
  });
}

/** A column behind every line's end, to find what stands last in a line. */
const LINE_END = 1_000;

/** Lines and columns from 1; those of the compiled file where its map knows none. */
function ownPlace(map: string, line: number, column: number) {
  const sourceMap = new SourceMap(JSON.parse(readFileSync(map, 'utf8')));
  const entry = sourceMap.findEntry(line - 1, column - 1);
  if (!('originalLine' in entry)) return { line, column };
  return { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}
