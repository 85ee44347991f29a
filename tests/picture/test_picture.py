"""The picture in a real browser, from disk: moved by keyboard, read back, compared with NumPy."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import special  # type: ignore[import-untyped]  # SciPy ships no types

from built_in import COURSE
from noisegrade import picture
from noisegrade.picture.spec import Subject
from picture.pages import draws, read, shown, told, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SOLUTIONS = Path(__file__).parents[2] / "solutions"
BROKEN = """
def sample_static(height, width, channels, rng):
    raise ValueError("</script><img src=x onerror=alert(1)>")
"""

ODD = """
import numpy as np
def sample_static(height, width, channels, rng): return np.full((height, width, channels), np.nan)
def sample_gaussian(mean, std, shape, rng): return rng.standard_normal(shape) * np.inf
def add_noise(image, std, rng): return np.zeros(image.shape, complex)
def sample_sum(means, stds, size, rng): return 3
def many_small_effects(count, size, rng): return None
def noise_steps(x0, betas, rng): return np.zeros((51, *x0.shape), bool)
def noise_shortcut(x0, betas, rng): return x0 if len(betas) == 50 else x0[:3]
def sum_gaussians(means, stds): return ()
def scale_gaussian(mean, std, factor): return 1, 2, 3
def neighbour_correlation(field, axis): return field
def gaussian_coverage(k): return np.longdouble("1e4000") * np.ones_like(k)
def fraction_within(x, mean, std, k): return np.nan
def passes_coverage_check(x, mean, std, tolerance): return [True, False]
def bell_curve(x, mean, std): return "a"
"""


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shown(SOLUTIONS, tmp_path_factory.mktemp("solved") / "page.html")


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("broken")
    (folder / "sampling.py").write_text(BROKEN, encoding="utf-8")
    return shown(folder, folder / "page.html")


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shown(SOLUTIONS, tmp_path_factory.mktemp("single") / "page.html", "sum_gaussians")


def test_the_page_is_small_and_names_no_address(solved: Path) -> None:
    text = solved.read_text(encoding="utf-8")
    assert len(text.encode()) < 1_000_000
    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)", text) == []
    assert list(read(solved)) == [each.name for each in COURSE.exercises]


def test_an_exercise_is_shown_with_the_figures_alone(single: Path) -> None:
    shown_or_not = {name: each["shown"] for name, each in read(single).items()}
    feeders = dict.fromkeys(("add_noise", "noise_steps", "noise_shortcut"), False)
    assert shown_or_not == {"sum_gaussians": True, **feeders}


def test_a_picture_of_its_own_belongs_to_an_exercise() -> None:
    drawn = {path.parent.name for path in COURSE.declarations.glob("*/picture.py")}
    assert drawn <= {each.name for each in COURSE.exercises}
    assert all(isinstance(COURSE.picture(name), Subject) for name in drawn)


def test_nothing_outside_the_course_names_one_of_its_exercises() -> None:
    names = re.compile(rf"\b({'|'.join(each.name for each in COURSE.exercises)})\b")
    for path in sorted(Path(picture.__file__).parent.iterdir()):
        if path.is_file():
            # A method of targets and a call of the figures are only named alike.
            text = path.read_text(encoding="utf-8").replace(".standardize(", "")
            assert names.findall(text.replace('"standardize"', "")) == [], path.name


def test_a_learners_words_never_become_markup(broken: Path) -> None:
    assert "<img" not in broken.read_text(encoding="utf-8")
    assert "ValueError" in read(broken)["sample_static"]["yours"]["sorry"]


def test_the_slider_multiplies_the_learners_own_draws(solved: Path, page: Page) -> None:
    page.goto(solved.as_uri())
    page.focus("#sigma")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    assert page.inner_text("#sigma-out") == "σ = 45"
    z = draws(solved, "add_noise")
    figure = told(page, "#figure-told")
    assert f"σ {45 * z.std():.2f}" in figure
    assert f"Within 1 σ: {100 * np.mean(np.abs(z) <= 1):.1f} %" in figure
    assert f"within 2 σ: {100 * np.mean(np.abs(z) <= 2):.1f} %" in figure
    assert "Your add_noise drew this noise" in told(page, "#figure")


def test_a_band_counts_live_what_lies_in_it(solved: Path, page: Page) -> None:
    page.goto(solved.as_uri())
    page.fill("#sample_gaussian-band", "1.6")
    counts = told(page, "#sample_gaussian-band-told")
    assert f"the bell {100 * special.erf(1.6 / np.sqrt(2)):.1f} %" in counts
    for side in ("target", "yours"):
        share = np.mean(np.abs(draws(solved, "sample_gaussian", side)) <= 1.6)
        assert f"{side} {100 * share:.1f} %" in counts
    assert page.locator("#sample_gaussian .mark").count() == 2


def test_every_exercise_is_drawn_and_told(solved: Path, page: Page) -> None:
    page.goto(solved.as_uri())
    for name in read(solved):
        assert page.locator(f"#{name} svg, #{name} canvas").count() >= 1
        assert page.locator(f"#{name} svg:not([aria-label])").count() == 0
        assert page.locator(f"#{name} canvas:not([aria-label])").count() == 0
    assert "49 of 49 of yours are as the target's." in told(page, "#passes_coverage_check")
    assert "37 of 37 of yours are on the target." in told(page, "#bell_curve")
    assert "3 of 3 of yours are the target's." in told(page, "#remove_noise")
    assert page.locator("#average_noisy .chart canvas").count() == 12
    z = draws(solved, "sample_gaussian")
    common = np.corrcoef(z[:-1], z[1:])[0, 1]
    cloud = page.locator("#sample_gaussian svg[aria-label*='neighbour']").last
    assert f"correlation {common:.3f}" in str(cloud.get_attribute("aria-label")).replace("−", "-")
    assert page.locator("#sample_sum .row figure").count() == 6
    assert page.locator("#many_small_effects .row figure").count() == 8
    assert page.locator("text=✗ differs").count() == 0


def test_what_stands_in_for_missing_code_is_called_the_targets(broken: Path, page: Page) -> None:
    page.goto(broken.as_uri())
    figure = told(page, "#figure")
    assert "the target's noise stands here" in figure
    assert "Your add_noise drew" not in figure
    assert "the target stands here" in told(page, "#path-sorry")


def test_the_bell_widens_in_pixels_and_stands_still_in_sigmas(solved: Path, page: Page) -> None:
    page.goto(solved.as_uri())

    def bars(unit: str, sigma: int) -> str:
        page.check(f"[name=unit][value={unit}]")
        page.fill("#sigma", str(sigma))
        return page.inner_html("#figure-histogram")

    assert bars("pixel", 20) != bars("pixel", 60)
    assert bars("sigma", 20) == bars("sigma", 60)


@pytest.mark.parametrize("way", ["walk", "jump"])
def test_steps_and_shortcut_end_at_the_formula(solved: Path, page: Page, way: str) -> None:
    page.goto(solved.as_uri())
    page.check(f"[value={way}]")
    came, formula = re.findall(
        r"σ = ([\d.]+); the formula says (\d\.\d+)", told(page, "#path-told")
    )[0]
    # Of 4096 draws the standard deviation strays by 1.1 %: five of these.
    assert abs(float(came) / float(formula) - 1) < 0.055


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "which",
    ["single", *(pytest.param(one, marks=pytest.mark.slow) for one in ("broken", "solved"))],
    ids=str,
)
def test_axe_finds_no_violation(
    axe: str, browser: Browser, request: pytest.FixtureRequest, which: str, scheme: str
) -> None:
    assert violations(browser, axe, request.getfixturevalue(which), dark=scheme == "dark") == []


def test_a_phone_needs_no_scrolling_sideways(browser: Browser, solved: Path) -> None:
    with browser.new_context(viewport={"width": 360, "height": 700}) as context:
        page = context.new_page()
        page.goto(solved.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_odd_answers_are_named_and_break_nothing(tmp_path: Path, page: Page) -> None:
    (tmp_path / "odd.py").write_text(ODD, encoding="utf-8")
    page.goto(shown(tmp_path / "odd.py", tmp_path / "page.html").as_uri())
    assert "None of the values is a finite number." in page.inner_text("#sample_static")
    assert "It returned shape ()" in page.inner_text("#sample_sum")
    assert page.locator("#exercises > section").count() == len(COURSE.exercises)
