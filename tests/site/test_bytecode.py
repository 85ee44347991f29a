from __future__ import annotations

import importlib
import io
import py_compile
import sys
import zipfile
import zipimport
from pathlib import Path

import pytest

from noisegrade.site import bytecode


def test_kept_bytecode_is_run_whatever_the_time_of_its_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "kept_module.py"
    source.write_text("VALUE = 1\n", encoding="utf-8")
    py_compile.compile(str(source))
    packed = bytecode.pack(str(tmp_path))
    source.write_text("VALUE = 22\n", encoding="utf-8")
    zipfile.ZipFile(io.BytesIO(packed)).extractall(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    assert importlib.import_module("kept_module").VALUE == 1
    monkeypatch.delitem(sys.modules, "kept_module")


def test_a_zip_of_modules_gets_the_bytecode_of_those_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "library.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("used_module.py", "VALUE = 1\n")
        archive.writestr("unused_module.py", "VALUE = 2\n")
    monkeypatch.syspath_prepend(path)
    importlib.import_module("used_module")
    fresh = tmp_path / "fresh.zip"
    fresh.write_bytes(bytecode.with_bytecode(str(path)))
    monkeypatch.delitem(sys.modules, "used_module")
    names = set(zipfile.ZipFile(fresh).namelist())
    assert names == {"used_module.py", "used_module.pyc", "unused_module.py"}
    code = zipimport.zipimporter(str(fresh)).get_code("used_module")
    assert code is not None
    assert "VALUE" in code.co_names
