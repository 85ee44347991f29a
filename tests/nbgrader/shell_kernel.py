"""A kernel in which every cell is a script of sh: bash in one course, standing in for R in another.

`python shell_kernel.py -f CONNECTION`, as a kernel specification starts it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

__all__ = ["install"]


def install(folder: Path) -> Path:
    """Write specifications of the kernels `bash` and `ir`; give the folder for JUPYTER_PATH."""
    for name, language in (("bash", "bash"), ("ir", "R")):
        spec = folder / "kernels" / name
        spec.mkdir(parents=True)
        argv = [sys.executable, __file__, "-f", "{connection_file}"]
        shown = {"argv": argv, "display_name": name, "language": language}
        (spec / "kernel.json").write_text(json.dumps(shown), encoding="utf-8")
    return folder


if __name__ == "__main__":
    from ipykernel.kernelapp import IPKernelApp
    from ipykernel.kernelbase import Kernel

    class ShellKernel(Kernel):
        """Runs what it is given, and says what was printed; a failure is an error."""

        implementation, implementation_version = "sh", "1"
        banner, language_info = (
            "sh",
            {"name": "bash", "mimetype": "text/x-sh", "file_extension": ".sh"},
        )

        def do_execute(self, code: str, silent: bool, *_: Any, **__: Any) -> dict[str, Any]:  # noqa: FBT001 - ipykernel's own signature
            done = subprocess.run(["sh", "-c", code], capture_output=True, text=True, check=False)  # noqa: S603, S607 - the test's own scripts
            if done.stdout and not silent:
                shown = {"name": "stdout", "text": done.stdout}
                self.send_response(self.iopub_socket, "stream", shown)
            count = {"execution_count": self.execution_count}
            if done.returncode == 0:
                return {"status": "ok", "payload": [], "user_expressions": {}, **count}
            error = {"ename": "Failed", "evalue": done.stderr, "traceback": [done.stderr]}
            self.send_response(self.iopub_socket, "error", error)
            return {"status": "error", **error, **count}

    IPKernelApp.launch_instance(kernel_class=ShellKernel)
