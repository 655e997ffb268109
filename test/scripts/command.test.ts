import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../lib/store/project-root';

/** Runs a command of the project. */
function said(script: string, ...args: string[]) {
  const file = join(projectRoot(), 'scripts', script);
  const options = { cwd: projectRoot(), encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', file, ...args],
    options,
  );
  return { status, stdout, stderr: stderr.trim() };
}

describe('a command', () => {
  it('prints its help, whatever else it is given', () => {
    const { status, stdout } = said('evaluate.ts', '-h', 'one', 'two');
    expect(status).toBe(0);
    expect(stdout).toMatch(/npm run evaluate -- <run-id>[\s\S]*--help/);
  });

  it.each([
    [[], /^Expected the id of one run, .*, got nothing; see --help\.$/],
    [['one', 'two'], /^Expected the id of one run, .*, got "one two"; see --help\.$/],
    [['one', '--runs', ''], /^--runs: expected a value, got ""/],
    [['--rnus', 'here'], /^Unknown option '--rnus'/],
  ])('given %o says in one line what is wrong, and fails', (args, sentence) => {
    const { status, stderr } = said('evaluate.ts', ...args);
    expect(status).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toContain('\n');
  });

  it('takes no argument where it knows none, or does without', () => {
    expect(said('report.ts', '04').stderr).toMatch(/^Expected no argument, got "04"/);
    expect(said('train.ts', '--list').stdout).toMatch(/^ *student-alone /m);
  });
});
