"""Calls go in, arrays come back: at every level, what a function returned and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from noisegrade.model import Submission
from noisegrade.sandbox.calls import Call, Reply, ReplyKind, Rng
from noisegrade.sandbox.client import Sandbox

type_names_and_arrays = {
    "float": ("return 0.5", "float", [("float", np.float64(0.5))]),
    "int": ("return 3", "int", [("int", np.int64(3))]),
    "bool": ("return True", "bool", [("bool", np.True_)]),
    "numpy bool": ("return np.bool_(False)", None, [(None, np.False_)]),
    "float32": ("return np.float32(0.1)", "float32", [("float32", np.float32(0.1))]),
    "array": (
        "return np.arange(6.).reshape(2, 3)",
        "ndarray",
        [("ndarray", [[0, 1, 2], [3, 4, 5.0]])],
    ),
    "int array": ("return np.arange(3)", "ndarray", [("ndarray", np.arange(3))]),
    "half array": ("return np.ones(3, 'f2')", "ndarray", [("ndarray", np.ones(3, np.float16))]),
    "complex": ("return 1j * np.ones(2)", "ndarray", [("ndarray", 1j * np.ones(2))]),
    "bools": ("return np.array([True, False])", "ndarray", [("ndarray", np.array([True, False]))]),
    "empty": ("return np.ones((0, 3))", "ndarray", [("ndarray", np.ones((0, 3)))]),
    "transposed": (
        "return np.arange(6.).reshape(2, 3).T",
        "ndarray",
        [("ndarray", [[0, 3], [1, 4], [2, 5.0]])],
    ),
    "reversed": ("return np.arange(3.)[::-1]", "ndarray", [("ndarray", [2.0, 1, 0])]),
    "broadcast": (
        "return np.broadcast_to(1.5, (2, 2))",
        "ndarray",
        [("ndarray", [[1.5, 1.5], [1.5, 1.5]])],
    ),
    "big-endian": ("return np.arange(3, dtype='>f8')", "ndarray", [("ndarray", [0.0, 1, 2])]),
    "long double": ("return np.ones(2, np.longdouble)", "ndarray", [("ndarray", [1.0, 1])]),
    "masked": ("return np.ma.array([1., 2.])", "MaskedArray", [("MaskedArray", [1.0, 2])]),
    "pair": ("return 1.0, np.float64(2)", "tuple", [("float", 1.0), ("float64", 2.0)]),
    "pair in a list": ("return [1.0, 2.0]", "list", [("float", 1.0), ("float", 2.0)]),
    "pair of arrays": (
        "return np.ones(2), np.zeros(1)",
        "tuple",
        [("ndarray", [1.0, 1]), ("ndarray", [0.0])],
    ),
    "long list": ("return [0.5] * 20", "list", [("list", [0.5] * 20)]),
    "long tuple": ("return (0.5,) * 20", "tuple", [("tuple", [0.5] * 20)]),
    "empty tuple": ("return ()", "tuple", [("tuple", np.ones(0))]),
    "nested list": ("return [[1.0, 2.0], [3.0, 4.0]]", "list", [("list", [[1, 2], [3, 4.0]])]),
    "list of scalars": ("return [np.float64(1)] * 9", "list", [("list", np.ones(9))]),
}


@pytest.mark.parametrize("case", type_names_and_arrays.values(), ids=type_names_and_arrays)
def test_numbers_and_arrays_come_back_with_their_types(
    case: tuple[str, str | None, list[tuple[str | None, object]]], reply: Callable[..., Reply]
) -> None:
    body, type_name, values = case
    got = reply(f"import numpy as np\ndef f():\n    {body}")
    assert got.kind is ReplyKind.RETURNED
    assert type_name in {None, got.type_name}
    assert got.where == "a.py:2"
    for value, (name, wanted) in zip(got.values, values, strict=True):
        assert name in {None, value.type_name}
        np.testing.assert_array_equal(value.array, np.asarray(wanted), strict=True)


unfit = {
    "None": ("return None", "NoneType"),
    "str": ("return 'noise'", "str"),
    "dict": ("return {'mean': 1.0}", "dict"),
    "generator": ("return (x for x in [1.0])", "generator"),
    "ragged": ("return [[1.0], [1.0, 2.0]]", "list"),
    "objects": ("return np.array([1, None])", "ndarray"),
    "strings": ("return np.array(['a'])", "ndarray"),
    "dates": ("return np.array(['2020-01-01'], 'M8[D]')", "ndarray"),
    "records": ("return np.zeros(2, 'f8,i4')", "ndarray"),
    "huge int": ("return 10 ** 40", "int"),
    "seven dimensions": ("return np.ones((1,) * 7)", "ndarray"),
    "too large": ("return np.ones(101)", "ndarray"),
    "too large together": ("return np.ones(60), np.ones(60)", "tuple"),
    "lazily huge": ("return np.broadcast_to(0.0, (10 ** 12,))", "ndarray"),
    "nothing in a tuple": ("return 1.0, None", "tuple"),
}


@pytest.mark.parametrize("case", unfit.values(), ids=unfit)
def test_what_is_no_array_of_numbers_is_unfit(
    case: tuple[str, str], reply: Callable[..., Reply]
) -> None:
    body, type_name = case
    got = reply(f"import numpy as np\ndef f():\n    {body}")
    assert (got.kind, got.type_name, got.values) == (ReplyKind.UNFIT, type_name, ())
    assert got.text
    assert got.where == "a.py:2"


ends = {
    "missing": ("def g(): pass", ReplyKind.MISSING, None, ""),
    "a number": ("f = 3", ReplyKind.NOT_CALLABLE, None, ""),
    "too many parameters": ("def f(x, y, z): pass", ReplyKind.MISFIT, "a.py:1", "'z'"),
    "too few parameters": ("def f(): pass", ReplyKind.MISFIT, "a.py:1", "too many"),
    "a stub": (
        "def f(x, y):\n    raise NotImplementedError('f')",
        ReplyKind.NOT_IMPLEMENTED,
        "a.py:2",
        "NotImplementedError: f",
    ),
    "division": (
        "def f(x, y):\n    return g(x)\ndef g(x):\n    return 1 / 0",
        ReplyKind.RAISED,
        "a.py:4",
        "ZeroDivisionError: division by zero",
    ),
    "in NumPy": (
        "import numpy as np\ndef f(x, y):\n    return np.reshape(x, 7)",
        ReplyKind.RAISED,
        "a.py:3",
        "ValueError: cannot reshape",
    ),
    "system exit": (
        "def f(x, y):\n    raise SystemExit(3)",
        ReplyKind.RAISED,
        "a.py:2",
        "SystemExit: 3",
    ),
    "memory": (
        "import numpy as np\ndef f(x, y):\n    return np.ones(10**12)",
        ReplyKind.OUT_OF_MEMORY,
        "a.py:3",
        "Unable to allocate",
    ),
    "recursion": ("def f(x, y):\n    return f(x, y)", ReplyKind.RAISED, "a.py:2", "RecursionError"),
    "unprintable": (
        "class E(Exception):\n    def __str__(self): raise E\ndef f(x, y):\n    raise E",
        ReplyKind.RAISED,
        "a.py:4",
        "E",
    ),
}


@pytest.mark.parametrize("case", ends.values(), ids=ends)
def test_every_other_end_is_told_with_its_line(
    case: tuple[str, ReplyKind, str | None, str], reply: Callable[..., Reply]
) -> None:
    text, kind, where, says = case
    got = reply(text, 1.0, 2.0)
    assert (got.kind, got.where) == (kind, where)
    assert says in got.text
    assert "noisegrade" not in got.text
    assert got.values == ()


def test_a_traceback_holds_their_lines_and_none_of_ours(reply: Callable[..., Reply]) -> None:
    got = reply("def f():\n    return g()\ndef g():\n    return undefined  # here")
    lines = got.text.splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert lines[1] == '  File "a.py", line 2, in f'
    assert "return undefined  # here" in got.text
    assert lines[-1] == "NameError: name 'undefined' is not defined"


arguments = {
    "float": 0.25,
    "int": 7,
    "tuple": (2, 3),
    "list": [0.5, 1.5],
    "array": np.arange(6.0).reshape(2, 3),
    "scalar array": np.array(2.5),
    "NumPy float": np.float64(0.1),
}


@pytest.mark.parametrize("argument", arguments.values(), ids=arguments)
def test_arguments_arrive_as_they_are(
    argument: float | tuple[int, ...] | list[float], reply: Callable[..., Reply]
) -> None:
    got = reply("def f(x):\n    print(type(x).__name__)\n    return x", argument)
    arrived = [value.array for value in got.values]
    wanted = argument if isinstance(argument, (tuple, list)) else [argument]
    assert [a.tolist() for a in arrived] == [np.asarray(w).tolist() for w in wanted]


def test_echoed_arrays_show_what_the_call_did_to_them(reply: Callable[..., Reply]) -> None:
    text = "def f(x, k, y):\n    y *= 2\n    return k"
    got = reply(text, np.ones(3), 5.0, np.ones((2, 2)))
    np.testing.assert_array_equal(got.echoed[0], np.ones(3))
    np.testing.assert_array_equal(got.echoed[1], 2 * np.ones((2, 2)))


def test_every_call_gets_fresh_arrays_and_lists(
    sandbox: Sandbox, submit: Callable[..., Submission], call: Callable[..., Call]
) -> None:
    text = "def f(x, y):\n    x += 1\n    y.append(1.0)\n    return x[0], float(len(y))"
    calls = [call("f", np.zeros(2), [1.0, 2.0])] * 3
    with sandbox.open(submit(text)) as session:
        for got in session.run("a", calls).replies:
            assert [float(value.array) for value in got.values] == [1.0, 3.0]


def test_one_seed_is_one_generator_within_a_request(
    sandbox: Sandbox, submit: Callable[..., Submission], call: Callable[..., Call]
) -> None:
    truth = np.random.default_rng(5).standard_normal(6).reshape(3, 2)
    calls = [call("f", 2, Rng(5)) for _ in range(3)]
    with sandbox.open(submit("def f(n, rng):\n    return rng.standard_normal(n)")) as session:
        for _ in range(2):
            drawn = [got.values[0].array for got in session.run("a", calls).replies]
            np.testing.assert_array_equal(drawn, truth)


def test_results_that_are_kept_do_not_change_with_later_requests(
    sandbox: Sandbox, submit: Callable[..., Submission], call: Callable[..., Call]
) -> None:
    with sandbox.open(
        submit("import numpy as np\ndef f(x):\n    return np.full(50, x)")
    ) as session:
        first = session.run("a", [call("f", 1.0)]).replies[0].values[0].array
        session.run("a", [call("f", 2.0)])
        np.testing.assert_array_equal(first, np.ones(50))


def test_a_section_that_nobody_serves_misses_its_functions(
    sandbox: Sandbox, submit: Callable[..., Submission], call: Callable[..., Call]
) -> None:
    with sandbox.open(submit("x = 1")) as session:
        outcome = session.run("forward", [call("f"), call("g")])
    assert [got.kind for got in outcome.replies] == [ReplyKind.MISSING] * 2


def test_output_is_kept_bounded_and_escaped(
    sandbox: Sandbox, submit: Callable[..., Submission], call: Callable[..., Call]
) -> None:
    text = r"""
        import sys
        print("loaded")
        def f(n):
            print("\x1b[31mred\x07", "\ttab", "\ud800", file=sys.stderr)
            print("x" * n)
            return 1.0
        """
    with sandbox.open(submit(text)) as session:
        first = session.run("a", [call("f", 3)]).output
        second = session.run("a", [call("f", 10**6)]).output
    assert first == "loaded\n\\x1b[31mred\\x07 \ttab \\ud800\nxxx\n"
    assert second.startswith("\\x1b[31mred")
    assert len(second) < 17_000


def test_large_requests_get_a_larger_region(
    sandbox: Sandbox, submit: Callable[..., Submission], call: Callable[..., Call]
) -> None:
    with sandbox.open(submit("def f(x):\n    return 2 * x")) as session:
        for size in (10, 400_000, 1_000_000, 10):
            x = np.arange(float(size))
            got = session.run("a", [call("f", x, capacity=8 * size)]).replies[0]
            np.testing.assert_array_equal(got.values[0].array, 2 * x)
            np.testing.assert_array_equal(got.echoed[0], x)


def test_a_fresh_interpreter_replies_as_a_forked_child_does(
    strongest: Sandbox,
    interpreters: Sandbox,
    submit: Callable[..., Submission],
    call: Callable[..., Call],
) -> None:
    bodies = [case[0] for case in (*type_names_and_arrays.values(), *unfit.values())]
    text = "import numpy as np\n" + "\n".join(
        f"def f{at}():\n    {body}" for at, body in enumerate(bodies)
    )
    calls = [call(f"f{at}") for at in range(len(bodies))]
    got = []
    for sandbox in (strongest, interpreters):
        with sandbox.open(submit(text)) as session:
            got.append(session.run("a", calls))
    for forked, fresh in zip(got[0].replies, got[1].replies, strict=True):
        assert replace(forked, values=()) == replace(fresh, values=())
        for one, other in zip(forked.values, fresh.values, strict=True):
            assert one.type_name == other.type_name
            np.testing.assert_array_equal(one.array, other.array, strict=True)
