"""The reference of the public names, from their docstrings."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from inspect import isfunction

from sphinx.application import Sphinx

import noisegrade

__all__ = ["setup"]

_TESTING = """
## noisegrade.testing

```{eval-rst}
.. automodule:: noisegrade.testing
   :members:
```
"""


def setup(app: Sphinx) -> dict[str, bool]:
    """Add what this copy of the package has beside the names that have a place on the page."""
    app.connect("source-read", _read)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _read(_app: Sphinx, page: str, text: list[str]) -> None:
    if page == "api":
        text[0] += "\n".join(_others(text[0]))
        text[0] += _TESTING if find_spec("noisegrade.testing") else ""


def _others(page: str) -> Iterator[str]:
    others = [name for name in noisegrade.__all__ if name not in page and name != "__version__"]
    if others:
        yield "\n## More\n\n```{eval-rst}\n.. currentmodule:: noisegrade\n"
        for name in others:
            kind = "function" if isfunction(getattr(noisegrade, name)) else "class"
            yield f".. auto{kind}:: {name}"
            yield "   :members:" if kind == "class" else ""
        yield "```\n"
