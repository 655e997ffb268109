import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { choose } from '../../bench/comparisons';
import { jobs } from '../../bench/jobs';
import { projectRoot } from '../../lib/store/project-root';

it('knows every job that a comparison asks for, ours and PyTorch’s', () => {
  const peer = readFileSync(join(projectRoot(), 'bench', 'pytorch', 'peer.py'), 'utf8');
  const theirs = [...peer.matchAll(/^ {4}"([a-z0-9-]+)":/gm)].map(([, name]) => name);
  for (const { name, sides } of choose('all,scaling')) {
    for (const { of, job } of sides) {
      expect(of === 'ours' ? Object.keys(jobs) : theirs, `${name}, ${of}`).toContain(job);
    }
  }
});
