"""Put the draws into one self-contained page; nothing that a learner wrote can become markup."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from importlib.resources import files

from noisegrade.picture.panels import Panel
from noisegrade.untrusted_text import for_script

__all__ = ["to_page"]

_SCRIPTS = ("plots.js", "axes.js", "views.js", "films.js", "charts.js", "panels.js", "contents.js")


def to_page(panels: Sequence[Panel]) -> str:
    """Return the page for what `draw` drew.

    Its content policy allows this one script and this one style sheet, by their hashes, and no
    connection at all.
    """
    style, script = _read("page.css"), "\n".join(_read(name) for name in _SCRIPTS)
    policy = (
        f"default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"script-src {_hash(script)}; style-src {_hash(style)}"
    )
    drawn = {"exercises": [asdict(each) for each in panels]}
    page = _read("page.html")
    page = page.replace("{{policy}}", policy).replace("{{style}}", style)
    page = page.replace("{{script}}", script)
    return page.replace("{{drawn}}", for_script(drawn))


def _read(name: str) -> str:
    return (files("noisegrade.picture") / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
