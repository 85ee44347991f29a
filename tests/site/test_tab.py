from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import numpy as np
import pytest

from built_in import COURSE
from noisegrade import grading
from noisegrade.model import Chunk, Isolation, Source, Submission
from noisegrade.sandbox.client import Sandbox
from noisegrade.site.tab import Tab

SEED = 7
BODIES = {
    "right": "return mean + std * rng.standard_normal(shape)",
    "variance": "return mean + std**2 * rng.standard_normal(shape)",
    "unseeded": "return np.random.normal(mean, std, shape)",
    "crash": "return mean + sdt",
    "syntax": "return (",
    "exit": "raise SystemExit",
    "file": "np.save('/drawn.npy', mean)",
}
CODES = {
    name: f"def sample_gaussian(mean, std, shape, rng):\n    {body}\n"
    for name, body in BODIES.items()
}


@pytest.fixture(scope="module")
def tab() -> Tab:
    return Tab(COURSE.origin, alive=lambda: None)


def ask(tab: Tab, code: str, **more: object) -> dict[str, object]:
    request = {"exercise": "sample_gaussian", "codes": {"sample_gaussian": code}, "seed": SEED}
    answer: dict[str, object] = json.loads(tab.check(json.dumps({**request, **more})))
    return answer


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


@pytest.mark.parametrize("kind", CODES)
def test_a_page_says_what_the_command_line_says(tab: Tab, sandbox: Sandbox, kind: str) -> None:
    chunks = (Chunk("import numpy as np\n", "a.py"), Chunk(CODES[kind], "your code"))
    work = Submission("one", (Source("shift_and_scale", chunks, ("shift_and_scale",)),))
    report = grading.grade(
        work,
        sandbox,
        settings=grading.Settings(course=COURSE, seed=SEED),
        only={"sample_gaussian"},
    )
    (there,) = [each for each in report.exercises if each.exercise == "sample_gaussian"]
    here = ask(tab, CODES[kind])
    assert here["isolation"] == Isolation.BROWSER
    assert (here["verdict"], here["misconception"], here["says"], here["score"]) == (
        there.verdict,
        there.misconception,
        there.says,
        there.score,
    )


def test_a_solution_is_shown_after_the_pass_with_what_was_predicted(tab: Tab) -> None:
    assert "solution" not in ask(tab, CODES["variance"], prediction="68")
    answer = ask(tab, CODES["right"], prediction="68,3 %")
    assert "standard_normal" in str(answer["solution"])
    assert str(answer["recalled"]).startswith("You predicted 68.3")


def test_what_code_does_to_numpy_is_undone(tab: Tab) -> None:
    square_root = np.sqrt
    code = f"np.sqrt = None\nimport random\nrandom.random = None\n{CODES['right']}"
    assert ask(tab, code)["verdict"] == "passed"
    assert np.sqrt is square_root
    assert ask(tab, CODES["right"])["verdict"] == "passed"


def test_code_in_the_middle_of_a_line_is_not_judged_while_typing(tab: Tab) -> None:
    assert ask(tab, CODES["syntax"], unfinished=True) == {
        "unfinished": "Line 2: '(' was never closed."
    }


def test_code_too_deep_for_python_to_read_is_told_and_stops_nothing(tab: Tab) -> None:
    deep = f"x = {'-' * 100_000}1\n"
    assert ask(tab, deep, unfinished=True) == {
        "unfinished": "It is nested too deeply for Python to read."
    }


def test_a_broken_exercise_beside_it_does_not_break_another(tab: Tab) -> None:
    request = {
        "exercise": "sample_gaussian",
        "codes": {"sample_gaussian": CODES["right"], "shift_and_scale": "def shift_and_scale(:\n"},
    }
    assert json.loads(tab.check(json.dumps(request)))["verdict"] == "passed"


def test_the_picture_is_drawn_by_the_learners_own_function(tab: Tab) -> None:
    request = {"exercise": "sample_gaussian", "codes": {"sample_gaussian": CODES["variance"]}}
    answer = json.loads(tab.picture(json.dumps(request)))
    assert "yours" in answer["page"]


def test_an_exercise_that_needs_another_says_which(tab: Tab) -> None:
    code = "def noise_steps(x0, betas, rng):\n    return noise_step(x0, betas[0], rng)\n"
    request = {"exercise": "noise_steps", "codes": {"noise_steps": code}}
    assert json.loads(tab.check(json.dumps(request)))["says"] == (
        "noise_steps calls noise_step, which is not written yet: write that one first."
    )


def test_scipy_is_imported_before_the_learners_time_begins(tab: Tab) -> None:
    codes = {"a": "from scipy.fft import dct, missing\nimport scipy.nothing\n", "b": "import (\n"}
    tab.prepare(json.dumps({"codes": codes}))
    assert "scipy.fft" in sys.modules
