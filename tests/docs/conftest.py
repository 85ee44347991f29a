"""A folder as the pages have it in mind: a clone's folders, a class, its results."""

from __future__ import annotations

import os
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

from docs.pages import ROOT


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lay out solutions, stubs and a class of two, and put `noisegrade` on the path."""
    for name in ("solutions", "exercises"):
        shutil.copytree(ROOT / name, tmp_path / name)
        learner = {"solutions": "ada", "exercises": "bob"}[name]
        shutil.copytree(ROOT / name, tmp_path / "submissions" / learner)
    with zipfile.ZipFile(tmp_path / "submissions.zip", "w") as archive:
        for path in sorted((tmp_path / "submissions").rglob("*.py")):
            archive.write(path, path.relative_to(tmp_path / "submissions"))
    roster = "Student,ID,SIS Login ID\nAda,17,ada\nBob,18,bob\n"
    (tmp_path / "roster.csv").write_text(roster, encoding="utf-8")
    programs = tmp_path / ".bin"
    programs.mkdir()
    for name, words in {"noisegrade": " -m noisegrade", "python": ""}.items():
        program = programs / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}"{words} "$@"\n', encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("BROWSER", "true")
    monkeypatch.chdir(tmp_path)
    return tmp_path
