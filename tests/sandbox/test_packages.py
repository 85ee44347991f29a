"""Packages that aren't offered cost nothing until they are used; offered ones can be used."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from textwrap import dedent

import numpy as np
import pytest

from noisegrade.errors import SandboxError, UsageError
from noisegrade.model import Isolation, Submission
from noisegrade.sandbox.calls import Call, Reply, ReplyKind
from noisegrade.sandbox.client import Sandbox

Submit = Callable[..., Submission]
MakeCall = Callable[..., Call]

unused = {
    "an import": "import torch",
    "imports of parts": "import torch.nn.functional as F\nfrom torch import nn, Tensor",
    "an import of all": "from tensorflow import *",
    "by name": "import importlib\njax = importlib.import_module('jax')",
    "a seed": "import torch\ntorch.manual_seed(0)\ntorch.backends.cudnn.deterministic = True",
    "a device": "import torch\ndevice = 'cuda' if torch.cuda.is_available() else 'cpu'\n"
    "device = torch.device(device)",
    "annotations": "import torch\ndef g(x: torch.Tensor | None) -> 'torch.Tensor': return x",
    "a default": "import torch\ndef g(x, dtype=torch.float32): return x",
    "a class": "from torch import nn\nclass Net(nn.Module):\n    def __init__(self):\n"
    "        super().__init__()\n        self.layer = nn.Linear(2, 3)\nnet = Net().to('cpu')",
    "a decorated function": "import torch\n@torch.no_grad()\ndef g(x): return x",
    "data that is looked at": "import pandas as pd\nframe = pd.read_csv('x.csv')\nprint(frame)\n"
    "frame['y'] = frame['x'] * 2 + 1\nfor row in frame.itertuples(): print(row)",
    "a pair": "from sklearn.model_selection import train_test_split\n"
    "a, b = train_test_split([1, 2])",
    "a context": "import torch\nwith torch.no_grad():\n    x = torch.ones(3) @ torch.ones(3)",
    "a question": "import torch\nprint(hasattr(torch, 'compile'), bool(torch.x), torch.x > 3)",
    "a guarded import": "try:\n    import cupy as xp\nexcept ImportError:\n    xp = None\n"
    "assert xp is None",
    "a guarded import of a name": "try:\n    from numba import njit\n"
    "except (ValueError, ModuleNotFoundError):\n    def njit(f): return f\n@njit\ndef g(): pass",
    "a guarded import without a word": "try:\n    import torch\nexcept:\n    torch = None\n"
    "assert torch is None",
    "a helper of one's own that was left out": "from helpers import plot_all",
}


@pytest.mark.parametrize("text", unused.values(), ids=unused)
def test_an_import_costs_nothing_until_it_is_used(text: str, reply: Callable[..., Reply]) -> None:
    got = reply(f"{text}\nassert True\ndef f():\n    return 1.0")
    assert got.kind is ReplyKind.RETURNED, got


used = {
    "a call": ("import torch", "torch.randn(3)", "PyTorch"),
    "a part": ("import torch.nn.functional as F", "F.relu(3)", "PyTorch"),
    "a name": ("from jax import numpy as jnp", "jnp.zeros(3)", "JAX"),
    "an import within": ("", "__import__('sklearn').x()", "scikit-learn"),
    "what was made before": ("import pandas as pd\nx = pd.Series([1])", "x + 1", "pandas"),
    "beside an array": ("import torch\nx = torch.ones(3)", "np.ones(3) * x", "PyTorch"),
    "in NumPy": ("import torch\nx = torch.ones(3)", "np.sqrt(x)", "PyTorch"),
    "as an array": ("import torch\nx = torch.ones(3)", "np.asarray(x)", "PyTorch"),
    "as the answer": ("import torch\nx = torch.ones(3)", "x", "PyTorch"),
    "as a part of the answer": ("import torch\nx = torch.ones(3)", "[x, x]", "PyTorch"),
    "as a number": ("import torch\nx = torch.ones(3)", "float(x)", "PyTorch"),
    "as a question": ("import torch\nx = torch.ones(3)", "1 if x else 2", "PyTorch"),
    "a class": ("from torch import nn\nclass Net(nn.Module): pass", "Net()", "PyTorch"),
}


@pytest.mark.parametrize("case", used.values(), ids=used)
def test_a_use_is_told_in_a_true_sentence(
    case: tuple[str, str, str], reply: Callable[..., Reply]
) -> None:
    imports, body, name = case
    got = reply(f"import numpy as np\n{imports}\ndef f():\n    return {body}")
    assert got.kind is ReplyKind.RAISED
    assert got.text.splitlines()[-1] == (
        f"UnavailableError: {name} can't be used here: NumPy and SciPy can."
    )
    assert "noisegrade" not in got.text


def test_a_module_that_nobody_knows_may_be_a_file_that_was_left_out(
    reply: Callable[..., Reply],
) -> None:
    got = reply("from helpers import double\ndef f():\n    return double(2.0)")
    assert got.text.splitlines()[-1] == (
        "UnavailableError: helpers can't be used here: "
        "NumPy, SciPy and the submission's own files can."
    )


def test_a_decorated_function_says_what_its_decorator_lacks(reply: Callable[..., Reply]) -> None:
    got = reply("import numba\n@numba.njit\ndef f():\n    return 1.0")
    assert "Numba can't be used here" in got.text


def test_a_use_can_be_caught_as_a_missing_module_is(reply: Callable[..., Reply]) -> None:
    text = """
        import torch
        def f():
            try:
                return float(torch.rand(1))
            except ImportError:
                return 2.0
        """
    assert float(reply(text).values[0].array) == 2.0


PACKAGE = """
import random as _random
from dicehelpers import sides
_generator = _random.Random()
def manual_seed(number):
    _generator.seed(number)
