"""Where a part of a file fails or takes too long, its functions are loaded without it."""

from __future__ import annotations

from noisegrade.model import Chunk, Source, Submission
from noisegrade.sandbox.calls import Call, Death, ReplyKind
from noisegrade.sandbox.client import Sandbox

LOOP = "while True: pass\n"
F = "def f():\n    return float(a)\n"


def made(text: str, *, load_limit: float = 0.3) -> tuple[object, tuple[str, ...], Death | None]:
    source = Source("s", (Chunk(text, "s.ipynb cell 1"),), ("s",))
    call = Call(function="f", args=(), capacity=800, entropy=1)
    with Sandbox() as sandbox, sandbox.open(Submission("s", (source,))) as session:
        got = session.run("s", [call], cpu_limit=0.3, load_limit=load_limit)
        value = None
        if got.replies and got.replies[0].kind is ReplyKind.RETURNED:
            value = float(got.replies[0].values[0].array)
        return value, session.notes, got.death


def test_a_slow_part_costs_nothing_but_a_note() -> None:
    value, notes, death = made(f"a = 2\n{LOOP}{F}")
    assert (value, death) == (2.0, None)
    assert len(notes) == 1
    assert notes[0].startswith("s.ipynb: running all of it took too long")


def test_a_slow_assignment_is_left_out_in_a_second_step() -> None:
    value, notes, _ = made(f"def slow():\n    {LOOP}\na = 3\nb = slow()\n{F}")
    assert value == 3.0
    assert "that call nothing" in notes[0]


def test_below_a_statement_that_fails_the_rest_is_still_loaded() -> None:
    value, notes, _ = made(f"a = 1\nget_ipython().magic('x')\nprint(1)\na = 4\n1 / 0\n{F}")
    assert value == 4.0
    assert notes[0].startswith("s.ipynb cell 1:2: NameError: name 'get_ipython' is not defined. ")


def test_a_statement_that_waits_is_left_out() -> None:
    value, notes, _ = made(f"await ready()\na = 6\nasync def g():\n    await x\n{F}")
    assert (value, notes) == (6.0, ())


def test_the_program_that_ends_itself_is_loaded_without_that() -> None:
    assert made(f"import os\na = 5\nos._exit(0)\n{F}")[0] == 5.0


def test_where_the_function_is_not_there_either_the_first_reason_stays() -> None:
    value, notes, death = made(LOOP)
    assert (value, death) == (None, Death.CPU)
    assert notes
