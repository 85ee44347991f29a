"""The picture in a cell: of a live function, with its verdict, in a frame that a browser opens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from noisegrade.notebook.frame import Shown, show

if TYPE_CHECKING:
    from playwright.sync_api import Browser

COURSE = "noisegrade.what_noise_is"


def sample_gaussian(  # as a learner may have it: the variance for the scale
    mean: float, std: float, shape: tuple[int, ...], rng: np.random.Generator
) -> np.ndarray:
    return rng.normal(mean, std**2, shape)


def test_a_live_function_is_checked_and_drawn_in_a_frame(browser: Browser, tmp_path: Path) -> None:
    cell = show(sample_gaussian, seed=5, course=COURSE)
    assert isinstance(cell, Shown)
    written = tmp_path / "cell.html"
    written.write_text(f"<!doctype html>{cell._repr_html_()}", encoding="utf-8")
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(written.as_uri())
        frame = page.frame_locator("iframe")
        assert "✗ failed" in frame.locator("#sample_gaussian .verdict").inner_text()
        frame.locator("#sample_gaussian-guess").fill("68")
        frame.locator("#sample_gaussian-guess").press("Enter")
        assert frame.locator("#sample_gaussian .film canvas").is_visible()
