import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { basename, join } from 'node:path';

/**
 * Names the TypeScript file and line in the place of each compiled one in a text, such as an error's
 * stack: `<lib>/notebook/show.js:12:5` becomes `lib/notebook/show.ts:70:3`.
 * @param lib the folder that `compiledLib` gave; its name leads to it from any way of writing its path
 */
export function sourcePlaces(text: string, lib: string): string {
  const compiled = new RegExp(
    `[^\\s()'"]*/${basename(lib)}/([\\w./-]+)\\.js:(\\d+)(?::(\\d+))?`,
    'g',
  );
  return text.replace(compiled, (_, file: string, line: string, column = '1') => {
    const { line: ownLine, column: ownColumn } = ownPlace(
      join(lib, `${file}.js.map`),
      line,
      column,
    );
    return `lib/${file}.ts:${ownLine}:${ownColumn}`;
  });
}

/** Lines and columns from 1; those of the compiled file where its map knows none. */
function ownPlace(map: string, line: string, column: string) {
  const entry = new SourceMap(JSON.parse(readFileSync(map, 'utf8'))).findEntry(
    Number(line) - 1,
    Number(column) - 1,
  );
  if (!('originalLine' in entry)) return { line, column };
  return { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}
