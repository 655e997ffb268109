"""Executes notebooks through their real Jupyter kernel, one after another, and writes executed copies.

Usage: python execute.py, with one line of JSON a notebook on stdin:
{"notebook": file, "copy": file, "folder": where its kernel runs}. Ends with the end of stdin.

Prints one line of JSON a cell: {"cell": 3, "of": 12, "source": ...} before it runs, and
{"failed": 3, "source": ..., "text": ...} when it fails (tslab says what went wrong on the cell's stderr
only, which nbclient's own error message leaves out); then {"done": true or false} for the notebook.

The copy holds nothing that differs from run to run: no times, no path, cell ids as they were.
"""

import json
import sys

# Its grammar of web addresses takes a second to build, and no notebook has one that needs checking.
sys.modules["rfc3987_syntax"] = None

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

KERNEL_START_SECONDS = 300


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


def execute(source_file, target_file, folder):
    """Whether all cells ran; only then is there a copy."""
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

    client = NotebookClient(
        notebook,
        kernel_name="tslab",
        timeout=None,
        startup_timeout=KERNEL_START_SECONDS,
        record_timing=False,
        shutdown_kernel="immediate",  # the kernel would wait for its browser
        resources={"metadata": {"path": folder}},
        on_cell_start=on_start,
        on_cell_executed=on_done,
    )
    try:
        executed = client.execute()
    except (CellExecutionError, DeadKernelError, KeyError) as error:  # tslab's errors have no name
        if not failed:
            say(failed=0, of=len(code), source="", text=f"{type(error).__name__}: {error}")
        return False
    for number, index in enumerate(code, start=1):
        cell = executed.cells[index]
        cell.outputs = joined(cell.outputs)
        cell.execution_count = number  # tslab does not report it
    nbformat.write(executed, target_file)
    return True


if __name__ == "__main__":
    for line in sys.stdin:
        job = json.loads(line)
        say(done=execute(job["notebook"], job["copy"], job["folder"]))
