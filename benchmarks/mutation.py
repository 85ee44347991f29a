"""How many small faults in stats/, exercise/ and grading/ the tests would notice.

`python benchmarks/mutation.py` mutates a copy of the last commit by cosmic-ray's operators: a
seeded sample of each module, since all eleven thousand would take days. A mutant is killed when a
test fails or doesn't end. NumPy and SciPy are imported once; every mutant runs its module's tests
in a fork. `… stats/moments.py grading/messages.py` looks at these alone; `MUTANTS=100` takes more.

Mutants that differ in annotations or docstrings alone, or equal another one, don't count.
"""

from __future__ import annotations

import ast
import difflib
import importlib
import io
import os
import random
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cosmic_ray import plugins  # type: ignore[import-untyped]  # it has no types
from cosmic_ray.ast import ast_nodes, get_ast  # type: ignore[import-untyped]  # as above
from cosmic_ray.mutating import mutate_code  # type: ignore[import-untyped]  # as above

SEED = 20261124
SAMPLE = int(os.environ.get("MUTANTS", "40"))  # of each module
CHECKOUT = Path(__file__).parents[1]
COPIED = ("grader", "tests", "exercises", "solutions", "pyproject.toml")
IMPORTED_ONCE = ("numpy", "scipy.special", "scipy.stats", "mpmath")
STATS_TESTS = tuple(f"tests/stats/{path.name}" for path in CHECKOUT.glob("tests/stats/test_*.py"))
GRADING_TESTS = tuple(
    f"tests/grading/{path.name}"
    for path in CHECKOUT.glob("tests/grading/test_*.py")
    if path.name != "test_time.py"  # it takes long
)
EXERCISE_TESTS = tuple(
    path.relative_to(CHECKOUT).as_posix() for path in CHECKOUT.glob("tests/exercise/test_*.py")
)
LOG = "log"  # in the copy: what the last run of the tests said
PATIENCE = 5.0  # times as long as the tests take without a mutant, and then some seconds


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module's text with one small fault, and how the fault is shown."""

    text: str
    line: int
    shown: str


def main() -> None:
    """Print one row a module, then every survivor."""
    names = sys.argv[1:] or list(_modules())
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder)
        _prepare(copy)
        survivors: list[str] = []
        print("| module | mutants | tried | killed | score |", "|---|---|---|---|---|", sep="\n")
        for name in names:
            survivors += _examine(copy, name)
        print("", *survivors, sep="\n")


def _modules() -> Iterator[str]:
    root = CHECKOUT / "grader" / "noisegrade"
    rooms = [root / name for name in ("stats", "exercise", "grading")]
    for path in (path for room in rooms for path in sorted(room.glob("*.py"))):
        if path.name != "__init__.py":
            yield path.relative_to(root).as_posix()


def _prepare(copy: Path) -> None:
    archive = ["git", "-C", str(CHECKOUT), "archive", "HEAD", *COPIED]
    packed = subprocess.run(archive, check=True, capture_output=True).stdout  # noqa: S603 - git
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        tar.extractall(copy, filter="data")
    os.chdir(copy)
    sys.dont_write_bytecode = True  # a mutant may have its predecessor's size and second
    os.environ |= {"PYTHONPATH": str(copy / "grader"), "PYTHONDONTWRITEBYTECODE": "1"}
    sys.path[0] = str(copy / "grader")  # and no longer this folder: its names are others' too
    for name in IMPORTED_ONCE:
        importlib.import_module(name)


def _examine(copy: Path, name: str) -> list[str]:
    """Run the tests on a sample of one module's mutants; print its row, give its survivors."""
    path = copy / "grader" / "noisegrade" / name
    text = path.read_text(encoding="utf-8")
    tests = [test for test in _tests_of(name) if (copy / test).exists()]
    started = time.monotonic()
    if not _tests_pass(tests, 600.0):
        said = Path(LOG).read_text(encoding="utf-8")
        raise SystemExit(f"{name}: its tests fail without any mutant\n{said[-2000:]}")
    patience = PATIENCE * (time.monotonic() - started) + 10
    every = _mutants(text)
    chosen = random.Random(f"{SEED} {name}").sample(every, min(SAMPLE, len(every)))  # noqa: S311 - a sample
    survivors = []
    for mutant in sorted(chosen, key=lambda one: one.line):
        path.write_text(mutant.text, encoding="utf-8")
        if _tests_pass(tests, patience):
            survivors.append(f"{name}:{mutant.line}\n{mutant.shown}")
            print(survivors[-1], file=sys.stderr, flush=True)
    path.write_text(text, encoding="utf-8")
    killed = len(chosen) - len(survivors)
    score = f"{100 * killed / len(chosen):.0f} %" if chosen else "–"
    print(f"| {name} | {len(every)} | {len(chosen)} | {killed} | {score} |", flush=True)
    return survivors


def _tests_of(name: str) -> tuple[str, ...]:
    """Return the tests to run, those of the module itself first."""
    every = STATS_TESTS if name.startswith("stats/") else GRADING_TESTS
    if name.startswith("exercise/"):
        every = (*EXERCISE_TESTS, *every)
    return tuple(sorted(every, key=lambda test: Path(test).stem != f"test_{Path(name).stem}"))


def _mutants(text: str) -> list[Mutant]:
    """Make every mutant that means something else than the text and than the others."""
    seen = {_meaning(text)}
    found = []
    tree = get_ast(text)
    for name in plugins.operator_names():
        if plugins.get_operator(name).arguments():
            continue
        operator = plugins.get_operator(name)()
        count = sum(len(list(operator.mutation_positions(node))) for node in ast_nodes(tree))
        for occurrence in range(count):
            mutated = mutate_code(text, operator, occurrence)
            meaning = _meaning(mutated)
            if meaning not in seen:
                seen.add(meaning)
                found.append(Mutant(mutated, *_shown(text, mutated)))
    return found


def _meaning(text: str) -> str:
    """Write a module without annotations and docstrings; a text that is no Python means itself."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return text
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.FunctionDef):
            node.returns = None
        elif isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant(value=None)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value = ast.Constant(value=None)
    return ast.dump(tree)


def _shown(text: str, mutated: str) -> tuple[int, str]:
    before, after = text.splitlines(), mutated.splitlines()
    line = next(
        (at for at, (one, other) in enumerate(zip(before, after, strict=False), 1) if one != other),
        min(len(before), len(after)),
    )
    difference = difflib.unified_diff(before, after, n=0, lineterm="")
    return line, "\n".join(f"    {row}" for row in list(difference)[3:])


def _tests_pass(tests: list[str], patience: float) -> bool:
    """Run tests in a fork; a run that doesn't end has noticed."""
    child = os.fork()
    if child == 0:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for descriptor in (1, 2):
            os.dup2(os.open(LOG, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), descriptor)
        status = 1
        try:
            status = int(pytest.main(["-xqm", "not slow", "-p", "no:cacheprovider", *tests]))
        finally:
            os._exit(status)
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status == 0
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


if __name__ == "__main__":
    main()
