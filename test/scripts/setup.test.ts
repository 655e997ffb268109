import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { patchGyp } from '../../scripts/setup/binding.mjs';
import { createExcerpt, explainFailure, run } from '../../scripts/setup/command.mjs';
import { takeLock } from '../../scripts/setup/from-lib/lock-file.mjs';
import { packagesMatch } from '../../scripts/setup/packages.mjs';
import {
  compareVersions,
  type Facts,
  gatherFacts,
  problems,
} from '../../scripts/setup/prerequisites.mjs';
import { root, SetupError, writeJson } from '../../scripts/setup/project.mjs';
import { forGpu } from '../../scripts/setup/python.mjs';
import { runMain } from '../../scripts/setup.mjs';

const well: Facts = {
  platform: 'linux',
  arch: 'x64',
  glibc: true,
  node: '20.19.0',
  python: { command: 'python3', version: '3.11.2' },
  venv: true,
  gxx: true,
  make: true,
  freeBytes: 100e9,
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setup-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('problems', () => {
  it('is empty on a bare Linux machine that has everything', () => {
    expect(problems(well)).toEqual([]);
  });

  it.each([
    [{ platform: 'darwin', arch: 'arm64' }, /^macOS on arm64 is not supported.*Linux on x86-64/],
    [{ platform: 'win32' }, /^Windows .*WSL 2/],
    [{ arch: 'arm64' }, /^linux on arm64 is not supported/],
    [{ glibc: false }, /^This Linux has no glibc.*Debian/],
    [{ node: '20.18.3' }, /^Node 20\.18\.3 .*install Node 20\.19/],
    [{ node: '23.0.0' }, /^Node 23\.0\.0 .*install/],
    [{ python: undefined, venv: false }, /^Python 3 is missing: install/],
    [
      { python: { command: 'python3', version: '3.9.2' } },
      /^Python 3\.9\.2 .*install Python 3\.11/,
    ],
    [{ python: { command: 'python3', version: '3.14.0' } }, /^Python 3\.14\.0 /],
    [{ venv: false }, /venv module is missing.*apt install python3-venv/],
    [{ gxx: false }, /^g\+\+ is missing: install.*apt install g\+\+/],
    [{ gxx: false, make: false }, /^g\+\+ and make are missing/],
    [
      { freeBytes: 3 * 1024 ** 3 },
      /^Disk space is short: set-up needs 4\.0 GB and 3\.0 GB are free/,
    ],
  ] satisfies [Partial<Facts>, RegExp][])(
    'of %o is one sentence with the way out',
    (part, sentence) => {
      const found = problems({ ...well, ...part });
      expect(found).toEqual([expect.stringMatching(sentence)]);
      expect(found[0]?.endsWith('.')).toBe(true);
    },
  );

  it.each([1, 5e6, 50 * 1024 ** 2, 150 * 1024 ** 2, 1024 ** 3])(
    'of %d bytes too few names two sizes that differ',
    (lack) => {
      const [sentence = ''] = problems({ ...well, freeBytes: 4 * 1024 ** 3 - lack });
      const [, needed, free] = /needs (\S+) \S+ and (\S+) \S+ are free/.exec(sentence) ?? [];
      expect(needed).toBeDefined();
      expect(free).not.toBe(needed);
    },
  );

  it('names each missing thing, and nothing but the platform on another platform', () => {
    const bare = { ...well, gxx: false, venv: false, freeBytes: 0 };
    expect(problems(bare)).toHaveLength(3);
    expect(problems({ ...bare, platform: 'darwin' })).toHaveLength(1);
  });

  it('asks only for what is still to be installed', () => {
    const bare = { ...well, gxx: false, python: undefined, freeBytes: 0 };
    expect(problems(bare, {})).toEqual([]);
    expect(problems(bare, { compiler: true })).toHaveLength(1);
  });
});

describe('gatherFacts', () => {
  const path = process.env.PATH;
  afterEach(() => {
    process.env.PATH = path;
  });

  it('finds neither compiler nor Python on an empty PATH', () => {
    process.env.PATH = folder;
    const facts = gatherFacts(folder);
    expect(facts).toMatchObject({ python: undefined, venv: false, gxx: false, make: false });
    expect(facts.freeBytes).toBeGreaterThan(0);
  });

  it('sees that a Python lacks the venv module', () => {
    const script = '#!/bin/sh\ncase "$2" in *venv*) exit 1;; *) echo 3.12.1;; esac\n';
    writeFileSync(join(folder, 'python3'), script);
    chmodSync(join(folder, 'python3'), 0o755);
    process.env.PATH = `${folder}:/bin:/usr/bin`;
    const facts = gatherFacts(folder);
    expect(facts).toMatchObject({ python: { command: 'python3', version: '3.12.1' }, venv: false });
  });
});

it('compareVersions compares numbers, not digits', () => {
  expect(compareVersions('3.9.0', '3.11.0')).toBeLessThan(0);
  expect(compareVersions('20.19.0', '20.19.0')).toBe(0);
  expect(compareVersions('22.1', '20.19.5')).toBeGreaterThan(0);
});

describe('packagesMatch', () => {
  const entry = { version: '1.0.0', integrity: 'sha512-x' };
  const write = (wanted: object, present: object) => {
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: wanted }));
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    writeJson(join(folder, 'node_modules', '.package-lock.json'), { packages: present });
    for (const name of Object.keys(present)) {
      mkdirSync(join(folder, name), { recursive: true });
      writeJson(join(folder, name, 'package.json'), {});
    }
  };

  it('holds when everything but other platforms’ packages is there', () => {
    const other = { ...entry, optional: true };
    write(
      { '': {}, 'node_modules/a': entry, 'node_modules/b': other },
      { 'node_modules/a': entry },
    );
    expect(packagesMatch(folder)).toBe(true);
  });

  it('fails without node_modules, and after an installation that was cut short', () => {
    expect(packagesMatch(folder)).toBe(false);
    write({ 'node_modules/a': entry }, { 'node_modules/a': entry });
    rmSync(join(folder, 'node_modules', '.package-lock.json'));
    expect(packagesMatch(folder)).toBe(false);
  });

  it('fails on another version, a missing package, one too many, and a deleted folder', () => {
    const a = { 'node_modules/a': entry };
    write({ 'node_modules/a': { ...entry, version: '1.0.1' } }, a);
    expect(packagesMatch(folder)).toBe(false);
    write({ ...a, 'node_modules/b': entry }, a);
    expect(packagesMatch(folder)).toBe(false);
    write({}, a);
    expect(packagesMatch(folder)).toBe(false);
    write(a, a);
    rmSync(join(folder, 'node_modules', 'a'), { recursive: true });
    expect(packagesMatch(folder)).toBe(false);
  });
});

