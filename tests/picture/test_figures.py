"""Figures at the top of the page, fed by whatever exercise says that it does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from noisegrade.errors import DeclarationError
from noisegrade.picture import Figure, Role
from picture import chance
from picture.pages import draws, read, shown, told

if TYPE_CHECKING:
    from playwright.sync_api import Page

PICTURE = """
import numpy as np
from noisegrade.exercise import RNG, Normal
from noisegrade.picture import Draws, Figure, Role, Subject

IMAGE = np.ones((40, 40))
PICTURE = Subject(
    law="the image, plus σ = 2",
    draws=(
        Draws(args=(IMAGE, RNG), shape=(40, 40), distribution=Normal(0.0, 2.0, around=IMAGE)),
    ),
    figure=Figure(role=Role.{role}, image=IMAGE, {more}),
)
"""
SQUARE = np.zeros((3, 3))


def page_of(folder: Path, role: str, more: str = "") -> Path:
    """Write the page of a course in which `hum` has a role."""
    text = PICTURE.format(role=role, more=more)
    course = chance.write(folder / "chance", {"hum": text}, title=role)
    return shown(course / "solutions", folder / "page.html", "--course", str(course), "die")


def test_any_exercise_may_be_the_one_whose_noise_is_turned_up(tmp_path: Path, page: Page) -> None:
    path = page_of(tmp_path, "AMPLITUDE")
    page.goto(path.as_uri())
    assert "Your hum drew this noise once." in told(page, "#figure")
    assert f"σ {40 * draws(path, 'hum').std():.2f} pixel values" in told(page, "#figure-told")
    assert page.locator("#path").count() == 0
    assert page.locator("#exercises > section").count() == 1


def test_a_jump_is_shown_without_a_walk(tmp_path: Path, page: Page) -> None:
    path = page_of(tmp_path, "JUMP", "stops=(0, 7), alpha_bars=(1.0, 0.25)")
    page.goto(path.as_uri())
    assert page.locator("#figure").count() == 0
    assert page.locator("[name=way]").count() == 1
    assert "hum jumps." in told(page, "#path-names")
    assert page.inner_text("#step-out") == "7 of 7"
    noise = 1 + 2 * draws(path, "hum") - 0.5  # half of the image is thought to be left
    assert f"The noise has σ = {noise.std():.3f}" in told(page, "#path-told")
    page.fill("#step", "0")
    assert "The noise has σ = 0.000; the formula says 0.000." in told(page, "#path-told")
    assert len(read(path)["hum"]["yours"]["path"]) == 2


@pytest.mark.parametrize(
    ("figure", "says"),
    [
        ({"role": Role.AMPLITUDE, "image": np.zeros((3, 4))}, "must be square"),
        ({"role": Role.WALK, "image": SQUARE}, "needs two stops"),
        ({"role": Role.WALK, "image": SQUARE, "stops": (0, 1)}, "an alpha_bar for each"),
        (
            {"role": Role.JUMP, "image": SQUARE, "stops": (0, 1, 2), "alpha_bars": (1.0, 0.5, 0.2)},
            "needs a call for each stop",
        ),
    ],
    ids=["oblong", "no stops", "no alpha_bars", "no calls"],
)
def test_a_figure_that_can_not_be_drawn_is_refused(figure: dict[str, object], says: str) -> None:
    with pytest.raises(DeclarationError, match=says):
        Figure(**figure)  # type: ignore[arg-type]  # whatever a course may hold
