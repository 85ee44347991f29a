"""Each file has a child of its own: what it does to its process costs it alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from noisegrade.model import Submission
from noisegrade.sandbox.calls import Call, Death, ReplyKind
from noisegrade.sandbox.client import Sandbox

Submit = Callable[..., Submission]
MakeCall = Callable[..., Call]

HONEST = """
import math
import numpy as np
def g(x):
    result = error = None
    result = float(np.sqrt(x)) + math.sqrt(x) + len([1, 2])
    return result
"""

poisons = {
    "a tracer": "import sys\nsys.settrace(lambda frame, *rest: frame.f_locals.clear())",
    "a profiler": "import sys\nsys.setprofile(lambda *rest: 1 / 0)",
    "another square root": "np.sqrt = math.sqrt = lambda x: 7.0",
    "another length": "import builtins\nbuiltins.len = lambda x: 7",
    "modules taken away": "import sys\nfor name in list(sys.modules): sys.modules.pop(name)",
    "an import that fails": "import sys\nsys.meta_path.clear()",
    "warnings as errors": "import warnings\nwarnings.simplefilter('error')",
    "division that raises": "np.seterr(all='raise')",
    "a recursion limit": "import sys\nsys.setrecursionlimit(40)",
    "a patched loader": "import importlib._bootstrap as b\nb._find_and_load = None",
    "an abort": "import os\nos.abort()",
    "a fatal signal": "import ctypes\nctypes.string_at(0)",
    "an exit": "import os\nos._exit(0)",
    "a closed channel": "import os\nos.closerange(3, 64)",
    "a thousand handlers": "import atexit, os\nfor _ in range(1000): atexit.register(os._exit, 3)",
}


@pytest.mark.parametrize("when", ["at import", "in a call"])
@pytest.mark.parametrize("body", poisons.values(), ids=poisons)
def test_what_a_file_does_to_its_process_costs_that_file_alone(
    body: str, when: str, apart: Sandbox, submit: Submit, call: MakeCall
) -> None:
    lines = body.splitlines()
    text = "import math\nimport numpy as np\n"
    if when == "at import":
        text += "\n".join([*lines, "def f():", "    return 1.0"])
    else:
        text += "def f():\n    " + "\n    ".join([*lines, "return 1.0"])
    with apart.open(submit(text, b=HONEST)) as session:
        session.run("a", [call("f")])
        outcome = session.run("b", [call("g", 4.0)])
    assert outcome.death is None
    assert float(outcome.replies[0].values[0].array) == 6.0


def test_a_file_can_import_another_that_has_a_child_of_its_own(
    sandbox: Sandbox, submit: Submit, call: MakeCall
) -> None:
    sent = submit("calls = 0\ndef f():\n    global calls\n    calls += 1\n    return float(calls)",
                  b="from a import f\ndef g():\n    return 10 * f()")  # fmt: skip
    with sandbox.open(sent) as session:
        asked = [("a", "f"), ("b", "g"), ("a", "f"), ("a", "f")]
        got = [session.run(section, [call(name)]).replies[0] for section, name in asked]
    assert [float(reply.values[0].array) for reply in got] == [1.0, 10.0, 1.0, 2.0]


def test_a_file_that_crashes_when_it_is_imported_takes_no_other_with_it(
    sandbox: Sandbox, submit: Submit, call: MakeCall
) -> None:
    sent = submit(
        "import os\nos._exit(1)",
        b="import a\ndef g():\n    return 1.0",
        c="def h():\n    return 2.0",
    )
    with sandbox.open(sent) as session:
        assert session.run("a", [call("f")]).death is Death.EXIT
        assert float(session.run("b", [call("g")]).replies[0].values[0].array) == 1.0
        assert float(session.run("c", [call("h")]).replies[0].values[0].array) == 2.0


def test_answers_that_another_file_left_in_shared_memory_answer_nothing(
    sandbox: Sandbox, submit: Submit, call: MakeCall
) -> None:
    sent = submit("def f():\n    return 1.0", b="import os\ndef g():\n    os._exit(0)")
    with sandbox.open(sent) as session:
        assert session.run("a", [call("f")]).replies[0].kind is ReplyKind.RETURNED
        for _ in range(2):
            assert session.run("b", [call("g")]).replies == ()