describe('runMain', () => {
  const said: string[] = [];
  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
    said.length = 0;
  });

  it.each([
    ['a full disk, which names no path', { code: 'ENOSPC' }, /^a file in .* could not .*free some/],
    ['a folder of another user', { code: 'EACCES', path: 'a/b' }, /^a\/b could not .*permission/],
    ['a read-only disk', { code: 'EROFS', path: 'a/b' }, /^a\/b could not .*on a disk that can/],
  ])('says in one sentence what to do about %s', async (_, fields, sentence) => {
    vi.spyOn(console, 'error').mockImplementation((text) => void said.push(text));
    await runMain(() => Promise.reject(Object.assign(new Error('refused'), fields)));
    expect(said).toEqual([expect.stringMatching(sentence)]);
    expect(process.exitCode).toBe(1);
  });
});

describe('package-lock.json', () => {
  type Entry = { resolved?: string } & Record<string, Record<string, string> | undefined>;
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const packages: [string, Entry][] = Object.entries(lock.packages);

  it('names no registry', () => {
    expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  it('has an entry for every dependency of every package, or npm ci would refuse it', () => {
    const present = new Set(packages.map(([path]) => path));
    const isFound = (from: string, name: string): boolean => {
      if (present.has(`${from === '' ? '' : `${from}/`}node_modules/${name}`)) return true;
      if (from === '') return false;
      return isFound(from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name);
    };
    const missing = packages.flatMap(([path, entry]) =>
      Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })
        .filter((name) => !isFound(path, name))
        .map((name) => `${path} needs ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('agrees with package.json', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const { dependencies, devDependencies } = lock.packages[''];
    expect({ dependencies, devDependencies }).toEqual({
      dependencies: manifest.dependencies,
      devDependencies: manifest.devDependencies,
    });
  });
});

describe('patchGyp', () => {
  const original = `'libraries' : [
            '-Wl,-rpath,\\$$ORIGIN/../../deps/lib',
            '-ltensorflow',
            '-ltensorflow_framework',
          ],`;

  it('links the libraries of the wheel, and finds them beside the binding', () => {
    expect(patchGyp(original)).toBe(`'libraries' : [
            '-Wl,-rpath,\\$$ORIGIN/../../deps/lib',
            '-l:libtensorflow_cc.so.2',
            '-l:libtensorflow_framework.so.2',
          ],`);
  });

  it('leaves a patched file as it is', () => {
    expect(patchGyp(patchGyp(original))).toBe(patchGyp(original));
  });

  it('refuses a build file that it does not know', () => {
    expect(() => patchGyp("'libraries': []")).toThrow(SetupError);
  });
});

it('forGpu takes the CUDA wheel of the same version', () => {
  expect(forGpu('tensorflow-cpu==2.21.0')).toBe('tensorflow[and-cuda]==2.21.0');
});

describe('run', () => {
  it('hands on every line, the unfinished last one too', async () => {
    const lines: string[] = [];
    await run('Trying', 'printf', ['a\\nb\\rc'], { onLine: (line) => lines.push(line) });
    expect(lines).toEqual(['a', 'b', 'c']);
  });

  it('fails with a sentence and the output of the command', async () => {
    const failure = run('Trying', 'sh', ['-c', 'echo ENOSPC >&2; exit 3']).catch((error) => error);
    await expect(failure).resolves.toBeInstanceOf(SetupError);
    expect(await failure).toMatchObject({
      details: 'ENOSPC',
      message: expect.stringContaining('disk is full'),
    });
  });

  it('fails with a sentence when the command is missing', async () => {
    await expect(run('Trying', join(folder, 'none'), [])).rejects.toThrow(/^Trying failed/);
  });
});

it.each([
  ['getaddrinfo ENOTFOUND registry', /network/],
  ['pip: NewConnectionError(... Temporary failure in name resolution)', /network/],
  ['OSError: [Errno 28] No space left on device', /disk is full/],
  ['`npm ci` can only install packages when', /do not agree/],
  ['something else', /the lines above say why/],
])('explainFailure of "%s" names the cause and says to go on', (text, cause) => {
  expect(explainFailure('Fetching', text)).toMatch(cause);
  expect(explainFailure('Fetching', text)).toMatch(/npm run setup/);
});

it('createExcerpt keeps both ends and says what it dropped', () => {
  const excerpt = createExcerpt(1, 2);
  for (const line of ['a', 'b', 'c', 'd']) excerpt.add(line);
  expect(excerpt.text()).toBe('a\n… 1 lines …\nc\nd');
});

describe('takeLock', () => {
  it('holds a second set-up back until it is released', async () => {
    const file = join(folder, 'lock');
    const first = await takeLock(file, () => {});
    let waitsFor = 0;
    const second = takeLock(file, (pid: number) => {
      waitsFor = pid;
      first.release();
    });
    (await second).release();
    expect(waitsFor).toBe(process.pid);
    expect(existsSync(file)).toBe(false);
  });

  it('takes over from a set-up that was killed, once all its commands have ended', async () => {
    const file = join(folder, 'lock');
    const child = spawn('sleep', ['60']);
    const shorter = spawn('sleep', ['0']);
    const held = await takeLock(file, () => {});
    for (const { pid } of [child, shorter]) held.noteChild(pid ?? 0);
    await new Promise((resolve) => shorter.on('close', resolve));
    const lock = JSON.parse(readFileSync(file, 'utf8'));
    writeJson(file, { ...lock, pid: 999_999_999, started: '1' });
    let waited = false;
    const second = takeLock(file, () => {
      waited = true;
      child.kill();
    });
    (await second).release();
    expect(waited).toBe(true);
  });
});
