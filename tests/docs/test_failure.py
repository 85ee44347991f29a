"""The failure that the README and the learners' guide show is a real one."""

from __future__ import annotations

import importlib.util
import re
import xml.etree.ElementTree as ET
from types import ModuleType

import pytest
from rich.text import Text

from docs.pages import ROOT, blocks


@pytest.fixture(scope="module")
def failure() -> ModuleType:
    """Load the script that draws the picture."""
    spec = importlib.util.spec_from_file_location("failure", ROOT / "docs" / "failure.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def sentences(failure: ModuleType) -> list[str]:
    """Return what `noisegrade check` says below the name of the exercise."""
    return [line.strip() for line in Text.from_ansi(failure.checked()).plain.splitlines()[1:]]


def test_the_picture_shows_what_the_check_says(failure: ModuleType, sentences: list[str]) -> None:
    """If this fails, run `python docs/failure.py` and look at the picture."""
    drawn = failure.TARGET.read_text(encoding="utf-8")
    root = ET.fromstring(drawn)  # noqa: S314 - our own file
    lines = "".join(root.itertext()).replace("\u00a0", " ")
    for sentence in [*sentences, "rng.normal(mean, std**2, shape)"]:
        assert sentence.replace("\u00a0", " ") in lines
    assert not re.search(r"(href=|src=|src:|url\()\W*http", drawn)  # it loads nothing


def test_the_learners_guide_shows_what_the_check_says(sentences: list[str]) -> None:
    (shown,) = (each.text for each in blocks("learners") if each.text.startswith("✗"))
    plain = [line.strip().replace("\u00a0", " ") for line in shown.splitlines()[1:]]
    assert plain == [sentence.replace("\u00a0", " ") for sentence in sentences]
