"""`noisegrade power` as an instructor types it: tables, JSON, a page of its own."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from built_in import COURSE
from noisegrade.cli import main
from noisegrade.exercise import RandomExercise

SAMPLED = [one.name for one in COURSE.exercises if isinstance(one, RandomExercise)]
QUICK = ("--effect", "0.3", "--gradings", "3")


def run(*words: str) -> Result:
    return CliRunner(env={"COLUMNS": "80"}).invoke(main, ["power", *words])


class Page(HTMLParser):
    """Which tags a page has, and whether each is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", SAMPLED)
def test_every_random_exercise_has_chances_for_every_axis(name: str) -> None:
    result = run(name, "--effect", "0.3", "--gradings", "0")
    assert result.exit_code == 0, result.output
    exercise = COURSE.find(name)
    assert isinstance(exercise, RandomExercise)
    trial = exercise.trial(0, 1000, np.random.default_rng(1))
    for axis in ("call", *trial.axes):
        assert f"neighbours: {axis}" in result.output
    assert all(len(line) <= 80 for line in result.output.splitlines())


def test_exact_exercise_has_a_sentence_instead() -> None:
    result = run("bell_curve")
    assert result.exit_code == 0
    assert "there is no power to compute" in " ".join(result.output.split())


def test_json_holds_every_chance_and_repeats_with_its_seeds() -> None:
    first, second = (json.loads(run("sample_static", *QUICK, "--json").stdout) for _ in range(2))
    assert first["schema"] == 1
    assert first["design"]["effect"] == 0.3
    assert {curve["how"] for curve in first["curves"]} == {"exact", "at least"}
    for key in ("curves", "simulated", "design"):
        assert first[key] == second[key]
    for one in first["simulated"]:
        low, high = one["interval"]
        assert low <= one["caught"] / one["gradings"] <= high
        assert one["gradings"] == 3


def test_finer_effect_costs_draws_and_time_in_proportion() -> None:
    told = json.loads(run("sample_sum", "--effect", "0.04", "--gradings", "0", "--json").stdout)
    costs = told["costs"]
    assert [one["effect"] for one in costs] == [0.08, 0.04, 0.02, 0.01]
    for kind in ("draws", "usual_draws"):
        draws = [one[kind] for one in costs]
        assert draws == sorted(draws)
        assert draws[3] / draws[1] == pytest.approx(16, rel=0.1)
    assert all(one["usual_draws"] < 0.6 * one["draws"] for one in costs)
    times = [one["cpu_seconds"] / one["usual_draws"] for one in costs]
    assert max(times) == pytest.approx(min(times), rel=0.1)


def test_large_effect_takes_all_draws_and_says_so() -> None:
    told = json.loads(run("sample_sum", "--effect", "0.3", "--gradings", "0", "--json").stdout)
    at_most, own, *_, finest = told["costs"]
    assert own["draws"] == own["usual_draws"]
    assert at_most["draws"] <= own["draws"]
    assert finest["usual_draws"] < finest["draws"]
    assert len(told["design"]["shapes"]) == 2


def test_page_needs_nothing_but_itself(tmp_path: Path) -> None:
    target = tmp_path / "power.html"
    assert run("sample_static", *QUICK, "--html", str(target)).exit_code == 0
    text = target.read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert not page.open
    tags = [tag for tag, _ in page.seen]
    assert tags.count("svg") == 8
    assert not {"script", "link", "img", "iframe"} & set(tags)
    assert not {"src", "href"} & {name for _, attrs in page.seen for name in attrs}
    assert not re.search(r"https?:|url\(|@import|NaN|inf\b", text)
    assert all(attrs["aria-label"] for tag, attrs in page.seen if tag == "svg")


def test_page_that_cant_be_written_is_one_sentence(tmp_path: Path) -> None:
    result = run("bell_curve", "--html", str(tmp_path / "none" / "power.html"))
    assert result.exit_code == 1
    assert "can't be written" in result.output


@pytest.mark.parametrize("effect", ["0", "-1", "0.001", "0.6"])
def test_effect_that_no_plan_has_is_refused(effect: str) -> None:
    assert run("sample_static", "--effect", effect).exit_code == 2
