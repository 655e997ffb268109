/**
 * Runs notebooks' cells with tslab's own compiler and executor, without Python and without a kernel's
 * sockets. The parent process sends notebooks' files, one at a time, and gets what each cell showed; a
 * notebook finds nothing of the one before but the modules that it loaded.
 *
 * Usage: fork('execute-in-process.mjs', { cwd: the notebooks' folder })
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { formatWithOptions } from 'node:util';

const require = createRequire(import.meta.url);
const { createConverter } = require('tslab/dist/converter');
const { createExecutor } = require('tslab/dist/executor');
const { JupyterHandlerImpl } = require('tslab/dist/jupyter');

if (process.send === undefined) {
  console.error('Expected to be forked.');
  process.exit(2);
}

/** @typedef {{ output_type: string, [field: string]: unknown }} Output */

const own = { stdout: process.stdout.write, stderr: process.stderr.write };
const node = createConverter({ isJS: false, isBrowser: false });
const executor = createExecutor(
  process.cwd(),
  { node, browser: node, close: () => node.close() },
  writer(),
);
const handler = new JupyterHandlerImpl(executor, false);

process.on('message', async (/** @type {string} */ file) => {
  const cells = await executeAll(JSON.parse(readFileSync(file, 'utf8')));
  executor.reset();
  process.send?.({ cells });
});
process.on('disconnect', () => process.exit(0)); // tslab's compiler watches files and would keep us up

/** @typedef {{ source: string, outputs: Output[], error?: string }} ExecutedCell */

/**
 * Up to the first cell that fails.
 * @param {{ cells: { cell_type: string, source: string | string[] }[] }} notebook
 */
async function executeAll(notebook) {
  /** @type {ExecutedCell[]} */
  const cells = [];
  for (const cell of notebook.cells) {
    if (cell.cell_type !== 'code') continue;
    const done = await execute([cell.source].flat().join(''));
    cells.push(done);
    if (done.error !== undefined) break;
  }
  return cells;
}

/** The console that tslab prints through; looked up late, because the handler replaces the streams. */
function writer() {
  const print =
    (/** @type {'stdout' | 'stderr'} */ name) =>
    (/** @type {unknown[]} */ ...values) =>
      process[name].write(`${formatWithOptions({ colors: false }, ...values)}\n`);
  return { log: print('stdout'), error: print('stderr') };
}

/**
 * @param {string} source
 * @returns {Promise<ExecutedCell>}
 */
async function execute(source) {
  /** @type {Output[]} */
  const outputs = [];
  /** @type {Map<string, Output>} */
  const byId = new Map();
  let errorText = '';
  const reply = await handler.handleExecute(
    { code: source, silent: false, store_history: true, user_expressions: {} },
    (/** @type {string} */ name, /** @type {string} */ text) => {
      if (name === 'stderr') errorText += text;
      const last = outputs.at(-1);
      if (last?.output_type === 'stream' && last.name === name) last.text += text;
      else outputs.push({ output_type: 'stream', name, text });
    },
    (/** @type {any} */ message, /** @type {boolean} */ update) => {
      const id = message.transient.display_id;
      const shown = update ? byId.get(id) : undefined;
      if (shown !== undefined) return void Object.assign(shown, { data: message.data });
      const output = { output_type: 'display_data', data: message.data, metadata: {} };
      if (id !== undefined) byId.set(id, output);
      outputs.push(output);
    },
  );
  process.stdout.write = own.stdout; // the handler pointed them at the cell
  process.stderr.write = own.stderr;
  if (reply.status === 'ok') return { source, outputs };
  return { source, outputs, error: errorText.trim() || `the cell ended with "${reply.status}"` };
}
