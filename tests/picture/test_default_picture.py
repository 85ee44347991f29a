"""Pictures that no course declares: a die, waiting times, an exact function, from elsewhere."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner

from built_in import COURSE
from noisegrade.cli import main
from noisegrade.exercise import RandomExercise
from picture import chance
from picture.pages import draws, read, shown, told, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WRONG = """
import numpy as np
def die(size, rng): return np.where(np.arange(size) < 41, 2.5, rng.integers(1, 6, size))
def waits(mean, size, rng): return np.linspace(-5, 25, 4096)
def heads(size, rng): return rng.binomial(10_000, 0.5, (2, size))
def heights(size, rng): raise NotImplementedError
def hum(image, rng): return rng.standard_normal(image.shape)
def decay(t, rate): return np.exp(-rate * np.asarray(t)) + (np.asarray(t) > 2) * 0.1
def extremes(x): return float(np.min(x)), float(np.min(x))
"""
FAILING = "PICTURE = 1 / 0\n"
SEVERAL = """
from scipy import stats
from noisegrade.exercise import RNG
from noisegrade.picture import Draws, Subject

PICTURE = Subject(
    law="1 to 6, equally often",
    draws=tuple(
        Draws(args=(count, RNG), shape=(count,), distribution=stats.randint(1, 7), label="one die")
        for count in (400, 100)
    ),
)
"""
SOMETHING_ELSE = "PICTURE = 3\n"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return chance.write(tmp_path_factory.mktemp("course") / "chance")


@pytest.fixture(scope="module")
def solved(course: Path) -> Path:
    return shown(course / "solutions", course / "page.html", "--course", str(course))


@pytest.fixture(scope="module")
def wrong(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wrong")
    (folder / "chance.py").write_text(WRONG, encoding="utf-8")
    return shown(folder / "chance.py", folder / "page.html", "--course", str(course))


def expected(path: Path, name: str) -> dict[str, np.ndarray]:
    held = read(path)[name]["rows"][0]["expected"]
    return {key: np.asarray(values) for key, values in held.items()}


def test_a_die_is_expected_to_show_each_number_equally_often(solved: Path) -> None:
    held = expected(solved, "die")
    shares = dict(zip(held["edges"][:-1] + 0.5, held["shares"], strict=True))
    assert held["whole"]
    assert list(shares) == list(range(8))  # one more on either side, for those who miscount
    for number, share in shares.items():
        assert share == pytest.approx(1 / 6 if 1 <= number <= 6 else 0.0)
    # σ = √35/12: one σ holds 2 to 5, 0.8 σ 3 and 4 and just not 2, 1.5 σ all.
    assert held["within"][[9, 7, 14]] == pytest.approx([4 / 6, 2 / 6, 1])


def test_waiting_times_are_expected_to_follow_their_own_density(solved: Path) -> None:
    held = expected(solved, "waits")
    below = 1 - np.exp(-np.maximum(held["edges"], 0) / 2)
    assert held["shares"] == pytest.approx(np.diff(below))
    assert held["shares"].sum() == pytest.approx(1, abs=0.001)
    p = (np.arange(79) + 0.5) / 79
    assert held["quantiles"] == pytest.approx(-np.log(1 - p) - 1, abs=0.001)
    assert held["within"][9] == pytest.approx(1 - np.exp(-2), abs=0.001)


def test_many_whole_numbers_share_bins(solved: Path) -> None:
    held = expected(solved, "heads")
    assert len(held["shares"]) <= 41
    assert set(np.diff(held["edges"])) == {9.0}
    assert held["shares"].sum() == pytest.approx(1, abs=0.002)


def test_a_sum_of_uniforms_is_expected_to_follow_the_triangle(solved: Path) -> None:
    held = expected(solved, "triangle")
    sums = np.clip(held["edges"] / np.sqrt(6) + 1, 0, 2)
    below = np.where(sums < 1, sums**2 / 2, 1 - (2 - sums) ** 2 / 2)
    assert held["shares"] == pytest.approx(np.diff(below), abs=1e-9)


@pytest.mark.parametrize("name", ["heights", "hum"])
def test_gaussian_draws_are_shown_against_the_bell(solved: Path, name: str) -> None:
    assert read(solved)[name]["rows"][0]["expected"] is None
    z = draws(solved, name)
    # The mean and σ of n standard draws stray by 1/√n and 1/√2n: five of these.
    assert abs(z.mean()) < 5 / np.sqrt(z.size)
    assert abs(z.std() - 1) < 5 / np.sqrt(2 * z.size)


def test_what_was_asked_for_is_said(solved: Path) -> None:
    laws = {name: each["law"] for name, each in read(solved).items()}
    assert laws["die"] == (
        "die(size = 4096, rng): independent draws from scipy.stats.randint(1, 7), with mean 3.5 "
        "and σ = 1.708"
    )
    assert laws["hum"].endswith("with mean 0 and σ = 2, added to what is given")


def test_the_page_draws_bars_beside_what_is_expected(solved: Path, page: Page) -> None:
    page.goto(solved.as_uri())
    for name in ("die", "waits", "heads", "heights", "triangle", "hum"):
        assert page.locator(f"#{name} .sorry").count() == 0
        assert page.locator(f"#{name} svg:not([aria-label])").count() == 0
    assert page.locator("#die .expected").count() == 2 * len(expected(solved, "die")["shares"])
    assert page.locator("#waits .bell").count() == 2
    page.fill("#die-band", "0.8")
    rolls = np.rint(3.5 + draws(solved, "die") * np.sqrt(35 / 12))
    share = 100 * np.mean((rolls == 3) | (rolls == 4))
    assert "asked for 33.3 %, ● target" in (counts := told(page, "#die-band-told"))
    assert f"■ yours {share:.1f} %" in counts


def test_exact_answers_stand_in_a_table_and_a_curve(solved: Path, page: Page) -> None:
    page.goto(solved.as_uri())
    assert "decay(t = 1, rate = 0.5): one t" in told(page, "#decay table")
    assert f"{np.exp(-0.5):.4g}" in told(page, "#decay table")
    assert "All 37 of yours agree with the target." in told(page, "#decay")
    assert page.locator("#extremes .chart").count() == 0
    assert page.locator("text=✓ same").count() == 4


def test_wrong_code_is_shown_for_what_it_is(wrong: Path, page: Page) -> None:
    page.goto(wrong.as_uri())
    assert "41 of them are not whole numbers." in told(page, "#die")
    held = expected(wrong, "waits")
    near, far = np.searchsorted(np.linspace(-5, 25, 4096), held["edges"][[0, -1]])
    assert f"{4096 - far + near} of them lie outside the histogram." in told(page, "#waits")
    assert "(4096,) was asked for" in told(page, "#heads")
    assert "○ not written yet" in told(page, "#heights")
    assert "○ not written yet" in told(page, "#triangle")
    assert page.locator("#decay >> text=✗ differs").count() == 1
    assert page.locator("#extremes >> text=✗ differs").count() == 2
    right = sum(t <= 2 for t in read(wrong)["decay"]["chart"]["x"])
    assert f"{37 - right} of 37 of yours differ from the target." in told(page, "#decay")


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
def test_axe_finds_no_violation(axe: str, browser: Browser, wrong: Path, scheme: str) -> None:
    assert violations(browser, axe, wrong, dark=scheme == "dark") == []


def test_a_phone_needs_no_scrolling_sideways(browser: Browser, wrong: Path) -> None:
    with browser.new_context(viewport={"width": 360, "height": 700}) as context:
        page = context.new_page()
        page.goto(wrong.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_further_draws_stand_in_a_row_with_the_first(tmp_path: Path, page: Page) -> None:
    folder = chance.write(tmp_path / "chance", {"die": SEVERAL}, title="several")
    path = shown(folder / "solutions", tmp_path / "page.html", "--course", str(folder), "die")
    page.goto(path.as_uri())
    assert page.locator("#die .row figure").count() == 4  # of either side, two
    assert "■ yours, one die: mean" in told(page, "#die")


@pytest.mark.parametrize(
    ("text", "says"), [(FAILING, "ZeroDivisionError"), (SOMETHING_ELSE, "must be a Subject")]
)
def test_a_picture_that_fails_is_named_in_a_sentence(tmp_path: Path, text: str, says: str) -> None:
    folder = chance.write(tmp_path / "chance", {"die": text}, title=says)
    where = ["--course", str(folder), "--dir", str(folder / "solutions"), "--no-open"]
    result = CliRunner().invoke(main, ["show", *where, "--out", str(tmp_path / "page.html")])
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 1
    assert "The picture of die can't be made" in result.output
    assert says in result.output


def test_every_exercise_of_the_built_in_course_could_do_without_its_own(
    tmp_path: Path, page: Page
) -> None:
    shutil.copytree(
        COURSE.declarations,
        tmp_path / "declarations",
        ignore=shutil.ignore_patterns("picture.py", "*.toml", "solutions"),
    )
    shutil.copytree(COURSE.solutions, tmp_path / "solutions")
    sections = json.dumps(COURSE.section_names)
    settings = f'name = "bare"\ntitle = "Bare"\nsections = {sections}\n'
    (tmp_path / "noisegrade.toml").write_text(settings, encoding="utf-8")
    path = shown(tmp_path / "solutions", tmp_path / "page.html", "--course", str(tmp_path))
    page.goto(path.as_uri())
    for exercise in COURSE.exercises:
        assert page.locator(f"#{exercise.name} .sorry").count() == 0
        if isinstance(exercise, RandomExercise):
            # Six times what the σ of 4096 draws strays by; n of a path are its steps' draws.
            assert abs(draws(path, exercise.name).std() - 1) < 6 / np.sqrt(2 * 4096)
    assert page.locator("text=✗ differs").count() == 0
