"""The single source compared with the curriculum, against outside truths, and against the stubs."""

from __future__ import annotations

import ast
import doctest
import inspect
import statistics
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import mpmath
import numpy as np
import pytest
import scipy

from built_in import COURSE, SECTIONS

ROOT = Path(__file__).parents[2]

CURRICULUM: dict[str, dict[str, tuple[str, ...]]] = {
    "sampling": {
        "bell_curve": ("x", "mean", "std"),
        "sample_static": ("height", "width", "channels", "rng"),
    },
    "shift_and_scale": {
        "shift_and_scale": ("eps", "mean", "std"),
        "standardize": ("x", "mean", "std"),
        "sample_gaussian": ("mean", "std", "shape", "rng"),
        "add_noise": ("image", "std", "rng"),
    },
    "coverage": {
        "gaussian_coverage": ("k",),
        "fraction_within": ("x", "mean", "std", "k"),
        "passes_coverage_check": ("x", "mean", "std", "tolerance"),
    },
    "independence": {"neighbour_correlation": ("field", "axis")},
    "summing": {
        "scale_gaussian": ("mean", "std", "factor"),
        "sum_gaussians": ("means", "stds"),
        "sample_sum": ("means", "stds", "size", "rng"),
        "many_small_effects": ("count", "size", "rng"),
    },
    "averaging": {
        "estimate_noise": ("noisy", "image"),
        "standard_error": ("std", "count"),
        "average_noisy": ("image", "std", "count", "rng"),
    },
    "forward": {
        "noise_step": ("x", "beta", "rng"),
        "noise_steps": ("x0", "betas", "rng"),
        "noise_shortcut": ("x0", "betas", "rng"),
        "noise_levels": ("betas",),
        "remove_noise": ("x_t", "eps", "alpha_bar"),
    },
}
EXERCISES = [(section, name) for section, functions in CURRICULUM.items() for name in functions]


