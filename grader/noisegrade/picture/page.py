"""Put the draws into one self-contained page; nothing that a learner wrote can become markup."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import numpy as np

from noisegrade.picture.asking import BETAS, STOPS, image

__all__ = ["to_page"]


def to_page(exercises: Sequence[dict[str, Any]]) -> str:
    """Give the page for what `draw` drew.

    Its content policy allows this one script and this one style sheet, by their hashes, and no
    connection at all.
    """
    style, script = _read("page.css"), _read("page.js")
    policy = (
        f"default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"script-src {_hash(script)}; style-src {_hash(style)}"
    )
    left = np.concatenate([[1.0], np.cumprod(1 - np.array(BETAS))])
    drawn = {
        "exercises": list(exercises),
        "image": base64.b64encode(image().astype("<f4").tobytes()).decode(),
        "stops": list(STOPS),
        "left": [float(left[stop]) for stop in STOPS],
    }
    page = _read("page.html")
    page = page.replace("{{policy}}", policy).replace("{{style}}", style)
    page = page.replace("{{script}}", script)
    return page.replace("{{drawn}}", json.dumps(drawn).replace("<", "\\u003c"))


def _read(name: str) -> str:
    return (files("noisegrade.picture") / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
