"""Sources are run chunk by chunk, and import one another from memory."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from noisegrade.model import Chunk, Source, Submission
from noisegrade.sandbox.calls import Call, Reply, ReplyKind
from noisegrade.sandbox.client import Sandbox

Submit = Callable[..., Submission]
MakeCall = Callable[..., Call]


def test_a_chunk_that_raises_does_not_stop_the_next(
    sandbox: Sandbox, submit: Submit, call: MakeCall
) -> None:
    sent = submit("x = 2.0", "y = 1\nz = 1 / 0", "def f():\n    return x + y")
    with sandbox.open(sent) as session:
        for _ in range(2):  # the second request hears of it as well
            outcome = session.run("a", [call("f")])
            assert float(outcome.replies[0].values[0].array) == 3.0
            (error,) = outcome.load_errors
            assert error.where == "cell 2:2"
            assert error.text == "ZeroDivisionError: division by zero"


unloadable = {
    "syntax": ("def f(:\n", "a.py:1", "SyntaxError"),
    "null byte": ("x = 1\0", "a.py", "null bytes"),
    "surrogate": ("x = '\udcff'\n", "a.py", "UnicodeEncodeError"),
    "nesting": ("x = " + "(" * 5000 + ")" * 5000, "a.py", "too many nested parentheses"),
    "exit": ("import sys\nsys.exit(1)", "a.py:2", "SystemExit: 1"),
    "interrupt": ("\nraise KeyboardInterrupt", "a.py:2", "KeyboardInterrupt"),
    "package": (
        "import pandas\nx = float(pandas.x)",
        "a.py:2",
        "UnavailableError: pandas can't be used here: NumPy and SciPy can.",
    ),
    "relative": ("from . import b", "a.py:1", "ImportError"),
}


@pytest.mark.parametrize("case", unloadable.values(), ids=unloadable)
def test_source_that_can_not_be_loaded_is_told_on_one_line(
    case: tuple[str, str, str], warm: Sandbox, submit: Submit, call: MakeCall
) -> None:
    text, where, says = case
    with warm.open(submit(text)) as session:
        outcome = session.run("a", [call("f")])
    assert outcome.death is None
    assert outcome.replies[0].kind is ReplyKind.MISSING
    assert outcome.load_errors[0].where.startswith(where)
    assert says in outcome.load_errors[0].text
    assert "\n" not in outcome.load_errors[0].text


def test_sources_import_one_another(sandbox: Sandbox, submit: Submit, call: MakeCall) -> None:
    sent = submit(
        "import b\ndef f():\n    return b.double(b.x)",
        b="import a\nx = 4.0\ndef double(v):\n    return 2 * v\ndef g():\n    return a.f()",
    )
    with sandbox.open(sent) as session:
        for section, function in (("a", "f"), ("b", "g")):
            got = session.run(section, [call(function)]).replies[0]
            assert float(got.values[0].array) == 8.0


def test_names_that_an_imported_source_lacks_are_the_importers_error(
    sandbox: Sandbox, submit: Submit, call: MakeCall
) -> None:
    sent = submit("from b import g", b="1 / 0")
    with sandbox.open(sent) as session:
        outcome = session.run("a", [call("f")])
    assert outcome.load_errors[0].text.startswith("ImportError: cannot import name 'g' from 'b'")


def test_a_file_named_like_a_module_of_python_hides_nothing(
    sandbox: Sandbox, call: MakeCall
) -> None:
    text = "import random\nfrom dataclasses import dataclass\n@dataclass\nclass P:\n    x: float\n"
    text += "def f():\n    return P(random.uniform(2, 2)).x"
    sources = (Source("random", (Chunk(text, "random.py"),), ("a",)),)
    with sandbox.open(Submission("test", sources)) as session:
        got = session.run("a", [call("f")]).replies[0]
    assert float(got.values[0].array) == 2.0


def test_a_notebook_that_plots_is_loaded_whole(reply: Callable[..., Reply]) -> None:
    text = """
        import matplotlib.pyplot as plt
        from IPython.display import display, clear_output
        import seaborn as sns, PIL.Image
        import numpy as np
        sns.set_theme()
        fig, ax = plt.subplots(1, 2, figsize=(3, 3))
        ax[0].imshow(np.ones((2, 2)), cmap=plt.cm.gray)
        with plt.style.context("dark"):
            for a in ax:
                a.axis("off")
        plt.rcParams["figure.dpi"] = 100
        plt.show()
        display(fig)
        def f():
            return 1.0
        """
    assert reply(text).kind is ReplyKind.RETURNED


def test_a_check_that_was_left_in_is_not_made(reply: Callable[..., Reply]) -> None:
    text = "import noisegrade\nfrom noisegrade import check\ndef f():\n    return 1.0\n"
    assert reply(text + "check(f)\nnoisegrade.check(f)").kind is ReplyKind.RETURNED


def test_a_main_block_is_not_run(reply: Callable[..., Reply]) -> None:
    text = "x = 1.0\nif __name__ == '__main__':\n    x = 2.0\ndef f():\n    return x"
    assert float(reply(text).values[0].array) == 1.0


def test_a_stream_kept_from_an_earlier_request_still_prints(
    sandbox: Sandbox, submit: Submit, call: MakeCall
) -> None:
    text = """
        import logging, sys, warnings
        logging.basicConfig(level="INFO")
        def f(x):
            logging.info("f(%s)", x)
            return x
        def close(x):
            sys.stdout.close()
            return x
        """
    with sandbox.open(submit(text)) as session:
        assert session.run("a", [call("f", 1.0)]).output == "INFO:root:f(1.0)\n"
        assert session.run("a", [call("f", 2.0)]).output == "INFO:root:f(2.0)\n"
        assert session.run("a", [call("close", 2.0)]).death is None
        outcome = session.run("a", [call("f", 3.0)])
    assert outcome.replies[0].kind is ReplyKind.RETURNED


honest = {
    "imports": "import math, cmath, random, statistics, itertools, functools, collections, typing"
    ", dataclasses, enum, abc, re, json, os, sys, time, datetime, decimal, fractions, operator"
    ", copy, warnings, logging, pathlib, string, contextlib, sysconfig, platform, unittest, doctest"
    "\ndef f():\n    return math.pi",
    "scipy.special": "from scipy.special import erf, ndtr\ndef f():\n    return erf(0.5)",
    "numpy parts": "import numpy as np\nimport numpy.linalg, numpy.fft, numpy.polynomial\n"
    "def f():\n    return np.linalg.norm(np.fft.fft(np.linalg.inv(np.eye(3) * 2)))",
    "asking the machine": "import os, time, platform, sys\ndef f():\n"
    "    os.cpu_count(), time.time(), time.perf_counter(), time.localtime(), platform.platform(), "
    "sys.getsizeof(1), os.getcwd(), "
    "os.getpid(), os.environ.get('HOME')\n    return 1.0",
    "sleeping": "import time\ndef f():\n    time.sleep(0.01)\n    return 1.0",
    "waiting": "import threading\ndef f():\n    threading.Event().wait(0.01)\n    return 1.0",
    "warning": "import warnings\ndef f():\n    warnings.warn('careful')\n    return 1.0",
    "aborted division": "import numpy as np\ndef f():\n    return np.float64(1) / 0",
    "matmul": "import numpy as np\ndef f():\n    a = np.ones((300, 300))\n    return (a @ a)[0, 0]",
    "input": "import sys\ndef f():\n    sys.stdout.flush(), sys.stdout.isatty()\n    return 1.0",
    "a class": "class F:\n    def __call__(self): return 1.0\nf = F()",
    "a partial": "import functools\nf = functools.partial(max, 1.0, 2.0)",
    "a lambda": "f = lambda *rest, **more: 1.0",
    "recursion": "def f(n=500):\n    return 1.0 if n == 0 else f(n - 1)",
    "300 MB": "import numpy as np\ndef f():\n    return np.ones(37_500_000).sum()",
}


@pytest.mark.parametrize("text", honest.values(), ids=honest)
def test_honest_code_runs_as_it_would_anywhere(text: str, reply: Callable[..., Reply]) -> None:
    got = reply(text)
    assert got.kind is ReplyKind.RETURNED, got.text


@pytest.mark.slow
def test_scipy_stats_can_be_imported(reply: Callable[..., Reply]) -> None:
    got = reply("import scipy.stats, scipy.linalg\ndef f():\n    return scipy.stats.norm.cdf(0)")
    assert got.kind is ReplyKind.RETURNED, got.text