def load(folder: str, section: str) -> ModuleType:
    spec = spec_from_file_location(f"{folder}_{section}", ROOT / folder / f"{section}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SOLVED = {section: load("solutions", section) for section in SECTIONS}
STUBS = {section: load("exercises", section) for section in SECTIONS}


def solved(name: str) -> Any:
    return next(getattr(module, name) for module in SOLVED.values() if hasattr(module, name))


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


# What the files hold


def test_the_sections_of_the_curriculum_stand_in_its_order() -> None:
    assert [section for section in SECTIONS if section in CURRICULUM] == list(CURRICULUM)
    for folder in ("solutions", "exercises"):
        assert {path.stem for path in (ROOT / folder).glob("*.py")} == set(SECTIONS)


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_defines_its_exercises_in_order_and_nothing_else(section: str) -> None:
    asked_for = CURRICULUM.get(section, {})
    for modules in (SOLVED, STUBS):
        named = {
            name: tuple(inspect.signature(thing).parameters)
            for name, thing in vars(modules[section]).items()
            if inspect.isfunction(thing)
        }
        assert tuple(named) == COURSE.functions[section]
        kept = [(name, named[name]) for name in named if name in asked_for]
        assert kept == list(asked_for.items())


@pytest.mark.parametrize("section", SECTIONS)
def test_the_worked_examples_are_right(section: str) -> None:
    found = doctest.testmod(SOLVED[section])
    assert found.failed == 0
    assert found.attempted >= len(COURSE.functions[section])


@pytest.mark.parametrize(("section", "name"), EXERCISES)
def test_a_stub_has_the_signature_and_the_task_of_its_solution(section: str, name: str) -> None:
    stub, solution = getattr(STUBS[section], name), getattr(SOLVED[section], name)
    assert inspect.signature(stub) == inspect.signature(solution)
    assert stub.__doc__ == solution.__doc__


@pytest.mark.parametrize(("section", "name"), EXERCISES)
def test_a_stub_names_its_exercise(section: str, name: str) -> None:
    stub = getattr(STUBS[section], name)
    with pytest.raises(NotImplementedError, match=f"^{name}: "):
        stub(*inspect.signature(stub).parameters)


@pytest.mark.parametrize(("section", "name"), EXERCISES)
def test_a_task_tells_parameters_result_and_an_example(section: str, name: str) -> None:
    task = inspect.getdoc(getattr(SOLVED[section], name)) or ""
    for heading in ("Parameters", "Returns", "Notes", "Examples"):
        assert f"\n{heading}\n{'-' * len(heading)}\n" in task
    told = task.partition("Parameters\n")[2].partition("Returns\n")[0]
    for parameter in CURRICULUM[section][name]:
        assert any(parameter in line.partition(" : ")[0] for line in told.splitlines())


@pytest.mark.parametrize("section", SECTIONS)
def test_a_solution_imports_numpy_and_python_alone(section: str) -> None:
    tree = ast.parse((ROOT / "solutions" / f"{section}.py").read_text(encoding="utf-8"))
    imported = {
        name
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= {"numpy", "math", "collections.abc"}


# What the functions compute


@pytest.mark.parametrize("x", [np.linspace(-30, 30, 61).reshape(61, 1, 1), np.arange(7), 2.5])
def test_bell_curve_is_the_density_of_a_gaussian(x: Any) -> None:
    for mean, std in [(5.0, 3.0), (-1.0, 0.25), (0.0, 1.0)]:
        found = solved("bell_curve")(x, mean, std)
        np.testing.assert_allclose(found, scipy.stats.norm.pdf(x, mean, std), rtol=1e-12)
        assert np.shape(found) == np.shape(x)


def test_shift_and_scale_and_standardize_undo_each_other() -> None:
    x = rng().standard_normal((4, 3, 2))
    there = solved("shift_and_scale")(x, -2.0, 0.5)
    np.testing.assert_allclose(
        there, scipy.stats.norm.ppf(scipy.stats.norm.cdf(x), -2.0, 0.5), rtol=1e-9
    )
    np.testing.assert_allclose(solved("standardize")(there, -2.0, 0.5), x, rtol=1e-12)


def test_gaussian_coverage_is_right_to_twelve_digits() -> None:
    ks = np.concatenate([np.logspace(-12, 1.5, 200), [0.0, 1.0, 2.0, 3.0, 37.0, 1e6]])
    with mpmath.workdps(40):
        truth = [float(mpmath.erf(mpmath.mpf(float(k)) / mpmath.sqrt(2))) for k in ks]
    np.testing.assert_allclose(solved("gaussian_coverage")(ks), truth, rtol=1e-12)


@pytest.mark.parametrize("k", [1, 1.0, np.float64(1.0), np.array(1.0)])
def test_gaussian_coverage_of_one_number_is_one_number(k: Any) -> None:
    found = solved("gaussian_coverage")(k)
    assert isinstance(found, float)
    assert found == pytest.approx(0.6826894921370859, rel=1e-12)


@pytest.mark.parametrize("shape", [(0,), (3,), (2, 3), (2, 3, 4)])
def test_gaussian_coverage_keeps_the_shape(shape: tuple[int, ...]) -> None:
    found = solved("gaussian_coverage")(np.ones(shape))
    assert found.shape == shape
    assert found.dtype == np.float64


def test_fraction_within_counts_the_border() -> None:
    x = np.array([[2.0, 8.0], [5.0, 8.25]])
    found = solved("fraction_within")(x, 5.0, 3.0, 1.0)
    assert type(found) is float
    assert found == 0.75


@pytest.mark.parametrize(
    ("within_one", "within_two"),
    [(68, 95), (73, 95), (64, 91), (68, 100)],
)
def test_shares_near_the_bells_pass_the_coverage_check(within_one: int, within_two: int) -> None:
    assert coverage_check(within_one, within_two) is True


@pytest.mark.parametrize(
    ("within_one", "within_two"),
    [(62, 95), (74, 95), (68, 89), (62, 100), (0, 0)],
)
def test_one_share_too_far_off_fails_the_coverage_check(within_one: int, within_two: int) -> None:
    assert coverage_check(within_one, within_two) is False


def coverage_check(within_one: int, within_two: int) -> object:
    """Check a hundred values of which so many are within one σ and two, with tolerance 0.05."""
    z = np.repeat([0.5, -1.5, 3.0], [within_one, within_two - within_one, 100 - within_two])
    return solved("passes_coverage_check")(5.0 + 3.0 * z, 5.0, 3.0, 0.05)


@pytest.mark.parametrize("axis", [0, 1, 2, -1])
def test_neighbour_correlation_is_pearsons_over_all_pairs(axis: int) -> None:
    field = np.cumsum(rng().standard_normal((6, 5, 4)), axis=axis) + 100.0
    size = field.shape[axis]
    first = np.take(field, range(size - 1), axis=axis).ravel()
    second = np.take(field, range(1, size), axis=axis).ravel()
    found = solved("neighbour_correlation")(field, axis)
    assert type(found) is float
    assert found == pytest.approx(scipy.stats.pearsonr(first, second).statistic, rel=1e-12)


@pytest.mark.parametrize("factor", [-2.0, 0.0, 0.5, 3.0])
def test_a_scaled_gaussian_has_no_negative_width(factor: float) -> None:
    assert solved("scale_gaussian")(5.0, 3.0, factor) == (5.0 * factor, 3.0 * abs(factor))


@pytest.mark.parametrize("kind", [list, np.array], ids=["list", "array"])
def test_means_add_and_variances_add(kind: Callable[[list[float]], Any]) -> None:
    found = solved("sum_gaussians")(kind([-2.0, -3.0, 1.0]), kind([2.0, 3.0, 6.0]))
    assert found == (-4.0, 7.0)
    assert [type(number) for number in found] == [float, float]


def test_noise_is_measured_as_a_whole_population() -> None:
    image = rng().uniform(0, 255, (5, 4, 3))
    noise = rng(2).normal(1.0, 7.0, image.shape)
    found = solved("estimate_noise")(image + noise, image)
    assert [type(number) for number in found] == [float, float]
    assert found[0] == pytest.approx(statistics.fmean(noise.ravel()), rel=1e-9)
    assert found[1] == pytest.approx(statistics.pstdev(noise.ravel()), rel=1e-9)


def test_means_of_draws_stray_by_the_standard_error() -> None:
    counts = np.array([[1, 2], [9, 100]])
    found = solved("standard_error")(np.full((2, 2), 3.0), counts)
    np.testing.assert_allclose(found, [scipy.stats.norm(0, 3).std() / n**0.5 for n in counts])
    means = rng().normal(5.0, 3.0, (40_000, 9)).mean(axis=1)
    assert scipy.stats.kstest(means, scipy.stats.norm(5.0, found[1, 0]).cdf).pvalue > 1e-6


def test_averages_follow_the_law_that_their_docstring_tells() -> None:
    image = np.full((200, 300), -7.0)
    x = solved("average_noisy")(image, 2.0, 5, rng())
    law = scipy.stats.norm(-7.0, solved("standard_error")(2.0, 5))
    assert scipy.stats.kstest(x.ravel(), law.cdf).pvalue > 1e-6


def test_a_level_is_the_spread_of_the_noise_at_its_step() -> None:
    betas = [0.1, 0.0, 0.5, 1.0, 0.3]
    levels = solved("noise_levels")(betas)
    with mpmath.workdps(40):
        left = [mpmath.mpf(1)]
        for beta in betas:
            left.append(left[-1] * (1 - mpmath.mpf(beta)))
        truth = [float(mpmath.sqrt(1 - each)) for each in left]
    np.testing.assert_allclose(levels, truth, rtol=1e-12)
    path = solved("noise_steps")(np.zeros((300, 200)), betas, rng())
    np.testing.assert_allclose(path.std(axis=(1, 2)), levels, rtol=0.02)


@pytest.mark.parametrize("alpha_bar", [1.0, 0.64, 0.001])
def test_what_the_shortcut_did_is_undone(alpha_bar: float) -> None:
    x0, eps = rng().uniform(-1, 1, (6, 5, 3)), rng(2).standard_normal((6, 5, 3))
    x_t = solved("noise_shortcut")(x0, [1 - alpha_bar], rng(2))
    np.testing.assert_allclose(
        solved("remove_noise")(x_t, eps, alpha_bar), x0, rtol=1e-9, atol=1e-12
    )


SAMPLERS: dict[str, tuple[tuple[Any, ...], tuple[int, ...]]] = {
    "sample_static": ((4, 5, 3), (4, 5, 3)),
    "sample_gaussian": ((5.0, 3.0, (2, 3)), (2, 3)),
    "add_noise": ((np.full((4, 5), 7), 0.1), (4, 5)),
    "sample_sum": (([1.0, 2.0], [3.0, 4.0], 9), (9,)),
    "many_small_effects": ((3, 9), (9,)),
    "average_noisy": ((np.full((4, 5), 7), 0.1, 3), (4, 5)),
    "noise_step": ((np.full((4, 5), 7), 0.1), (4, 5)),
    "noise_steps": ((np.full((4, 5), 7), [0.1, 0.2, 0.3]), (4, 4, 5)),
    "noise_shortcut": ((np.full((4, 5), 7), np.array([0.1, 0.2])), (4, 5)),
}


@pytest.mark.parametrize("name", SAMPLERS)
def test_a_sampler_gives_floats_of_the_right_shape_and_repeats_itself(name: str) -> None:
    args, shape = SAMPLERS[name]
    before = [np.copy(arg) for arg in args]
    first, again, other = (solved(name)(*args, rng(seed)) for seed in (1, 1, 2))
    assert first.shape == shape
    assert first.dtype == np.float64
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)
    for arg, copy in zip(args, before, strict=True):
        np.testing.assert_array_equal(arg, copy)


def test_a_path_begins_with_the_image_and_goes_on_from_step_to_step() -> None:
    x0 = rng().standard_normal((5, 4))
    path = solved("noise_steps")(x0, [0.0, 1.0, 0.0], rng(2))
    np.testing.assert_array_equal(path[0], x0)
    np.testing.assert_array_equal(path[1], x0)
    np.testing.assert_array_equal(path[2], path[3])
    assert not np.array_equal(path[1], path[2])


def test_the_shortcut_keeps_the_product_of_what_the_steps_keep() -> None:
    args = (np.full((200, 300), 10.0), [0.5, 0.5, 0.5])
    x = solved("noise_shortcut")(*args, rng())
    z = (x - 10.0 * np.sqrt(0.125)) / np.sqrt(0.875)
    assert scipy.stats.kstest(z.ravel(), "norm").pvalue > 1e-6


@pytest.mark.parametrize("count", [1, 2, 7])
def test_small_effects_follow_irwin_and_hall(count: int) -> None:
    total = solved("many_small_effects")(count, 20_000, rng()) * np.sqrt(count / 12) + count / 2
    spline = scipy.interpolate.BSpline.basis_element(np.arange(count + 1.0), extrapolate=False)
    law = spline.antiderivative()
    assert scipy.stats.kstest(total, law).pvalue > 1e-6
