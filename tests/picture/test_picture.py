"""The picture in a real browser, from disk: moved by keyboard, read back, compared with NumPy."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from click.testing import CliRunner

from built_in import COURSE
from noisegrade import picture
from noisegrade.cli import main
from noisegrade.errors import DeclarationError
from noisegrade.picture.spec import Subject
from noisegrade.what_noise_is.scenes import ALPHA_BARS, NUMBERS, WALK, landscape
from picture.pages import films, image, opened, read, shown, told, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SOLUTIONS = Path(__file__).parents[2] / "solutions"
BROKEN = """
import numpy as np
def sample_static(height, width, channels, rng):
    raise ValueError("</script><img src=x onerror=alert(1)>")
def bell_curve(x, mean, std):
    return np.exp(-((x - mean) / std) ** 2 / 2)
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


def status(page: Page, name: str) -> str:
    return told(page, f"#{name} .film [role=status]")


def test_the_page_is_small_and_names_no_address(solved: Path) -> None:
    text = solved.read_text(encoding="utf-8")
    assert len(text.encode()) < 1_000_000
    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)", text) == []
    assert list(read(solved)) == [each.name for each in COURSE.exercises]


def test_an_exercise_is_shown_alone(single: Path, page: Page) -> None:
    assert list(read(single)) == ["sum_gaussians"]
    page.goto(single.as_uri())
    assert page.locator(".card").count() == 1
    assert page.locator("#contents").count() == 0


def test_a_picture_of_its_own_belongs_to_an_exercise() -> None:
    drawn = {path.parent.name for path in COURSE.declarations.glob("*/picture.py")}
    assert drawn == {each.name for each in COURSE.exercises}
    assert all(isinstance(COURSE.picture(name), Subject) for name in drawn)


def test_nothing_outside_the_course_names_one_of_its_exercises() -> None:
    names = re.compile(rf"\b({'|'.join(each.name for each in COURSE.exercises)})\b")
    for path in sorted(Path(picture.__file__).parent.iterdir()):
        if path.is_file():
            # A method of targets is only named alike.
            text = path.read_text(encoding="utf-8").replace(".standardize(", "")
            assert names.findall(text.replace('"standardize"', "")) == [], path.name


def test_a_learners_words_never_become_markup(broken: Path) -> None:
    assert "<img" not in broken.read_text(encoding="utf-8")
    assert "ValueError" in json.dumps(read(broken)["sample_static"]["checked"])


def test_sliders_move_and_widen_the_learners_own_draws(solved: Path, page: Page) -> None:
    opened(page, solved)
    page.focus("#sample_gaussian-film-0")
    page.keyboard.press("ArrowRight")
    page.focus("#sample_gaussian-film-1")
    page.keyboard.press("End")
    assert page.get_attribute("#sample_gaussian-film-0", "aria-valuetext") == "mean 3"
    came = re.findall(r"mean ([−\d.]+), σ (\d+(?:\.\d+)?)", status(page, "sample_gaussian"))
    assert came[1] == ("3", "3")  # asked for
    # The mean and σ of n draws stray by σ/√n and σ/√2n: five of these.
    assert abs(float(came[0][0]) - 3) < 5 * 3 / 48
    assert abs(float(came[0][1]) - 3) < 5 * 3 / 48 / np.sqrt(2)


def test_noise_widens_in_pixels_and_keeps_its_shape_in_sigmas(solved: Path) -> None:
    shots = films(solved, "add_noise")["shots"]
    assert (image(shots[0]["image"]) == np.rint(landscape(64))).all()  # the picture comes first
    for std, shot in list(zip((0, 10, 25, 50, 75, 100), shots, strict=True))[1:]:
        n = 64 * 64 * 3
        assert abs(shot["bars"]["std"] / std - 1) < 5 / np.sqrt(2 * n)
        assert abs(shot["shape"]["std"] - 1) < 5 / np.sqrt(2 * n)
        inside = sum(shot["shape"]["counts"])
        assert inside + shot["shape"]["below"] + shot["shape"]["above"] == n


def test_the_walk_begins_at_the_picture_and_the_jump_stands_beside(
    solved: Path, page: Page
) -> None:
    walk, jump = (films(solved, name) for name in ("noise_steps", "noise_shortcut"))
    assert walk["start"] == jump["start"] == [0]
    for at, after in enumerate(WALK):
        should = np.sqrt(1 - ALPHA_BARS[after])
        for film in (walk, jump):
            std = film["shots"][at]["bars"]["std"]
            assert abs(std - should) <= 5 * should / np.sqrt(2 * 48 * 48 * 3)
    opened(page, solved)
    page.fill("#noise_shortcut-film-0", "3")
    assert page.locator("#noise_shortcut .views canvas").count() == 2
    assert "your noise_steps, step by step" in told(page, "#noise_shortcut")


def test_values_on_the_border_of_the_band_are_counted(solved: Path, page: Page) -> None:
    inside = np.abs(NUMBERS - 5) <= 3
    assert np.sum(np.abs(NUMBERS - 5) == 3) > 0
    opened(page, solved)
    assert f"{inside.sum()} of 200 values lie in the band" in status(page, "fraction_within")
    assert f"Yours: {inside.mean():.4g}" in status(page, "fraction_within")
    assert page.locator("#fraction_within circle.given").count() == inside.sum()


