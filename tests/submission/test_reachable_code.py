"""What of a source a function can reach, where that can be told."""

from __future__ import annotations

import pytest

from noisegrade.model import Chunk
from noisegrade.submission import reach

CURVE = "def curve(x: float) -> float:\n    return scale(x) * HALF"
SCALE = "def scale(x):\n    return 2 * x"
HALF = "HALF = 0.5"
OTHER = "def other():\n    return 1"


def reached(*cells: str) -> str | None:
    chunks = [Chunk(text, f"cell {number}") for number, text in enumerate(cells, 1)]
    found = reach(chunks, "curve")
    return None if found is None else found.code


def test_what_a_function_names_belongs_to_it_and_nothing_else() -> None:
    told = reached("import numpy as np", SCALE, HALF, CURVE)
    assert told == reached("import numpy as np", HALF, OTHER, "# mine\n" + SCALE, CURVE + "  # !")
    assert told != reached("import numpy as np", SCALE, "HALF = 0.4", CURVE)
    assert told != reached("import numpy as np", SCALE.replace("2", "3"), HALF, CURVE)
    assert told != reached("import math", SCALE, HALF, CURVE)


def test_the_last_definition_counts_and_its_place_is_told() -> None:
    found = reach([Chunk(SCALE, "cell 1"), Chunk("\n" + OTHER, "cell 2")], "other")
    assert found is not None
    assert found.place == "cell 2:2"
    assert reached(CURVE, "def curve(x):\n    return x") == reached("def curve(x):\n    return x")


@pytest.mark.parametrize(
    "odd",
    [
        "np.random.seed(0)",
        "import os",
        "import numpy.testing as t, sys",
        "from numpy import *",
        "from . import mine",
        "@decorated\ndef f(): ...",
        "def f(x=spoil()): ...",
        "def f(x: spoil()): ...",
        "class Odd:\n    pass",
        "X = spoil()",
        "def f():\n    globals()['curve'] = None",
        "def f():\n    curve.__code__ = None",
        "def f():\n    import sys",
        "def f():\n    np.sys.modules",
        "def f():\n    global HALF\n    HALF = 1",
        "if True:\n    HALF = 3",
        "for i in range(3): pass",
        "print(curve(1))",
        "def broken(:",
    ],
)
def test_of_a_source_that_does_more_than_define_nothing_is_told(odd: str) -> None:
    assert reached("import numpy as np", SCALE, HALF, CURVE, odd) is None
    assert reached("import numpy as np", SCALE, HALF, CURVE) is not None


def test_a_function_that_is_not_there_reaches_nothing() -> None:
    assert reached(SCALE) is None
