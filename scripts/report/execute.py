"""Executes one notebook through its real Jupyter kernel and writes the executed copy.

Usage: python execute.py <notebook> <copy>

Prints one line of JSON a cell: {"cell": 3, "of": 12, "source": ...} before it runs, and
{"failed": 3, "source": ..., "text": ...} when it fails (tslab says what went wrong on the cell's stderr
only, which nbconvert's own error message leaves out). Exit code 1 when a cell failed.

The copy holds nothing that differs from run to run: no times, no path, cell ids as they were.
"""

import json
import os
import sys

import nbformat
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbconvert.preprocessors import ExecutePreprocessor


def say(**message):
    print(json.dumps(message), flush=True)


def printed(cell):
    """What the cell wrote on stdout and stderr."""
    return "".join(o["text"] for o in cell.get("outputs", []) if o["output_type"] == "stream")


def joined(outputs):
    """Neighbouring pieces of one stream as one output; how a stream was cut is chance."""
    kept = []
    for output in outputs:
        last = kept[-1] if kept else None
        same = last and all(o["output_type"] == "stream" for o in (last, output))
        if same and last["name"] == output["name"]:
            last["text"] += output["text"]
        else:
            kept.append(output)
    return kept


def execute(source_file, target_file):
    notebook = nbformat.read(source_file, as_version=4)
    code = [i for i, c in enumerate(notebook.cells) if c.cell_type == "code" and c.source.strip()]
    failed = []

    def on_start(cell, cell_index):
        if cell_index in code:  # called for text too
            say(cell=code.index(cell_index) + 1, of=len(code), source=cell.source)

    def on_done(cell, cell_index, execute_reply):
        if execute_reply["content"]["status"] != "ok":
            failed.append(cell)
            say(failed=code.index(cell_index) + 1, of=len(code), source=cell.source, text=printed(cell))

    executor = ExecutePreprocessor(
        kernel_name="tslab",
        timeout=None,
        record_timing=False,
        shutdown_kernel="immediate",  # the kernel would wait for its browser
        on_cell_start=on_start,
        on_cell_executed=on_done,
    )
    folder = os.path.dirname(os.path.abspath(source_file))
    try:
        executed, _ = executor.preprocess(notebook, {"metadata": {"path": folder}})
    except (CellExecutionError, DeadKernelError, KeyError) as error:  # tslab's errors have no name
        if not failed:
            say(failed=0, of=len(code), source="", text=f"{type(error).__name__}: {error}")
        return 1
    for number, index in enumerate(code, start=1):
        cell = executed.cells[index]
        cell.outputs = joined(cell.outputs)
        cell.execution_count = number  # tslab does not report it
    nbformat.write(executed, target_file)
    return 0


if __name__ == "__main__":
    sys.exit(execute(*sys.argv[1:]))
