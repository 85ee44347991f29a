"""A course folder, served by the real JupyterLab with the real form grader."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from instructor import ASSIGNMENT

TOKEN = "noise"  # noqa: S105 - of a server that lives for this test, on this machine alone
PATIENCE = 120_000  # ms: a kernel starts within this, on a busy machine too


@contextmanager
def served(course: Path, home: Path) -> Iterator[str]:
    """Serve a course folder, as an instructor does; learners see what lies in release/."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "HOME": str(home),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    options = [f"--port={port}", f"--IdentityProvider.token={TOKEN}", "--ServerApp.port_retries=0"]
    with (
        (home / "log").open("wb") as log,
        subprocess.Popen(  # noqa: S603 - arguments of our own
            [*command, *options], cwd=course, env=environment, stdout=log, stderr=log
        ) as server,
    ):
        try:
            yield _answering(f"http://127.0.0.1:{port}", home / "log")
        finally:
            server.terminate()


def submission(course: Path, student: str, notebook: str = "sampling") -> str:
    """Find the id under which the form grader shows a notebook that was handed in."""
    from nbgrader.api import Gradebook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SQLAlchemy's, about nbgrader
        with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
            return str(gradebook.find_submission_notebook(notebook, ASSIGNMENT, student).id)


def _answering(address: str, log: Path) -> str:
    for _ in range(120):
        try:
            with urllib.request.urlopen(f"{address}/api?token={TOKEN}"):  # noqa: S310 - http, ours
                return address
        except OSError:
            time.sleep(0.5)
    raise AssertionError(log.read_text(encoding="utf-8")[-3000:])
