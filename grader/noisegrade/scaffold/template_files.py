"""The templates beside this module, with names filled in."""

from __future__ import annotations

from importlib.resources import files
from string import Template

__all__ = ["fill"]


def fill(template: str, **names: str) -> str:
    """Return a template's text; `$name` stands for each of the names."""
    path = files("noisegrade.scaffold").joinpath("templates", f"{template}.txt")
    return Template(path.read_text(encoding="utf-8")).substitute(names)
