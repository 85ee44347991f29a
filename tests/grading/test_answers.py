"""What a function may hand back instead of noise, and the sentence that it earns."""

from __future__ import annotations

import re

import pytest

from grading.conftest import GradeFunction
from noisegrade.model import Verdict

HEAD = "def sample_static(height, width, channels, rng):\n"
DRAW = "rng.standard_normal((height, width, channels))"


@pytest.mark.parametrize(
    ("body", "verdict", "words"),
    [
        ("    pass", Verdict.FAILED, "returned nothing"),
        ("    return 'noise'", Verdict.FAILED, "can't be graded"),
        ("    return np.array([object()])", Verdict.FAILED, "not all numbers"),
        (f"    return {DRAW}.tolist()", Verdict.FAILED, "list"),
        (f"    return {DRAW}[0]", Verdict.FAILED, "You were asked for shape"),
        (f"    return ({DRAW}, {DRAW})", Verdict.FAILED, "one array of floats"),
        (f"    return {DRAW}.astype(int)", Verdict.FAILED, "Noise has decimals"),
        (f"    return {DRAW} + 0j", Verdict.FAILED, "complex numbers"),
        (f"    return {DRAW} * np.nan", Verdict.FAILED, "not a number"),
        (f"    x = {DRAW}\n    x[0, 0, 0] = np.inf\n    return x", Verdict.FAILED, "infinity"),
        (f"    return np.float16({DRAW})", Verdict.FAILED, "hardly ever repeats"),
        (f"    return np.stack([{DRAW}] * 200)", Verdict.FAILED, "larger than what was asked for"),
        ("    raise ValueError('why')", Verdict.CRASHED, "ValueError: why"),
        ("    raise NotImplementedError", Verdict.NOT_ATTEMPTED, "not written yet"),
        ("    import os; os._exit(0)", Verdict.CRASHED, "ended the whole program"),
        ("    while True: pass", Verdict.OUT_OF_LIMITS, "loop without an end"),
        ("    return np.ones(1 << 30)", Verdict.OUT_OF_LIMITS, "512 MB"),
    ],
)
def test_an_answer_that_is_no_noise_is_told_what_it_is(
    grade_function: GradeFunction, body: str, verdict: Verdict, words: str
) -> None:
    report = grade_function("sample_static", HEAD + body + "\n")
    assert report.verdict is verdict
    assert words in report.says
    assert report.score == 0


@pytest.mark.parametrize("dtype", ["float32", "longdouble"])
def test_noise_may_have_any_width_that_holds_it(grade_function: GradeFunction, dtype: str) -> None:
    report = grade_function("sample_static", f"{HEAD}    return np.{dtype}({DRAW})\n")
    assert report.verdict is Verdict.PASSED, report.says


def test_a_wide_type_does_not_blind_the_battery(grade_function: GradeFunction) -> None:
    for dtype in ("float16", "float32", "longdouble"):
        body = f"    return np.{dtype}({DRAW} * 1.05)\n"
        assert grade_function("sample_static", HEAD + body).verdict is Verdict.FAILED


def test_code_that_is_right_only_at_first_is_caught(grade_function: GradeFunction) -> None:
    body = f"""
    sample_static.calls = getattr(sample_static, "calls", 0) + 1
    if sample_static.calls > 20:
        return np.zeros((height, width, channels))
    return {DRAW}
"""
    assert grade_function("sample_static", HEAD + body).verdict is Verdict.FAILED


@pytest.mark.parametrize(
    ("signature", "words"),
    [
        ("height, width, channels", "Its parameters must be (height, width, channels, rng)"),
        ("height, width, channels, rng, extra", "Its parameters must be"),
    ],
)
def test_another_signature_is_told_the_right_one(
    grade_function: GradeFunction, signature: str, words: str
) -> None:
    report = grade_function("sample_static", f"def sample_static({signature}):\n    return 1\n")
    assert report.verdict is Verdict.FAILED
    assert words in report.says


def test_a_name_that_is_no_function_is_told_so(grade_function: GradeFunction) -> None:
    report = grade_function("sample_static", "sample_static = 3\n")
    assert "not for a function" in report.says


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("    return [1.0]", "(mean = "),
        ("    return 'x'", "can't be graded"),
        ("    return mean", "should give 2 numbers"),
        ("    return mean, std", "should give"),
        ("    return np.array([mean * factor])", "should give 2 numbers"),
        ("    raise KeyError('beta')", "KeyError: 'beta'"),
    ],
)
def test_an_exact_answer_that_is_off_is_told_so(
    grade_function: GradeFunction, body: str, words: str
) -> None:
    report = grade_function("scale_gaussian", f"def scale_gaussian(mean, std, factor):\n{body}\n")
    assert words in report.says


def test_the_line_that_raised_is_named(grade_function: GradeFunction) -> None:
    report = grade_function("sample_static", f"{HEAD}    x = 1\n    return x / 0\n")
    assert report.where == "handed_in.py:9"
    assert "ZeroDivisionError: division by zero" in report.says


@pytest.mark.parametrize(
    ("body", "between"),
    [
        (f"1.07 * {DRAW}", r"your σ is (\S+) to (\S+) times"),
        (f"0.9 + {DRAW}", r"your mean is off by (\S+) to (\S+) σ"),
    ],
)
def test_a_failure_without_a_name_says_between_which_numbers_the_truth_lies(
    grade_function: GradeFunction, body: str, between: str
) -> None:
    report = grade_function("sample_static", f"{HEAD}    return {body}\n")
    assert report.misconception is None
    found = re.search(between, report.luck or "")
    assert found
    low, high = map(float, found.groups())
    assert low < float(body.split(maxsplit=1)[0]) < high


def test_a_failure_with_a_name_needs_no_interval(grade_function: GradeFunction) -> None:
    body = f"    x = {DRAW}\n    return (x - x.mean()) / x.std()\n"
    report = grade_function("sample_static", HEAD + body)
    assert report.misconception is not None
    assert "Over all calls" not in (report.luck or "")


@pytest.mark.parametrize("exercise", ["add_noise", "noise_step"])
def test_draws_from_a_pool_are_told_to_repeat(grade_function: GradeFunction, exercise: str) -> None:
    bodies = {
        "add_noise": "def add_noise(image, std, rng):\n    return image + std * {draws}\n",
        "noise_step": (
            "def noise_step(x, beta, rng):\n"
            "    image = x\n    return (1 - beta) ** 0.5 * x + beta**0.5 * {draws}\n"
        ),
    }
    draws = "rng.choice(POOL, image.shape)"
    pool = "POOL = np.random.default_rng(3).standard_normal(20_000)\n\n\n"
    report = grade_function(exercise, pool + bodies[exercise].format(draws=draws))
    assert report.verdict is Verdict.FAILED
    assert "hardly ever repeats" in report.says
