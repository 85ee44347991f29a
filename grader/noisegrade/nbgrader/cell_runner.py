"""Run the cells of a notebook as a kernel would, and tell what they showed.

Its text is loaded in the sandbox, beside a learner's code and that of the instructor: it imports
nothing of ours. What it tells is for `confined_cells` to doubt. `CELLS`, pairs of text and label,
stand before it.
"""

from __future__ import annotations

import ast
import base64
import contextlib
import importlib
import io
import json
import linecache
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import Any

import numpy as np

CELLS: list[tuple[str, str]]

_MOST = 1_500_000  # bytes that a cell may show
_TEXT = 20_000  # characters of a text
_RICH = ("html", "markdown", "latex", "png", "jpeg")
_MIMES = {"png": "image/png", "jpeg": "image/jpeg"}
_SHOWN_AS = {"HTML": "text/html", "Markdown": "text/markdown", "Latex": "text/latex"}

_namespace: dict[str, Any] = {"__name__": "__main__"}
_done: set[int] = set()
_outputs: list[dict[str, Any]] = []


def run(upto: int, skipped: Sequence[int]) -> Any:
    """Run the cells up to one of them, those that ran already and some others left out.

    Return what that cell showed, as JSON in an array of bytes.
    """
    for at in range(upto + 1):
        if at not in _done and at not in skipped:
            _outputs.clear()
            _done.add(at)
            _run(at)
    told = json.dumps(_outputs).encode()
    if len(told) > _MOST:
        told = json.dumps([_stream("stdout", "(It showed more than fits on a page.)")]).encode()
    return np.frombuffer(told, np.uint8)


def _run(at: int) -> None:
    text, label = CELLS[at]  # noqa: F821 - it stands before this text, as said above
    linecache.cache[label] = (len(text), None, text.splitlines(keepends=True), label)
    with (
        contextlib.redirect_stdout(_Stream("stdout")),
        contextlib.redirect_stderr(_Stream("stderr")),
    ):
        try:
            _execute(text, label, at)
        except BaseException as error:  # noqa: BLE001 - whatever a notebook's code raises
            _outputs.append(_error(error, label))
    _show_figures()


def _execute(text: str, label: str, at: int) -> None:
    tree = ast.parse(text, label)
    last = tree.body[-1] if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    before = ast.Module(tree.body[:-1] if last else tree.body, type_ignores=[])
    exec(compile(before, label, "exec", dont_inherit=True), _namespace)  # noqa: S102 - it is what a sandbox is for
    if last is None:
        return
    value = eval(compile(ast.Expression(last.value), label, "eval", dont_inherit=True), _namespace)  # noqa: S307 - as above
    if value is not None and not text.rstrip().endswith(";") and not _stands_for_nothing(value):
        shown = {"output_type": "execute_result", "execution_count": at + 1, "metadata": {}}
        _outputs.append({**shown, "data": _bundle(value)})


class _Stream(io.TextIOBase):
    """Takes what is printed, as one output for as long as nothing else comes between."""

    def __init__(self, name: str) -> None:
        self._name = name

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        last = _outputs[-1] if _outputs else {}
        if last.get("name") == self._name:
            last["text"] = (last["text"] + text)[:_TEXT]
        elif text:
            _outputs.append(_stream(self._name, text[:_TEXT]))
        return len(text)


def _stream(name: str, text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def _stands_for_nothing(value: object) -> bool:
    return type(value).__name__ == "Nothing" and type(value).__module__.endswith("stub_modules")


def _bundle(value: object) -> dict[str, str]:
    """Return the forms in which a value shows itself, as text; pictures in base64."""
    if isinstance(value, _Shown):
        return {value.mime: value.text, "text/plain": f"<{type(value).__name__}>"}
    bundle = {"text/plain": repr(value)[:_TEXT]}
    for form in _RICH:
        shows = None if isinstance(value, type) else getattr(value, f"_repr_{form}_", None)
        if not callable(shows):
            continue
        with contextlib.suppress(Exception):
            shown = shows()
            if isinstance(shown, bytes):
                shown = base64.b64encode(shown).decode()
            if isinstance(shown, str):
                bundle[_MIMES.get(form, f"text/{form}")] = shown
    return bundle


def _error(error: BaseException, label: str) -> dict[str, Any]:
    frames = [one for one in traceback.extract_tb(error.__traceback__) if one.filename == label]
    lines = traceback.format_list(frames) + traceback.format_exception_only(type(error), error)
    text = "".join(["Traceback (most recent call last):\n", *lines])[:_TEXT]
    name, value = type(error).__name__, str(error)[:_TEXT]
    return {"output_type": "error", "ename": name, "evalue": value, "traceback": text.splitlines()}


def _show_figures() -> None:
    """Show what was drawn and not shown yet, as a notebook does at the end of a cell."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if not isinstance(getattr(pyplot, "__file__", None), str):
        return
    plots: Any = pyplot
    with contextlib.suppress(Exception):
        for number in plots.get_fignums():
            picture = io.BytesIO()
            plots.figure(number).savefig(picture, format="png", dpi=72)
            _display_data({"image/png": base64.b64encode(picture.getvalue()).decode()})
        plots.close("all")


def _display_data(data: dict[str, str]) -> None:
    _outputs.append({"output_type": "display_data", "data": data, "metadata": {}})


class _Shown:
    """A text that is to be shown in a form of its own."""

    mime = "text/plain"

    def __init__(self, data: object = "", *_: object, **__: object) -> None:
        self.text = str(data)


def _display(*values: object, **_: object) -> None:
    _show_figures()
    for value in values:
        if not _stands_for_nothing(value):
            _display_data(_bundle(value))


def _forms() -> Iterator[tuple[str, type]]:
    for name, mime in _SHOWN_AS.items():
        yield name, type(name, (_Shown,), {"mime": mime})


def _install() -> None:
    """Let cells display as they do in a notebook, without what a notebook needs for it."""
    shown: Any = ModuleType("IPython.display")
    for name, form in _forms():
        setattr(shown, name, form)
    shown.display = _namespace["display"] = _display
    shown.clear_output = lambda *_, **__: None
    shown.__getattr__ = lambda name: type(name, (_Shown,), {})
    sys.modules["IPython.display"] = shown
    _import_matplotlib()


def _import_matplotlib() -> None:
    """Import it where it is offered: it refuses to be where it can't write, and doesn't need to."""
    os.environ.update(MPLBACKEND="Agg", MPLCONFIGDIR="/")
    for name in [one for one in sys.modules if one.partition(".")[0] == "matplotlib"]:
        del sys.modules[name]  # half of it, which the fork server could not finish either
    allowed, os.access = os.access, lambda *_, **__: True
    with contextlib.suppress(Exception):
        importlib.import_module("matplotlib.pyplot")
    os.access = allowed


_install()
