"""A task as Markdown: the same words as the docstring, for a notebook's cell."""

from __future__ import annotations

import inspect
import itertools
import re
from collections.abc import Iterator

__all__ = ["to_markdown"]

_PARAMETER = re.compile(r"(?P<names>\w+(?:, \w+)*) : (?P<what>.*)")


def to_markdown(docstring: str) -> str:
    """Write headings in bold, parameters as a list, and examples as code; all else stays."""
    lines = inspect.cleandoc(docstring).split("\n")
    blocks = itertools.groupby(lines, key=bool)
    return "\n\n".join("\n".join(_block(list(block))) for full, block in blocks if full) + "\n"


def _block(lines: list[str]) -> Iterator[str]:
    """Write lines that stand together; the first two may be a heading and its rule."""
    if len(lines) > 1 and set(lines[1]) == {"-"}:
        yield f"**{lines[0]}**"
        yield ""
        lines = lines[2:]
    if lines and lines[0].startswith(">>>"):
        yield from ("```python", *lines, "```")
        return
    lines = [*map(_ended, lines, [*lines[1:], ""])]
    if any(_PARAMETER.fullmatch(line) for line in lines):
        yield from map(_parameter, lines)
    else:
        yield from lines


def _ended(line: str, following: str) -> str:
    """Close a line with the type of a value, below which its description stands."""
    described = re.match(r"\s+[A-Z]", following) and re.match(r"\S.*[^\s.,;:]$", line)
    return f"{line}." if described else line


def _parameter(line: str) -> str:
    found = _PARAMETER.fullmatch(line)
    return f"- `{found['names']}`: {found['what']}" if found else f"  {line.strip()}"
