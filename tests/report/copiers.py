"""A class that writes right answers in its own ways, and copiers who disguise another's work.

Everybody has a habit: some ways of writing come easier to them than others, in all exercises. What
independent learners write is drawn from the course's right implementations; a copier renames,
reorders and comments, and changes nothing that is computed.
"""

from __future__ import annotations

import ast
import builtins
import random
from collections.abc import Sequence
from functools import cache

from built_in import COURSE, NAMES, RIGHT
from noisegrade import submission
from noisegrade.exercise import PREAMBLE
from noisegrade.model import Chunk, Source, Submission

__all__ = ["as_submission", "disguised", "independent"]

_WORDS = ("out", "tmp", "a1", "val", "res", "noise_part", "xx", "mine", "thing", "q")


@cache
def ways(exercise: str) -> tuple[str, ...]:
    """Return right implementations of an exercise, the solution first: it comes easiest."""
    path = COURSE.solutions / f"{COURSE.section_of(exercise).name}.py"
    work = submission.read(path, COURSE.functions)
    module = ast.parse("\n".join(chunk.text for one in work.sources for chunk in one.chunks))
    (solution,) = [
        one for one in module.body if isinstance(one, ast.FunctionDef) and one.name == exercise
    ]
    return ast.unparse(solution), *RIGHT.get(exercise, {}).values()


def independent(seed: int, exercises: Sequence[str] = NAMES) -> str:
    """Write a submission as somebody would who saw no other."""
    dealt = random.Random(seed)  # noqa: S311 - the same class each time is the point
    habit = {kind: dealt.betavariate(0.7, 0.7) for kind in ("temporary", "power", "root", "plain")}
    written = []
    for exercise in exercises:
        known = ways(exercise)
        first = dealt.random() < 0.25 + 0.35 * habit["plain"]
        chosen = known[0] if first else dealt.choice(known)
        tree = _Habits(habit, dealt).visit(ast.parse(chosen))
        written.append(ast.unparse(ast.fix_missing_locations(tree)))
    return PREAMBLE + "\n\n".join(written)


def disguised(text: str, seed: int) -> str:
    """Rename what is the learner's own, reorder what may be, and add comments and blank lines."""
    dealt = random.Random(seed)  # noqa: S311 - as above
    tree = ast.parse(text)
    head = [one for one in tree.body if not isinstance(one, ast.FunctionDef)]
    functions = [one for one in tree.body if isinstance(one, ast.FunctionDef)]
    for one in functions:
        _rename(one, dealt)
        one.body = _reordered(one.body, dealt)
        one.body.insert(0, ast.Expr(ast.Constant(f"My own work {dealt.random()}.")))
    dealt.shuffle(functions)
    plain = ast.unparse(ast.fix_missing_locations(ast.Module([*head, *functions], [])))
    lines = []
    for line in plain.splitlines():
        indent = line[: len(line) - len(line.lstrip())]
        if dealt.random() < 0.3:
            lines.append(f"{indent}# step {dealt.randrange(99)}")
        lines.append(line)
        if dealt.random() < 0.2:
            lines.append("")
    return "\n".join(lines)


def as_submission(text: str) -> Submission:
    """Return a submission of one file."""
    return Submission("x", (Source("hw", (Chunk(text, "hw.py"),), COURSE.section_names),))


class _Habits(ast.NodeTransformer):
    """Writes the same in the way that somebody is used to."""

    def __init__(self, habit: dict[str, float], dealt: random.Random) -> None:
        self._habit = habit
        self._dealt = dealt

    def _does(self, kind: str) -> bool:
        return self._dealt.random() < self._habit[kind]

    def visit_Return(self, node: ast.Return) -> ast.AST | list[ast.stmt]:
        self.generic_visit(node)
        if node.value is None or isinstance(node.value, ast.Name) or not self._does("temporary"):
            return node
        name = ast.Name("result", ast.Store())
        return [ast.Assign([name], node.value), ast.Return(ast.Name("result", ast.Load()))]

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        two = isinstance(node.right, ast.Constant) and node.right.value == 2
        if isinstance(node.op, ast.Pow) and two and self._does("power"):
            if isinstance(node.left, ast.Name):
                return ast.BinOp(node.left, ast.Mult(), node.left)
            square = ast.Attribute(ast.Name("np", ast.Load()), "square", ast.Load())
            return ast.Call(square, [node.left], [])
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if ast.unparse(node.func) == "np.sqrt" and self._does("root"):
            return ast.BinOp(node.args[0], ast.Pow(), ast.Constant(0.5))
        return node


def _rename(function: ast.FunctionDef, dealt: random.Random) -> None:
    own = {
        one.id
        for one in ast.walk(function)
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
    }
    kept = {*dir(builtins), *(one.arg for one in ast.walk(function) if isinstance(one, ast.arg))}
    for at, name in enumerate(sorted(own - kept)):
        new = f"{dealt.choice(_WORDS)}_{at}"
        for one in ast.walk(function):
            if isinstance(one, ast.Name) and one.id == name:
                one.id = new


def _reordered(body: list[ast.stmt], dealt: random.Random) -> list[ast.stmt]:
    """Swap neighbours of which neither needs the other."""
    body = list(body)
    for _ in range(2):
        for at in range(len(body) - 1):
            if _apart(body[at], body[at + 1]) and dealt.random() < 0.8:
                body[at], body[at + 1] = body[at + 1], body[at]
    return body


def _apart(one: ast.stmt, other: ast.stmt) -> bool:
    plain = isinstance(one, ast.Assign) and isinstance(other, ast.Assign)
    uses = [{x.id for x in ast.walk(each) if isinstance(x, ast.Name)} for each in (one, other)]
    sets = [
        {x.id for x in ast.walk(each) if isinstance(x, ast.Name) and isinstance(x.ctx, ast.Store)}
        for each in (one, other)
    ]
    draws = "rng" in uses[0] and "rng" in uses[1]
    return plain and not draws and not (sets[0] & uses[1]) and not (sets[1] & uses[0])
