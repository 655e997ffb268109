"""Starts the TypeScript kernel as JupyterLab does, has it compute 1 + 1, and prints what it showed.

Usage: python try-kernel.py <seconds>. Ends with the kernel's own words when it does not start or answer.
"""

import sys

from jupyter_client.manager import KernelManager

seconds = float(sys.argv[1])
shown = []


def keep(message):
    content = message["content"]
    shown.append(content.get("text") or content.get("data", {}).get("text/plain", ""))


manager = KernelManager(kernel_name="tslab")
manager.start_kernel()
client = manager.client()
client.start_channels()
try:
    client.wait_for_ready(timeout=seconds)
    client.execute_interactive("1 + 1", timeout=seconds, output_hook=keep)
except Exception as error:
    sys.exit(f"{type(error).__name__}: {error}")
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
print("".join(shown).strip())