def test_every_exercise_is_drawn_and_told(solved: Path, page: Page) -> None:
    opened(page, solved)
    for name, one in read(solved).items():
        assert one["checked"]["verdict"] == "passed"
        assert page.locator(f"#{name} .checked.passed").count() == 1
        assert page.locator(f"#{name} svg, #{name} canvas").count() >= 1
        assert page.locator(f"#{name} svg:not([aria-label])").count() == 0
        assert page.locator(f"#{name} canvas:not([aria-label])").count() == 0
        assert page.locator(f"#{name} .sorry").count() == 0
        assert not any(shot["off"] for shot in (one["film"] or {"shots": ()})["shots"]), name
    assert "All 49 of yours agree with the target." in told(page, "#passes_coverage_check")
    assert page.locator("text=✗ differs").count() == 0
    links = page.eval_on_selector_all("#contents a", "all => all.map(a => a.hash.slice(1))")
    assert links == list(read(solved))


def test_values_beyond_the_plot_are_marked_not_moved(broken: Path, page: Page) -> None:
    film = films(broken, "bell_curve")
    opened(page, broken)
    page.fill("#bell_curve-film-0", "2")
    page.fill("#bell_curve-film-1", "1")
    high = film["height"][1]
    above = sum(y > high for y in film["shots"][2 * 3 + 1]["numbers"])
    assert above > 0
    assert f"{above} of yours: above the plot." in status(page, "bell_curve")
    assert page.locator("#bell_curve .curve path.yours").count() == above
    assert page.locator("#bell_curve .curve rect.yours").count() == 65 - above


def test_a_broken_function_blanks_its_own_panel_only(broken: Path, page: Page) -> None:
    opened(page, broken)
    assert page.locator("#sample_static .checked.crashed").count() == 1
    assert "ValueError" in told(page, "#sample_static .checked")
    assert page.locator("#sample_static canvas").count() == 0
    assert page.locator("#bell_curve .checked.failed").count() == 1
    assert "not written yet" in told(page, "#add_noise .verdict")


def test_the_question_comes_before_the_picture(broken: Path, page: Page) -> None:
    page.goto(broken.as_uri())
    assert page.is_hidden("#bell_curve .film")
    assert page.is_visible("#bell_curve .checked")
    page.fill("#bell_curve-guess", "0,3")
    page.keyboard.press("Enter")
    assert page.is_visible("#bell_curve .film")
    said = told(page, "#bell_curve .guess")
    assert "You predict 0.3." in said
    assert "it is" not in said  # that is for after the pass
    assert page.is_hidden("#add_noise .film")


def test_a_prediction_that_was_made_is_not_asked_for_again(tmp_path: Path, page: Page) -> None:
    folder = tmp_path / "exercises"
    folder.mkdir()
    (folder / "sampling.py").write_bytes((SOLUTIONS / "sampling.py").read_bytes())
    for words in (["predict", "bell_curve", "--answer", "0.3"], ["check", "bell_curve"]):
        assert CliRunner().invoke(main, [*words, "--dir", str(folder)]).exit_code == 0
    page.goto(shown(folder, tmp_path / "page.html", "bell_curve").as_uri())
    assert page.is_visible("#bell_curve .film")
    assert "You predicted 0.3; it is 0.2." in told(page, "#bell_curve .guess")


def test_print_gives_each_exercise_a_page(solved: Path, page: Page) -> None:
    page.goto(solved.as_uri())
    pages = page.pdf(format="A4").count(b"/Type /Page\n")
    assert pages == 1 + len(COURSE.exercises)


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


@pytest.mark.parametrize("which", ["solved", "broken"])
def test_a_phone_needs_no_scrolling_sideways(
    browser: Browser, request: pytest.FixtureRequest, which: str
) -> None:
    with browser.new_context(viewport={"width": 360, "height": 700}) as context:
        page = context.new_page()
        opened(page, request.getfixturevalue(which))
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_odd_answers_are_named_and_break_nothing(tmp_path: Path, page: Page) -> None:
    (tmp_path / "odd.py").write_text(ODD, encoding="utf-8")
    opened(page, shown(tmp_path / "odd.py", tmp_path / "page.html"))
    assert page.locator(".card").count() == len(COURSE.exercises)
    assert page.locator(".checked.passed").count() == 0
    assert "It returned shape ()" in page.inner_text("#sample_sum .film")


def test_a_film_that_can_not_be_shown_is_refused() -> None:
    stop = picture.Stop(args=(1.0,))
    right: dict[str, Any] = {"idea": "One.", "stops": (stop,), "views": (picture.View.BELL,)}
    picture.Film(**right)
    for wrong, says in (
        ({"stops": ()}, "a stop and a view"),
        ({"sliders": (picture.Slider("k", ("1", "2")),)}, "a stop for each place"),
        ({"views": (picture.View.TREND,)}, "needs one slider"),
        ({"views": (picture.View.HISTOGRAM,)}, "'histogram'"),
        ({"start": (1,)}, "starts at a place"),
    ):
        with pytest.raises(DeclarationError, match=says):
            picture.Film(**(right | wrong))
