"""What may be handed in: any bytes under any name, and solutions and notebooks that were hurt."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from built_in import FUNCTIONS, SECTIONS
from fuzz.odd import bruised
from fuzz.right import SETTINGS, SOLUTIONS
from noisegrade import grading
from noisegrade.errors import SubmissionError
from noisegrade.model import Submission, Verdict
from noisegrade.sandbox.client import Sandbox
from noisegrade.submission import definitions, fingerprint, read

__all__ = ["any_file_is_read_or_refused", "any_source_is_graded"]

SOURCES = {name: (SOLUTIONS / f"{name}.py").read_bytes() for name in SECTIONS}
SUFFIXES = (".py", ".ipynb", ".zip", "", ".PY")
BITS = (*(b"\0", b"\xff\xfe", b"\r", b'"""', b"(", b"{", b"]"), b"def f(", b"%%bash\n", b"!ls\n")
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


def _notebook(source: bytes) -> dict[str, Any]:
    lines = source.decode().splitlines(keepends=True)
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "source": lines}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell, dict(cell)]}


@st.composite
def _odd_notebook(draw: st.DrawFn) -> bytes:
    """Put something else under a few keys of a notebook, however deep."""
    notebook = _notebook(SOURCES[draw(st.sampled_from(SECTIONS))])
    for _ in range(draw(st.integers(1, 3))):
        at: Any = notebook
        key = draw(st.sampled_from(sorted(at)))
        while isinstance(at[key], dict | list) and at[key] and draw(st.integers(0, 3)):
            at = at[key]
            key = draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
        at[key] = draw(JSON)
    return json.dumps(notebook).encode()


def _parts() -> st.SearchStrategy[bytes]:
    return st.sampled_from(BITS) | st.binary(max_size=6)


def _zipped(raw: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("sampling.py", raw)
    return packed.getvalue()


@st.composite
def _file(draw: st.DrawFn) -> bytes:
    source = SOURCES[draw(st.sampled_from(SECTIONS))]
    notebook = json.dumps(_notebook(source)).encode()
    return draw(
        st.binary(max_size=200)
        | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass"))
        | bruised(source, _parts)
        | bruised(notebook, _parts)
        | bruised(_zipped(source), _parts)
        | _odd_notebook()
    )


def any_file_is_read_or_refused(data: st.DataObject) -> None:
    """A path gives a submission, or an error of ours that says what to do."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for _ in range(data.draw(st.integers(0, 3))):
            name = data.draw(st.sampled_from([*SECTIONS, "work", "σ"]))
            path = root / f"{name}{data.draw(st.sampled_from(SUFFIXES))}"
            path.write_bytes(data.draw(_file()))
        for path in (root, *root.iterdir(), root / "nothing"):
            refused = None
            try:
                _assert_sound(read(path, FUNCTIONS))
            except SubmissionError as error:
                refused = str(error)
            assert refused is None or refused.endswith((".", "?"))


def _assert_sound(submission: Submission) -> None:
    assert submission.name.isprintable()
    assert {name for name, _ in submission.unreadable} <= set(SECTIONS)
    assert all(note.isprintable() for note in submission.notes)
    assert len(fingerprint(submission)) == 64
    for source in submission.sources:
        for chunk in source.chunks:
            assert "\0" not in chunk.text
            assert "\r" not in chunk.text
            chunk.text.encode()
            assert all(one.name.isidentifier() for one in definitions(chunk.text))


def any_source_is_graded(data: st.DataObject, sandbox: Sandbox) -> None:
    """Run hurt sources in the real sandbox: a verdict for each exercise, and never a fault."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"sampling{data.draw(st.sampled_from(SUFFIXES[:2]))}"
        path.write_bytes(data.draw(_file()))
        submission = read(path.parent, FUNCTIONS)
    asked = {"bell_curve", "sample_static"}
    report = grading.grade(submission, sandbox, settings=SETTINGS, only=asked)
    for one in report.exercises:
        assert one.verdict is not Verdict.UNGRADED, one
        assert (one.verdict is Verdict.NOT_REACHED) == (one.exercise not in asked), one
