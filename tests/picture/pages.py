"""Pages that `noisegrade show` wrote, and what they hold."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from click.testing import CliRunner

from noisegrade.cli import main

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["draws", "films", "image", "opened", "read", "shown", "told", "violations"]


def shown(folder: Path, out: Path, *words: str) -> Path:
    """Write the page of a workbook, or of one exercise of it."""
    fixed = ["--dir", str(folder), "--out", str(out), "--no-open", "--seed", "5"]
    result = CliRunner().invoke(main, ["show", *words, *fixed])
    assert result.exit_code == 0, result.output
    return out


def read(path: Path) -> dict[str, Any]:
    """Return what the page holds, by exercise."""
    text = path.read_text(encoding="utf-8").split('id="drawn">')[1].split("</script>")[0]
    return {each["name"]: each for each in json.loads(text)["exercises"]}


def draws(path: Path, name: str, side: str = "yours") -> np.ndarray:
    """Return the first draws of an exercise, in units of σ, as the page holds them."""
    packed = read(path)[name][side]["draws"][0]
    whole = np.frombuffer(base64.b64decode(packed["numbers"]), dtype="<i2")
    return np.asarray(whole * packed["scale"])


def films(path: Path, name: str) -> dict[str, Any]:
    """Return the film of an exercise, as the page holds it."""
    film: dict[str, Any] = read(path)[name]["film"]
    return film


def image(held: dict[str, Any]) -> np.ndarray:
    """Return an image that the page holds."""
    flat = np.frombuffer(base64.b64decode(held["pixels"]), dtype=np.uint8)
    return flat.reshape(held["rows"], held["columns"], held["colours"])


def opened(page: Page, path: Path) -> None:
    """Open a page, and all pictures on it."""
    page.goto(path.as_uri())
    for button in ("#open", ".guess button"):
        if page.locator(button).count():
            page.locator(button).first.click()


def told(page: Page, selector: str) -> str:
    """Return a sentence of the page, with plain spaces."""
    return page.inner_text(selector).replace("\u00a0", " ")


def violations(browser: Browser, axe: str, path: Path, *, dark: bool) -> list[tuple[str, str]]:
    """Return what axe finds wrong with a page: the rule, and the first place."""
    with browser.new_context(color_scheme="dark" if dark else "light") as context:
        page = context.new_page()
        opened(page, path)
        page.evaluate(axe)
        found = page.evaluate("axe.run().then(result => result.violations)")
        return [(each["id"], each["nodes"][0]["html"]) for each in found]
