"""A digest of a function survives every disguise, and no change of what is computed."""

import pytest

from noisegrade.model import Chunk, Source, Submission
from noisegrade.submission.structure import structures

PLAIN = """
import numpy as np

def scale(x, mean, std):
    '''Scale it.'''
    a = np.sqrt(std)
    b = mean + 1
    for i in range(3):
        a = a + i * b
    return x * a
"""
ROOT, SUM, END = "    a = np.sqrt(std)\n", "    b = mean + 1\n", "    return x * a\n"
WIDE = PLAIN.replace("a =", "wide =").replace("a + i", "wide + k").replace("x * a", "x * wide")
SAME = {
    "names": WIDE.replace("for i", "for k"),
    "comments": PLAIN.replace(ROOT, f"    # my own\n\n{ROOT}"),
    "order": PLAIN.replace(ROOT + SUM, SUM + ROOT),
    "arguments": PLAIN.replace("mean", "mu").replace("std", "sigma"),
    "an alias": PLAIN.replace("numpy as np", "numpy as n").replace("np.", "n."),
    "an import of a name": PLAIN.replace(
        "import numpy as np", "from numpy import sqrt as r"
    ).replace("np.sqrt", "r"),
    "annotations": PLAIN.replace("(x, mean, std)", "(x: float, mean: float, std: int) -> float"),
    "a docstring": PLAIN.replace("Scale it.", "What I did."),
    "operands": PLAIN.replace("x * a", "a * x"),
    "nothing done": PLAIN.replace(SUM, f"    pass\n{SUM}"),
}
OTHER = {
    "another number": PLAIN.replace("mean + 1", "mean + 2"),
    "another operator": PLAIN.replace("x * a", "x - a"),
    "another function": PLAIN.replace("np.sqrt", "np.square"),
    "arguments swapped": PLAIN.replace("np.sqrt(std)", "np.sqrt(mean)"),
    "more statements": PLAIN.replace(END, f"    a = a * 2\n    a = a + 1\n{END}"),
}


def digest(text: str) -> str:
    return structures(submission(text), ["scale"])["scale"].digest


def submission(text: str) -> Submission:
    return Submission("x", (Source("hw", (Chunk(text, "hw.py"),), ("hw",)),))


@pytest.mark.parametrize("disguise", SAME)
def test_a_disguise_leaves_the_digest(disguise: str) -> None:
    assert SAME[disguise] != PLAIN
    assert digest(SAME[disguise]) == digest(PLAIN)


@pytest.mark.parametrize("change", OTHER)
def test_another_computation_has_another_digest(change: str) -> None:
    assert OTHER[change] != PLAIN
    assert digest(OTHER[change]) != digest(PLAIN)


def test_the_order_of_dependent_statements_counts() -> None:
    one = "def scale(x):\n    x = x * 2\n    x = x + 1\n    return x"
    other = "def scale(x):\n    x = x + 1\n    x = x * 2\n    return x"
    assert digest(one) != digest(other)


def test_a_helper_may_have_any_name() -> None:
    helped = "def {0}(v):\n    return v + 1\n\ndef scale(x):\n    return {0}(x) * 2"
    assert digest(helped.format("plus")) == digest(helped.format("mine"))
    assert digest(helped.format("plus")) != digest(helped.format("plus").replace("v + 1", "v + 3"))


def test_a_stub_has_no_structure() -> None:
    for body in (
        "raise NotImplementedError",
        "pass",
        "...",
        "'''Task.'''\n    raise NotImplementedError",
    ):
        assert structures(submission(f"def scale(x):\n    {body}"), ["scale"]) == {}


@pytest.mark.parametrize(
    "text",
    ["def scale(x:", "\x00", "def scale(x):\n    return " + "(" * 80, "x = " + "-" * 3000 + "1"],
    ids=["syntax", "null", "brackets", "deep"],
)
def test_what_can_not_be_parsed_has_no_structure(text: str) -> None:
    assert structures(submission(text), ["scale"]) == {}


def test_functions_that_call_each_other_end() -> None:
    text = "def scale(x):\n    return other(x)\n\ndef other(x):\n    return scale(x)"
    deep = "def scale(x):\n    return " + " + ".join(["x"] * 3000)
    assert digest(text)
    assert len(structures(submission(deep), ["scale"])) <= 1
