"""While a live function is checked, it sees the packages that the grader will have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from noisegrade.sandbox.absent_packages import UnavailableError
from noisegrade.sandbox.package_view import as_graded


def live(text: str) -> Callable[[], Any]:
    space: dict[str, Any] = {"__name__": "__main__"}
    exec(text, space)  # noqa: S102 - a cell of a notebook
    function: Callable[[], Any] = space["f"]
    return function


@pytest.mark.parametrize(
    "text",
    [
        "import click\ndef f():\n    return click.style('x')",
        "from click import style\ndef f():\n    return style('x')",
        "def f():\n    import click\n    return click.style('x')",
        "def g():\n    import click.core\n    return 1\ndef f():\n    return g()",
    ],
)
def test_an_installed_package_that_is_not_offered_says_so(text: str) -> None:
    function = live(text)
    with (
        as_graded(function, ()),
        pytest.raises(UnavailableError, match="click can't be used here"),
    ):
        function()
    function()  # afterwards all is as it was
    with as_graded(function, ("click",)):
        function()


def test_what_the_grader_has_is_left_alone() -> None:
    function = live(
        "import numpy as np, random\nfrom scipy import stats\nimport click\n"
        "try:\n    import torch\nexcept ImportError:\n    torch = None\n"
        "def f():\n    import math\n    return np.ones(2), random.random(), stats.norm, math.pi"
    )
    with as_graded(function, ()):
        assert len(function()) == 4
