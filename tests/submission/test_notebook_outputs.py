"""Outputs are cut out of a notebook's text, and nothing else is."""

from __future__ import annotations

import json
from typing import Any

import pytest

from noisegrade.submission.notebook_outputs import without_outputs
from noisegrade.submission.text_files import UnreadableError

SOURCE = 'print("\\"outputs\\": [") # ]}{ \\\\'
FILL = "x" * 300_000  # a smaller notebook is left as it is


def cell(outputs: object) -> dict[str, Any]:
    return {"cell_type": "code", "source": [SOURCE], "outputs": outputs, "metadata": {"a": [1]}}


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("outputs", [[], [{"data": {"a": [[FILL], {"outputs": [1]}]}}]])
def test_only_outputs_are_left_out(outputs: object, indent: int | None) -> None:
    whole = {"cells": [cell(outputs), cell([FILL])], "metadata": {"outputs": [2]}}
    there = without_outputs(json.dumps(whole, indent=indent).encode(), "n.ipynb")
    assert json.loads(there) == {**whole, "cells": [cell([]), cell([])]}


def test_so_are_those_of_format_3() -> None:
    whole = {"worksheets": [{"cells": [cell([FILL])]}]}
    there = without_outputs(json.dumps(whole).encode(), "n.ipynb")
    assert json.loads(there) == {"worksheets": [{"cells": [cell([])]}]}


def test_a_text_without_an_end_takes_no_longer() -> None:
    raw = b'{"cells": [{"source": "' + b'\\"' * 2_000_000
    assert without_outputs(raw, "n.ipynb") == raw


def test_a_nest_of_brackets_is_refused() -> None:
    with pytest.raises(UnreadableError, match="too full"):
        without_outputs(b"[" * 5_000_000, "n.ipynb")
