"""Arguments of every kind are watched: what a call does to them comes back with its answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from noisegrade.model import Submission
from noisegrade.sandbox.calls import Argument, Call, Reply, Rng
from noisegrade.sandbox.client import Sandbox
from noisegrade.sandbox.echoes import changed
from noisegrade.sandbox.live_session import LiveSession

Submit = Callable[..., Submission]
MakeCall = Callable[..., Call]

X = np.arange(6.0).reshape(2, 3)
NAN = np.array([1.0, np.nan])

untouched: dict[str, Argument] = {
    "an array": X,
    "an array with a nan": NAN,
    "an empty array": np.zeros((0, 3)),
    "integers": np.arange(3),
    "a single number's array": np.array(2.5),
    "a list": [0.5, 1.5],
    "a list of one": [0.5],
    "an empty list": [],
    "whole numbers": [3, 1, 2],
    "True and False": [True, False],
    "a nan in a list": [float("nan"), 1.0],
    "a list of lists": [[1.0, 2.0], [3.0]],
    "a list of tuples": [(1, 2), (3, 4)],
    "a tuple of arrays": (X, NAN),
    "a list of arrays": [X, X[0]],
    "numbers beside arrays": [X, 2.0, [1, 2], (3, X)],
    "an empty list in a list": [[], [1.0]],
}


@pytest.mark.parametrize("argument", untouched.values(), ids=untouched)
def test_what_is_left_alone_is_not_changed(argument: Argument, reply: Callable[..., Reply]) -> None:
    got = reply("def f(k, x, rng):\n    return k", 2.0, argument, Rng(1))
    assert len(got.echoed) == 1
    assert type(got.echoed[0]) is type(argument)
    assert changed((2.0, argument, Rng(1)), got.echoed) == ()
    assert not got.shares_memory


@pytest.mark.parametrize("argument", [2.0, 3, (2, 3), ((1, 2), 3)], ids=repr)
def test_what_can_not_be_changed_is_not_watched(
    argument: Argument, reply: Callable[..., Reply]
) -> None:
    assert reply("def f(x):\n    return 1.0", argument).echoed == ()


changing: dict[str, tuple[str, Argument]] = {
    "adds in place": ("x += 1", X),
    "writes one value": ("x[0, 0] = 7", X),
    "writes a nan over a number": ("x[0] = float('nan')", NAN),
    "changes the shape": ("x.shape = (6,)", X),
    "changes the bytes' order": ("x.dtype = '>f8'", X),
    "empties": ("x.clear()", [1.0, 2.0]),
    "sorts": ("x.sort()", [3.0, 1.0, 2.0]),
    "reverses": ("x.reverse()", [1, 2, 3]),
    "appends": ("x.append(1.0)", [1.0]),
    "appends to nothing": ("x.append(1.0)", []),
    "appends a thousand": ("x.extend([0.0] * 1000)", [1.0]),
    "pops": ("x.pop()", [1.0, 2.0]),
    "puts text in": ("x[0] = 'text'", [1.0, 2.0]),
    "puts itself in": ("x[0] = x", [1.0, 2.0]),
    "puts a huge number in": ("x[0] = 10 ** 400", [1.0, 2.0]),
    "puts an array in": ("import numpy as np\n    x[0] = np.ones(3)", [1.0, 2.0]),
    "sorts within": ("x[1].sort()", [[1.0], [3.0, 2.0]]),
    "empties within": ("x[0].clear()", [[1.0], [3.0, 2.0]]),
    "adds in place within": ("x[0][0] += 1", (X, NAN)),
    "adds in place deep within": ("x[1][1][:] = 2", ([1.0], (2.0, X))),
    "puts another array in": ("x[0] = x[0] + 1", [X, X]),
    "puts another shape in": ("x[0] = x[0][0]", [X, X]),
    "exchanges": ("x[0], x[1] = x[1], x[0]", [X, X + 1]),
    "writes a number beside an array": ("x[1] = 3.0", [X, 2.0]),
    "replaces a tuple": ("x[0] = [1, 2]", [(1, 2), (3, 4)]),
}


@pytest.mark.parametrize("case", changing.values(), ids=changing)
def test_what_a_call_does_to_an_argument_is_seen(
    case: tuple[str, Argument], reply: Callable[..., Reply]
) -> None:
    body, argument = case
    got = reply(f"def f(k, x, y):\n    {body}\n    return k", 2.0, argument, [5.0])
    assert changed((2.0, argument, [5.0]), got.echoed) == (1,), got


def test_a_list_is_shown_as_it_was_left(reply: Callable[..., Reply]) -> None:
    got = reply("def f(x, y):\n    x.sort()\n    y.clear()\n    return 1.0", [3, 1], [1.0])
    assert got.echoed == ([1, 3], [])


sharing: dict[str, tuple[str, Argument, bool]] = {
    "the argument itself": ("x", X, True),
    "a view": ("x[0]", X, True),
    "a transposed view": ("x.T", X, True),
    "a reshaped view": ("x.ravel()", X, True),
    "a copy": ("x.copy()", X, False),
    "a new array": ("x + 1", X, False),
    "one of a pair": ("(1.0, x[0])", X, True),
    "an array of a tuple": ("x[1]", (NAN, X), True),
    "an array deep in a list": ("x[0][1][1:]", [[1.0, NAN]], True),
    "the list itself": ("x", [1.0, 2.0], True),
    "a copied list": ("list(x)", [1.0, 2.0], False),
    "a number of it": ("float(x[0, 0])", X, False),
    "nothing of it": ("x[:0]", X, False),
}


@pytest.mark.parametrize("case", sharing.values(), ids=sharing)
def test_a_result_that_shares_memory_with_an_argument_is_found_out(
    case: tuple[str, Argument, bool], reply: Callable[..., Reply]
) -> None:
    body, argument, shares = case
    got = reply(f"import numpy as np\ndef f(x):\n    return {body}", argument)
    assert got.values, got.text
    assert got.shares_memory is shares


def test_every_call_gets_fresh_nested_arguments(
    sandbox: Sandbox, submit: Submit, call: MakeCall
) -> None:
    text = "def f(x):\n    x[0][0] += 1\n    x[1].append(5.0)\n    return x[0][0]"
    argument = (np.zeros(2), [1.0])
    with sandbox.open(submit(text)) as session:
        replies = session.run("a", [call("f", argument)] * 3).replies
    assert [float(got.values[0].array) for got in replies] == [1.0, 1.0, 1.0]
    assert argument[1] == [1.0]


def test_what_was_not_asked_for_is_not_echoed(
    warm: Sandbox, submit: Submit, call: MakeCall
) -> None:
    with warm.open(submit("def f(x):\n    return x")) as session:
        got = session.run("a", [call("f", X, echo=False)]).replies[0]
    assert (got.echoed, got.shares_memory) == ((), False)


def test_live_functions_are_watched_as_well(call: MakeCall) -> None:
    def f(x: list[Any]) -> Any:
        x[0].sort()
        return x[1]

    got = LiveSession({"f": f}).run("a", [call("f", [[2.0, 1.0], X])]).replies[0]
    assert changed(([[2.0, 1.0], X],), got.echoed) == (0,)
    assert got.shares_memory