def throw(n):
    return [_generator.randrange(sides) for _ in range(n)]
"""


@pytest.fixture(scope="module")
def dice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Install a package, one that it needs, and one that nobody offers."""
    folder = tmp_path_factory.mktemp("packages")
    (folder / "dice").mkdir()
    (folder / "dice" / "__init__.py").write_text(dedent(PACKAGE))
    (folder / "dicehelpers.py").write_text("sides = 1000000")
    (folder / "secret.py").write_text("answer = 42")
    for name, needs in (("dice", "Requires-Dist: dicehelpers>=1\n"), ("dicehelpers", "")):
        info = folder / f"{name}-1.0.dist-info"
        info.mkdir()
        head = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{needs}"
        (info / "METADATA").write_text(head)
        (info / "top_level.txt").write_text(f"{name}\n")
        files = ["dice/__init__.py"] if name == "dice" else ["dicehelpers.py"]
        (info / "RECORD").write_text("".join(f"{file},,\n" for file in files))
    sys.path.append(str(folder))
    yield
    sys.path.remove(str(folder))


@pytest.mark.usefixtures("dice")
@pytest.mark.parametrize("level", ["strong", "container", "limits"])
def test_an_offered_package_can_be_used_and_is_seeded(
    level: str, submit: Submit, call: MakeCall
) -> None:
    text = """
        import dice
        def f():
            return dice.throw(5)
        def g():
            import secret
            return secret.answer
        def h():
            import torch
            return torch.ones(3)
        """
    calls = [call("f", entropy=number) for number in (1, 2, 1)]
    try:
        sandbox = Sandbox(Isolation(level), packages=["dice"])
    except SandboxError as error:
        pytest.skip(str(error))
    runs = []
    with sandbox:
        for _ in range(2):
            with sandbox.open(submit(text)) as session:
                replies = session.run("a", calls).replies
                runs.append([[float(value.array) for value in got.values] for got in replies])
                unknown, known = session.run("a", [call("g"), call("h")]).replies
    assert runs[0] == runs[1]
    first, second, again = runs[0]
    assert first == again != second
    assert len(set(np.array(first).tolist())) > 1
    assert "NumPy, SciPy, dice and the submission's own files can." in unknown.text
    assert "PyTorch can't be used here: NumPy, SciPy and dice can." in known.text


@pytest.mark.usefixtures("dice")
def test_an_installed_package_that_is_not_offered_is_absent(reply: Callable[..., Reply]) -> None:
    got = reply("import dice\ndef f():\n    return dice.throw(3)")
    assert "dice can't be used here" in got.text


def test_a_package_to_be_offered_must_be_there() -> None:
    with pytest.raises(UsageError, match="not installed"):
        Sandbox(packages=["no_such_package"])
