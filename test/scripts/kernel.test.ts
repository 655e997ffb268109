import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { specFault, tryKernel } from '../../scripts/setup/kernel.mjs';
import { root } from '../../scripts/setup/project.mjs';

const folder = mkdtempSync(join(tmpdir(), 'kernel-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const specOf = (argv: readonly string[]) => ({
  argv: [...argv, 'kernel', '--config-path', '{connection_file}'],
  display_name: 'TypeScript',
  env: { TF_CPP_MIN_LOG_LEVEL: '3' },
  language: 'typescript',
});
const tslab = join(root, 'node_modules', 'tslab', 'bin', 'tslab');
const own = specOf([process.execPath, tslab]);

/** A folder of kernels with one `tslab`. */
function kernelsWith(name: string, spec: object): string {
  const kernels = join(folder, name, 'kernels');
  mkdirSync(join(kernels, 'tslab'), { recursive: true });
  writeFileSync(join(kernels, 'tslab', 'kernel.json'), JSON.stringify(spec));
  return kernels;
}

describe('the specification of the kernel', () => {
  it('is right when it names this Node and tslab', () => {
    expect(specFault(own, own)).toBeUndefined();
  });

  it.each([
    ['there is none', undefined, /^missing$/],
    [
      'its Node was moved',
      specOf(['/gone/node', tslab]),
      /^starts \/gone\/node, which is not there$/,
    ],
    ['its Node is another', specOf(['/bin/sh', tslab]), /^starts \/bin\/sh, and this is .*node$/],
    ['any Node may start it', specOf([tslab]), /^starts .*tslab, and this is .*node$/],
    ['it is not JSON of a kernel', {}, /^starts , which is not there$/],
    ['it starts another tslab', specOf([process.execPath, '/other']), /^is another one .*\/other/],
  ])('is wrong when %s', (_, found, fault) => {
    expect(specFault(found, own)).toMatch(fault);
  });
});

describe('a real kernel', () => {
  let empty = '';
  beforeAll(() => {
    // On PATH stands a Node that does not run.
    empty = join(folder, 'bin');
    mkdirSync(empty);
    writeFileSync(join(empty, 'node'), '#!/bin/sh\necho this Node is broken >&2\nexit 1\n');
    chmodSync(join(empty, 'node'), 0o755);
  });
  const path = process.env.PATH;
  const withBrokenNode = (spec: object, name: string) => {
    process.env.PATH = `${empty}:${path}`;
    try {
      return tryKernel({ kernels: kernelsWith(name, spec), seconds: 60 });
    } finally {
      process.env.PATH = path;
    }
  };

  it('answers on the Node that its specification names, whatever Node is first on PATH', () => {
    expect(withBrokenNode(own, 'own')).toBeUndefined();
  });

  it('of `npm run lab` answers, too', () => {
    const argv = [
      process.execPath,
      join(root, 'scripts', 'lab', 'kernel.mjs'),
      '{connection_file}',
    ];
    expect(tryKernel({ kernels: kernelsWith('lab', { ...own, argv }) })).toBeUndefined();
  }, 240_000); // compiles lib, where that was not done before

  it('that dies at once is named with what it said', () => {
    const spec = specOf([join(empty, 'node'), tslab]);
    expect(withBrokenNode(spec, 'broken')).toMatch(/this Node is broken[\s\S]*Kernel died/);
  });
});

describe('the doctor', () => {
  it('on a wrong version of Node names Node, and blames neither binding nor kernel', () => {
    const preload = join(folder, 'other-node.cjs');
    writeFileSync(
      preload,
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4', modules: '108' } });`,
    );
    const { stdout } = spawnSync(process.execPath, ['-r', preload, 'scripts/doctor.mjs'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(stdout).toMatch(
      /✗ Node +18\.20\.4\n +→ Node 18\.20\.4 is not supported: install Node 20/,
    );
    for (const name of ['binding', 'kernel']) {
      expect(stdout).toMatch(
        new RegExp(`✗ ${name} +not looked at with Node 18.20.4\\n +→ first the`),
      );
    }
    expect(stdout).not.toMatch(/not built/);
  });
});
