"""The mutation engine on small functions, and on the solutions."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from noisegrade.verify.mutants import OPERATORS, mutants
from noisegrade.verify.mutants.subject import subject_of

SOLUTIONS = Path(__file__).parents[2] / "solutions"
SECTIONS = {path.stem: path.read_text(encoding="utf-8") for path in SOLUTIONS.glob("*.py")}
FUNCTIONS = [
    (section, node.name)
    for section, source in sorted(SECTIONS.items())
    for node in ast.parse(source).body
    if isinstance(node, ast.FunctionDef)
]
PLAUSIBLE: dict[str, list[object]] = {
    "mean": [5.0, -2.0],
    "std": [3.0, 0.25],
    "k": [1.0, 2.0, 0.5],
    "tolerance": [0.02],
    "factor": [-2.0, 0.5],
    "height": [64],
    "width": [48],
    "channels": [3, 1, 4],
    "size": [3000],
    "count": [1, 4, 12],
    "axis": [0, 1, 2],
    "beta": [0.36, 0.19],
    "shape": [(64, 48, 3), (9, 7)],
    "means": [[-2.0, -3.0], [1.0, 4.0, 2.0]],
    "stds": [[2.0, 5.0], [3.0, 4.0, 12.0]],
    "betas": [[0.1, 0.05, 0.2, 0.15], [0.3, 0.06, 0.12]],
}


def section(code: str) -> str:
    return f'"""A section."""\n\nimport numpy as np\n\n{code}'


def function_in(source: str, name: str = "f") -> ast.FunctionDef:
    return next(
        node
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and node.name == name
    )


def bodies(operator: Any, code: str, **constants: list[object]) -> list[str]:
    """Return what an operator makes of f: its statements, parted by semicolons."""
    subject = subject_of(function_in(section(code)), constants, numpy="np")
    trees = [change.function for change in operator(subject)]
    return ["; ".join(ast.unparse(line) for line in tree.body) for tree in trees]


X = "x: float | np.ndarray"
RNG = "rng: np.random.Generator"
LOOP = "def f(a: list[float]):\n    t = 0\n    for v in a:\n        t += v\n    return t"
# operator, code, constants, one of the bodies that must come out
TABLE: list[tuple[str, str, dict[str, list[object]], str]] = [
    ("arguments.constants", "def f(s: float): return s", {"s": [3.0]}, "s = 3.0; return s"),
    ("arguments.constants", "def f(s: float): return s", {"s": [-3]}, "s = -3; return s"),
    (
        "arguments.constants",
        "def f(s: np.ndarray): return s",
        {"s": [np.ones(2)]},
        "s = np.array([1.0, 1.0]); return s",
    ),
    ("arguments.others", "def f(a: int, b: int): return a", {}, "a = b; return a"),
    ("arguments.others", "def f(a: int, b: int): return a", {}, "a, b = (b, a); return a"),
    ("arguments.single_uses", "def f(a: int, b: int): return a + b - a", {}, "return b + b - a"),
    ("arguments.roots_and_squares", "def f(s: float): return 2 * s", {}, "return 2 * s ** 2"),
    (
        "arguments.roots_and_squares",
        "def f(s: float): return 2 * s",
        {},
        "return 2 * np.sqrt(np.abs(s))",
    ),
    ("arguments.numbers", "def f(n: int): return n", {}, "n = n - 1; return n"),
    ("arguments.numbers", "def f(s: float): return s", {}, "s = -s; return s"),
    ("arguments.axes", "def f(x, axis): return x", {}, "axis = -1; return x"),
    ("arguments.sequences", "def f(p: list[float]): return p", {}, "p = p[:3]; return p"),
    ("arguments.sequences", "def f(p): return p", {"p": [[1.0]]}, "p = p[::-1]; return p"),
    (
        "arguments.sequences_together",
        "def f(p: list[float], q: list[float]): return p, q",
        {},
        "p = p[-2:]; q = q[-2:]; return (p, q)",
    ),
    ("arguments.arrays", f"def f({X}): return x", {}, "x = np.ravel(x); return x"),
    ("arguments.arrays", f"def f({X}): return x", {}, "x = np.asarray(x)[..., :3]; return x"),
    ("arithmetic.operands_dropped", "def f(a, b): return a - b", {}, "return b"),
    ("arithmetic.operands_doubled", "def f(a, b): return a * b", {}, "return a * b * b"),
    ("arithmetic.operators_exchanged", "def f(a, b): return a * b", {}, "return a / b"),
    ("arithmetic.operators_exchanged", "def f(a, b): return a - b", {}, "return b - a"),
    ("arithmetic.assignments_exchanged", "def f(a):\n    a += 1\n", {}, "a -= 1"),
    ("arithmetic.comparisons", "def f(a): return a <= 1", {}, "return a < 1"),
    ("arithmetic.borders", "def f(a): return 0 < a <= 1", {}, "return 0 < a <= 1.1 * 1"),
    ("arithmetic.logic", "def f(a, b): return a and b", {}, "return a or b"),
    ("arithmetic.logic", "def f(a): return not a", {}, "return a"),
    ("arithmetic.signs", "def f(a): return -a", {}, "return a"),
    ("arithmetic.signs", "def f(a, b): return a, b", {}, "return (a, -b)"),
    ("arithmetic.roots_and_squares", "def f(a): return np.sqrt(a)", {}, "return a ** 2"),
    ("arithmetic.roots_and_squares", "def f(a): return a**2", {}, "return np.sqrt(np.abs(a))"),
    ("arithmetic.constants", "def f(a): return a / 12", {}, "return a / 6"),
    ("arithmetic.constants", "def f(a): return -0.5 * a", {}, "return 0.5 * a"),
    ("arithmetic.constants", "def f(a): return a[:-1]", {}, "return a[:-2]"),
    ("arithmetic.choices", "def f(a): return 1 if a else 2", {}, "return 2"),
    ("arithmetic.choices", "def f(a): return g(a, k=True)", {}, "return g(a, k=False)"),
    ("calls.calls_dropped", "def f(a): return np.array(a)", {}, "return a"),
    ("calls.calls_dropped", "def f(a): return a.copy()", {}, "return a"),
    ("calls.calls_doubled", "def f(a): return np.exp(a)", {}, "return np.exp(np.exp(a))"),
    ("calls.calls_exchanged", "def f(a): return all(a)", {}, "return any(a)"),
    ("calls.calls_exchanged", "def f(a): return np.mean(a)", {}, "return np.median(a)"),
    ("calls.methods", "def f(a: list[float]): return np.sum(a)", {}, "return a.sum()"),
    ("calls.keywords", "def f(a): return np.sum(a, axis=2)", {}, "return np.sum(a)"),
    ("calls.keywords", "def f(a): return np.sum(a, axis=2)", {}, "return np.sum(a, axis=-1)"),
    ("calls.subscripts_dropped", "def f(a): return a[()]", {}, "return a"),
    ("control_flow.statements_dropped", "def f(a):\n    a[0] = 1\n    return a", {}, "return a"),
    ("control_flow.statements_doubled", "def f(a):\n    a += 1\n", {}, "a += 1; a += 1"),
    (
        "control_flow.loops",
        "def f(n): return [i for i in range(n)]",
        {},
        "return [i for i in range(n + 1)]",
    ),
    (
        "control_flow.loops",
        LOOP,
        {},
        "t = 0; for v in list(a)[1:]:\n    t += v; return t",
    ),
    (
        "control_flow.early_returns",
        LOOP,
        {},
        "t = 0; for v in a:\n    t += v\n    return t; return t",
    ),
    (
        "control_flow.conditions",
        "def f(a):\n    if a > 0:\n        a = 0\n    return a",
        {},
        "if not a > 0:\n    a = 0; return a",
    ),
    (
        "control_flow.jumps",
        "def f(a):\n    for v in a:\n        if v:\n            break\n",
        {},
        "for v in a:\n    if v:\n        continue",
    ),
    ("control_flow.results_dropped", "def f(a): return a", {}, "return None"),
    (
        "array_handling.ranks",
        "def f(x: np.ndarray): return x",
        {},
        "assert np.ndim(x) == 2; return x",
    ),
    ("array_handling.conversions", f"def f({X}): return x", {}, "x = float(x); return x"),
    ("array_handling.conversions", "def f(p: list[int]): return p", {}, "p.shape; return p"),
    ("array_handling.shapes", "def f(x): return g(x.shape)", {}, "return g((*x.shape[:-1], 3))"),
    (
        "array_handling.shapes",
        "def f(s: tuple[int, ...]): return g(s)",
        {},
        "return g(s[:2])",
    ),
    ("array_handling.tuples", "def f(h, w, c): return g((h, w, c))", {}, "return g((h, w, 3))"),
    ("array_handling.tuples", "def f(h, w, c): return g((h, w, c))", {}, "return g((w, h, c))"),
    (
        "array_handling.overwritten",
        "def f(x: np.ndarray): return x * 2",
        {},
        (
            "_result = x * 2; if isinstance(x, np.ndarray):\n"
            "    x[...] = np.broadcast_to(_result, x.shape)\n    return x; return _result"
        ),
    ),
    (
        "array_handling.emptied",
        "def f(p: list[float]): return sum(p)",
        {},
        "_result = sum(p); if hasattr(p, 'clear'):\n    p.clear(); return _result",
    ),
    (
        "array_handling.dtypes",
        "def f(x: np.ndarray): return np.zeros(x.shape)",
        {},
        "return np.zeros(x.shape, dtype=np.asarray(x).dtype)",
    ),
    ("array_handling.wrapped", "def f(a) -> float: return a", {}, "return np.atleast_1d(a)"),
    (
        "draw_handling.generators",
        f"def f({RNG}): return rng.random()",
        {},
        "rng = np.random.default_rng(0); return rng.random()",
    ),
    (
        "draw_handling.draws_reused",
        f"def f(x, {RNG}): return rng.random(x.shape)",
        {},
        "return (lambda draws: draws[..., :1] + 0 * draws)(rng.random(x.shape))",
    ),
    (
        "draw_handling.draws_cached",
        f"def f(x, {RNG}): return g(x, rng)",
        {},
        "return (lambda draws: vars(f).setdefault(str(np.shape(draws)), draws))(g(x, rng))",
    ),
    (
        "draw_handling.draws_in_loops",
        f"def f(a, {RNG}):\n    for v in a:\n        v += rng.random()\n",
        {},
        (
            "_kept = {}; for v in a:\n    v += (lambda draws: "
            "_kept.setdefault(str(np.shape(draws)), draws))(rng.random())"
        ),
    ),
    (
        "draw_handling.generators_in_loops",
        f"def f(a, {RNG}):\n    for v in a:\n        g(v, rng)\n",
        {},
        "from copy import deepcopy; for v in a:\n    g(v, deepcopy(rng))",
    ),
]


def name_of(operator: Any) -> str:
    return f"{operator.__module__.rpartition('.')[2]}.{operator.__name__}"


NAMED = {name_of(operator): operator for operator in OPERATORS}


@pytest.mark.parametrize(("name", "code", "constants", "body"), TABLE)
def test_an_operator_makes_the_fault_it_is_named_for(
    name: str, code: str, constants: dict[str, list[object]], body: str
) -> None:
    assert body in bodies(NAMED[name], code, **constants)


def test_every_operator_is_in_the_table() -> None:
    assert {row[0] for row in TABLE} == set(NAMED)
    assert len(NAMED) == len(OPERATORS)


@pytest.mark.parametrize(("section_name", "function"), FUNCTIONS)
def test_every_mutant_of_a_solution_is_another_function_that_loads(
    section_name: str, function: str
) -> None:
    source = SECTIONS[section_name]
    found = mutants(source, function, constants=PLAUSIBLE)
    original = function_in(source, function)
    seen = {ast.dump(original)}
    for mutant in found:
        space: dict[str, Any] = {"__name__": section_name}
        exec(compile(mutant.source, section_name, "exec"), space)  # noqa: S102
        changed = function_in(mutant.source, function)
        assert ast.dump(changed) not in seen, mutant.id
        assert space[function].__doc__ == ast.get_docstring(original, clean=False)
        assert ast.dump(changed.args) == ast.dump(original.args)
        seen.add(ast.dump(changed))
    assert 20 <= len(found) <= 120


@pytest.mark.parametrize(("section_name", "function"), FUNCTIONS)
def test_a_mutant_leaves_the_rest_of_its_section_alone(section_name: str, function: str) -> None:
    source = SECTIONS[section_name]

    def others(text: str) -> list[str]:
        nodes = ast.parse(text).body
        return [ast.dump(node) for node in nodes if getattr(node, "name", "") != function]

    for mutant in mutants(source, function, constants=PLAUSIBLE):
        assert others(mutant.source) == others(source)


@pytest.mark.parametrize(("section_name", "function"), FUNCTIONS)
def test_ids_are_unique_and_stay_when_lines_are_added_above(
    section_name: str, function: str
) -> None:
    source = SECTIONS[section_name]
    ids = [mutant.id for mutant in mutants(source, function, constants=PLAUSIBLE)]
    assert len(set(ids)) == len(ids)
    moved = source.replace("import numpy as np\n", "import numpy as np\n\nMORE = 1\n# lines\n\n")
    assert [mutant.id for mutant in mutants(moved, function, constants=PLAUSIBLE)] == ids


def test_ids_stay_when_the_docstring_changes_and_when_constants_are_added() -> None:
    code = 'def f(s: float):\n    """{}"""\n    return 2 * s\n'
    before = mutants(section(code.format("One.")), "f", constants={"s": [3.0]})
    after = mutants(section(code.format("Two.\n\nLonger.")), "f", constants={"s": [4.0, 3.0]})
    ids = [mutant.id for mutant in after]
    assert [name for name in ids if name != "f:s:is-4.0"] == [mutant.id for mutant in before]


def test_the_order_is_the_same_every_time() -> None:
    once, again = (mutants(SECTIONS["forward"], "noise_steps", constants={}) for _ in range(2))
    assert once == again


@pytest.mark.parametrize(("section_name", "function"), FUNCTIONS)
def test_every_mutant_says_what_was_changed_on_one_line(section_name: str, function: str) -> None:
    for mutant in mutants(SECTIONS[section_name], function, constants=PLAUSIBLE):
        assert mutant.id.startswith(f"{function}:")
        assert " " not in mutant.id
        assert "\n" not in mutant.says
        assert not {"{", "NP", "VALUE", "DRAWS", "CALL"} & set(mutant.says.split())


@pytest.mark.parametrize(
    ("line", "dropped"),
    [("return float(a)", "float-dropped"), ("return len(a)", "len-dropped")],
)
def test_a_change_that_is_as_right_is_not_made(line: str, dropped: str) -> None:
    found = mutants(section(f"def f(a):\n    {line}\n"), "f", constants={})
    assert not [mutant.id for mutant in found if mutant.id.endswith(dropped)]


def test_values_without_a_literal_are_passed_over() -> None:
    values: list[object] = [object(), np.zeros(1000), [1.0, None], np.float64(2.5)]
    found = mutants(section("def f(s: float): return s\n"), "f", constants={"s": values})
    assert [mutant.id for mutant in found if ":is-" in mutant.id] == ["f:s:is-2.5"]


def test_a_section_without_numpy_gets_it_where_a_fault_needs_it() -> None:
    source = "def f(x: float) -> float:\n    return 2 * x\n"
    (rooted,) = [m for m in mutants(source, "f", constants={}) if m.id.endswith("rooted")]
    space: dict[str, Any] = {}
    exec(rooted.source, space)  # noqa: S102
    assert space["f"](9.0) == 6.0


def test_an_alias_of_numpy_is_kept() -> None:
    source = "import numpy\n\ndef f(x: float) -> float:\n    return 2 * x\n"
    assert any("numpy.sqrt" in mutant.source for mutant in mutants(source, "f", constants={}))


def test_each_of_several_returns_is_changed_where_it_stands() -> None:
    code = "def f(p: list[float]):\n    if p:\n        return p[0]\n    return 0\n"
    source = section(code)
    (emptied,) = [m for m in mutants(source, "f", constants={}) if m.id == "f:p:emptied"]
    space: dict[str, Any] = {}
    exec(emptied.source, space)  # noqa: S102
    entries = [4.0, 5.0]
    assert space["f"](entries) == 4.0
    assert entries == []
    assert space["f"](()) == 0


def test_a_function_that_is_not_there_is_an_error() -> None:
    with pytest.raises(LookupError, match="'g'"):
        mutants(section("def f(a): return a\n"), "g", constants={})
