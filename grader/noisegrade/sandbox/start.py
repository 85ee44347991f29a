"""Run as a file in a fresh interpreter: becomes the warm parent, or a child that serves alone.

It stands in for the package with an empty one that holds nothing but the child's side of the
sandbox, so that neither has ever seen the course, the truth or a grade.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any


def main() -> None:
    """Start what the first argument names, with the settings in the second."""
    role, settings = sys.argv[1], json.loads(sys.argv[2])
    sys.argv[:] = sys.orig_argv[:] = [""]  # a learner's code that reads its arguments has none
    packages = [ModuleType("noisegrade"), ModuleType("noisegrade.sandbox")]
    for package in packages:
        package.__path__ = []
        sys.modules[package.__name__] = package
    packages[1].__path__ = [str(Path(__file__).parent)]
    sys.path[:] = [*sys.path, *settings["path"]]
    entry: Any = importlib.import_module(f"noisegrade.sandbox.{role}")
    entry.main(settings, packages[1].__path__.clear)


if __name__ == "__main__":
    main()
