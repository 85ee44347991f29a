"""What is kept of a notebook as it was handed in, and what of it could act or is not valid."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from nbformat.notebooknode import NotebookNode

HONEST = {
    "tags": ["intro", "hide-input"],
    "jupyter": {"source_hidden": True},
    "collapsed": False,
    "slideshow": {"slide_type": "slide"},
    "vscode": {"languageId": "python"},
}
LANGUAGE = {"name": "python", "pygments_lexer": "ipython3", "mimetype": "text/x-python"}


def read(tmp_path: Path, whole: dict[str, Any]) -> NotebookNode:
    from noisegrade.nbgrader.learner_notebook import read as reader

    path = tmp_path / "n.ipynb"
    path.write_text(json.dumps(whole), encoding="utf-8")
    return reader(path)


def notebook(*metadata: object, **of_all: object) -> dict[str, Any]:
    cells = [
        {"cell_type": "code", "id": "same", "metadata": one, "outputs": [], "source": "1"}
        for one in metadata
    ]
    return {"cells": cells, "metadata": of_all, "nbformat": 4, "nbformat_minor": 5}


def test_ids_tags_and_metadata_are_kept(tmp_path: Path) -> None:
    whole = notebook(HONEST, language_info=LANGUAGE, mine={"kept": 1})
    made = read(tmp_path, whole)
    assert made.cells[0].id == "same"
    assert made.cells[0].metadata == HONEST
    assert made.metadata == whole["metadata"]


@pytest.mark.parametrize(
    "metadata",
    [
        {"tags": ["a ng-block", 7, "x,y"]},
        {"tags": "a"},
        {"collapsed": "x", "jupyter": 1, "scrolled": [], "name": ""},
        {"transient": {"remove_source": True}, "magics_language": "<b>"},
        7,
    ],
)
def test_what_is_not_valid_or_acts_is_left_out(metadata: object, tmp_path: Path) -> None:
    import nbformat

    made = read(tmp_path, notebook(metadata, {}))
    nbformat.validate(made)  # two cells of one id, too
    assert made.cells[0].metadata in ({}, {"tags": []})


def test_of_a_notebook_nothing_is_kept_that_a_page_would_show(tmp_path: Path) -> None:
    lexer = {"name": "python", "pygments_lexer": 'x" onclick="a()'}
    made = read(tmp_path, notebook({}, title="<b>", widgets={"x": 1}, language_info=lexer))
    assert made.metadata == {}
