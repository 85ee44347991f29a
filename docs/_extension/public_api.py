"""The reference of the public names, from their docstrings."""

from __future__ import annotations

from importlib.util import find_spec

from sphinx.application import Sphinx

__all__ = ["setup"]

_TESTING = """

## noisegrade.testing

```{eval-rst}
.. automodule:: noisegrade.testing
   :members:
```
"""


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the modules that this copy of the package has."""
    app.connect("source-read", _read)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _read(_app: Sphinx, page: str, text: list[str]) -> None:
    if page == "api" and find_spec("noisegrade.testing"):
        text[0] += _TESTING
