/**
 * Runs one notebook's cells with tslab's own compiler and executor, without Python and without a
 * kernel's sockets, and sends what each cell showed to the parent process.
 *
 * Usage: fork('execute-in-process.mjs', [notebook file], { cwd: the notebook's folder })
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { formatWithOptions } from 'node:util';

const require = createRequire(import.meta.url);
const { createConverter } = require('tslab/dist/converter');
const { createExecutor } = require('tslab/dist/executor');
const { JupyterHandlerImpl } = require('tslab/dist/jupyter');

const [file] = process.argv.slice(2);
if (file === undefined || process.send === undefined) {
  console.error('Expected to be forked with the path of a notebook.');
  process.exit(2);
}

/** @typedef {{ output_type: string, [field: string]: unknown }} Output */

const own = { stdout: process.stdout.write, stderr: process.stderr.write };
const node = createConverter({ isJS: false, isBrowser: false });
const handler = new JupyterHandlerImpl(
  createExecutor(process.cwd(), { node, browser: node, close: () => node.close() }, writer()),
  false,
);

const notebook = JSON.parse(readFileSync(file, 'utf8'));
/** @type {{ source: string, outputs: Output[], error?: string }[]} */
const cells = [];
for (const cell of notebook.cells) {
  if (cell.cell_type !== 'code') continue;
  const done = await execute([cell.source].flat().join(''));
  cells.push(done);
  if (done.error !== undefined) break;
}
process.send({ cells }, () => process.exit(0)); // tslab's compiler watches files and would keep us up

/** The console that tslab prints through; looked up late, because the handler replaces the streams. */
function writer() {
  const print =
    (/** @type {'stdout' | 'stderr'} */ name) =>
    (/** @type {unknown[]} */ ...values) =>
      process[name].write(`${formatWithOptions({ colors: false }, ...values)}\n`);
  return { log: print('stdout'), error: print('stderr') };
}

/** @param {string} source */
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
