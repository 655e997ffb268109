import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { threadVariables } from '../lib/engine/environment';
import { projectRoot } from '../lib/store/project-root';
import type { SideSettings } from './comparisons';
import { peerGroup } from './peer-group';
import { type Peer, startPeer } from './peer-process';

/** How many processes a side has, and TensorFlow's or PyTorch's threads in each. */
export interface Processes {
  readonly processes: number;
  readonly threadsEach: number;
}

/** What a side's `processes` means on so many threads. */
export function processesOf(side: SideSettings, threads: number): Processes {
  if (side.processes === 'one a core') return { processes: threads, threadsEach: 1 };
  if (side.processes === 'one, of one thread') return { processes: 1, threadsEach: 1 };
  return { processes: 1, threadsEach: threads };
}

/** Starts the process, or processes, behind one side. */
export async function startSide(side: SideSettings, threads: number): Promise<Peer> {
  const { processes, threadsEach } = processesOf(side, threads);
  if (side.of === 'pytorch') return startPyTorch(threadsEach);
  const starting = Array.from({ length: processes }, () => startOurs(threadsEach));
  const peers = await Promise.all(starting);
  return processes > 1 ? peerGroup(peers) : (peers[0] as Peer);
}

function startOurs(threads: number): Promise<Peer> {
  return startPeer({
    program: process.execPath,
    args: ['--import', 'tsx', join('bench', 'peer.ts')],
    folder: projectRoot(),
    environment: threadVariables(threads),
  });
}

function startPyTorch(threads: number): Promise<Peer> {
  const program = join(projectRoot(), '.venv-bench', 'bin', 'python');
  if (!existsSync(program)) {
    throw new Error(`${program} is missing; npm run bench installs PyTorch there.`);
  }
  const args = [join('bench', 'pytorch', 'peer.py'), '--threads', String(threads)];
  return startPeer({ program, args, folder: projectRoot() });
}
