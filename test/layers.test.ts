import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../lib/store/project-root';

/** The rooms of lib, left to right; a file imports from its own room and from rooms left of it. */
const rooms = [
  'random',
  'terms',
  'recipes',
  'store',
  'studies',
  'scheduling',
  'statistics',
  'engine',
  'data',
  'models',
  'losses',
  'training',
  'tables',
  'original-report',
  'results',
  'figures',
  'pictures',
  'notebook',
] as const;
type Room = (typeof rooms)[number];

/** Nothing in them may reach a tensor, by however many steps. */
const tensorFree: readonly Room[] = [
  'random',
  'terms',
  'recipes',
  'store',
  'studies',
  'scheduling',
  'statistics',
  'data',
  'tables',
  'original-report',
  'figures',
  'pictures',
];
const tensorRooms: readonly Room[] = ['engine', 'models', 'losses', 'training'];
const tensorPackages = /^(@tensorflow\/|danfojs)/;

const lib = join(projectRoot(), 'lib');
const files = readdirSync(lib, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replaceAll(sep, '/'))
  .sort();

interface Import {
  readonly from: string;
  /** A file of lib, or the name of a package. */
  readonly to: string;
  /** Whether it is there when the program runs; types alone are not. */
  readonly loads: boolean;
}

/** Types count as well: what needs another room's type knows that room. A package's types alone load nothing. */
function importsOf(file: string): readonly Import[] {
  const source = readFileSync(join(lib, file), 'utf8');
  return ts.preProcessFile(source, true, true).importedFiles.map(({ fileName }) => {
    const loads = !new RegExp(`import type [^;]* from '${fileName}'`).test(source);
    if (!fileName.startsWith('.')) return { from: file, to: fileName, loads };
    const target = relative(lib, join(lib, dirname(file), fileName)).replaceAll(sep, '/');
    return { from: file, to: `${target}.ts`, loads };
  });
}

function roomOf(file: string): Room {
  const room = rooms.find((name) => name === file.split('/')[0]);
  if (room === undefined) throw new Error(`lib/${file} stands in no room: ${rooms.join(', ')}`);
  return room;
}

const imports = new Map(files.map((file) => [file, importsOf(file)]));

/** The shortest way from a file to something that holds tensors; empty when there is none. */
function wayToTensors(start: string): readonly string[] {
  const waiting: (readonly string[])[] = [[start]];
  const seen = new Set<string>();
  for (let way = waiting.shift(); way !== undefined; way = waiting.shift()) {
    for (const { to, loads } of imports.get(way.at(-1) ?? '') ?? []) {
      const next = [...way, to];
      const isFile = files.includes(to);
      if (isFile ? tensorRooms.includes(roomOf(to)) : loads && tensorPackages.test(to)) return next;
      if (!seen.has(to)) waiting.push(next);
      seen.add(to);
    }
  }
  return [];
}

describe('rooms of lib', () => {
  it('stand where the list says, every file in one', () => {
    expect(files.length).toBeGreaterThan(20);
    expect(() => files.map(roomOf)).not.toThrow();
  });

  it('import files of lib that exist, and nothing else by a relative path', () => {
    const broken = [...imports.values()]
      .flat()
      .filter(({ to }) => to.endsWith('.ts') && !files.includes(to));
    expect(broken).toEqual([]);
  });

  it('import only from rooms left of them', () => {
    const against = [...imports.values()]
      .flat()
      .filter(({ to }) => files.includes(to))
      .filter(({ from, to }) => rooms.indexOf(roomOf(to)) > rooms.indexOf(roomOf(from)))
      .map(({ from, to }) => `${from} imports ${to}`);
    expect(against).toEqual([]);
  });

  it('reach no tensor where they promise none, by however many steps', () => {
    const ways = files
      .filter((file) => tensorFree.includes(roomOf(file)))
      .map(wayToTensors)
      .filter((way) => way.length > 0)
      .map((way) => way.join(' -> '));
    expect(ways).toEqual([]);
  });

  it('are seen through: the way from notebook to tensors is found', () => {
    expect(wayToTensors('results/report-data.ts').length).toBeGreaterThan(1);
  });

  it('keep tslab to the notebook room', () => {
    // By its name in quotes: it is required, not imported.
    const knowing = files
      .filter((file) => /['"]tslab(\/|['"])/.test(readFileSync(join(lib, file), 'utf8')))
      .map(roomOf);
    expect(new Set(knowing)).toEqual(new Set(['notebook']));
  });
});
