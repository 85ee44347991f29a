"""A hundred more ways to cheat, to break and to spend; each costs only the one who tries it.

Every text defines f(), and `g` beside it in another file of the same submission, which must not
notice. After each, another learner's honest submission is served by the same warm parent.
"""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import numpy as np
import pytest

from noisegrade.model import Chunk, Source, Submission
from noisegrade.sandbox.calls import Call, Death, Outcome, ReplyKind, Rng
from noisegrade.sandbox.client import Budget, Sandbox
from noisegrade.sandbox.echoes import changed

Honest = Callable[[Sandbox], None]

X = np.linspace(-1.0, 1.0, 20)

in_the_way_of_the_answer = {
    "an array whose copy is another": """
        class Liar(np.ndarray):
            def copy(self, *args): return np.zeros(3)
            def astype(self, *args): return np.zeros(3)
        def f(x, y, rng): return x.view(Liar)
        """,
    "an array that finalizes badly": """
        class Liar(np.ndarray):
            def __array_finalize__(self, other): raise KeyboardInterrupt
        def f(x, y, rng): return x.view(Liar)
        """,
    "an array that wraps badly": """
        class Liar(np.ndarray):
            def __array_wrap__(self, *args): 1 / 0
            def __array_ufunc__(self, *args, **more): 1 / 0
            def __array_function__(self, *args, **more): 1 / 0
        def f(x, y, rng): return x.view(Liar)
        """,
    "an array that is no longer there": """
        import ctypes
        def f(x, y, rng):
            return np.frombuffer((ctypes.c_double * 4).from_address(8))
        """,
    "an array without an end": """
        def f(x, y, rng):
            return np.lib.stride_tricks.as_strided(x, (2, 10 ** 9, 10 ** 9), (0, 0, 0))
        """,
    "an array that changes as it is read": """
        class Liar(list):
            count = 0
            def __getitem__(self, at):
                self.count += 1
                return float(self.count)
            def __len__(self): return 3 + self.count
        def f(x, y, rng): return Liar([1.0])
        """,
    "a list that grows as it is read": """
        class Liar(list):
            def __iter__(self):
                while True: yield 1.0
        def f(x, y, rng): return Liar([1.0] * 20)
        """,
    "a number that is none": """
        class Liar(float):
            def __float__(self): return 'x'
            def __array__(self, *args, **more): return 'x'
        def f(x, y, rng): return Liar(1.0)
        """,
    "a number that exits": """
        class Liar(np.float64):
            def __array__(self, *args, **more): raise SystemExit(0)
        def f(x, y, rng): return [Liar(1.0), Liar(2.0)]
        """,
    "a truth value that is none": """
        class Liar(int):
            def __bool__(self): raise GeneratorExit
            def __index__(self): raise GeneratorExit
        def f(x, y, rng): return Liar(3), Liar(4)
        """,
    "a type with a metaclass": """
        class Meta(type):
            def __instancecheck__(cls, other): return True
            def __getattribute__(cls, name): raise RuntimeError(name)
        class Liar(metaclass=Meta): pass
        def f(x, y, rng): return Liar()
        """,
    "a named tuple of lies": """
        import collections
        def f(x, y, rng):
            return collections.namedtuple('T', 'a b')(x, f)
        """,
    "a memory map of nothing": "def f(x, y, rng): return memoryview(b'')",
    "a masked array without a mask": "def f(x, y, rng): return np.ma.masked",
    "a matrix": "def f(x, y, rng): return np.matrix([[1.0, 2.0]])",
    "a record array": "def f(x, y, rng): return np.rec.array([(1, 2.0)])",
    "an array of bytes": "def f(x, y, rng): return np.array([b'x' * 10 ** 6])",
    "a void": "def f(x, y, rng): return np.void(b'x' * 1000)",
    "a dtype with a story": """
        def f(x, y, rng):
            return x.astype(np.dtype(np.float64, metadata={'passed': True}))
        """,
    "a date": "def f(x, y, rng): return np.datetime64('2020-01-01')",
    "a long double": "def f(x, y, rng): return np.longdouble(1) / 3",
    "a negative nothing": "def f(x, y, rng): return np.full(3, -0.0)",
    "a signalling nan": "def f(x, y, rng): return np.array([0x7FF0000000000001]).view(float)",
    "every nan there is": "def f(x, y, rng): return np.full(20, np.inf) - np.inf",
    "the least of all numbers": "def f(x, y, rng): return np.full(20, 5e-324)",
    "complex infinity": "def f(x, y, rng): return np.full(3, complex('inf+nanj'))",
    "itself": "def f(x, y, rng): return f",
    "its module": "import sys\ndef f(x, y, rng): return sys.modules[__name__]",
    "its frame": "import sys\ndef f(x, y, rng): return sys._getframe()",
    "its own traceback": """
        def f(x, y, rng):
            try: 1 / 0
            except ZeroDivisionError as error: return error.__traceback__
        """,
}

with_its_arguments = {
    "empties the list": "def f(x, y, rng): y.clear(); return 1.0",
    "fills the list with itself": "def f(x, y, rng): y[:] = [y] * 9; return 1.0",
    "fills the list without an end": """
        def f(x, y, rng):
            y.extend([0.0] * 10 ** 6)
            return 1.0
        """,
    "puts liars in the list": """
        class Liar:
            __class__ = float
            def __float__(self): raise SystemExit
            def __array__(self, *args, **more): raise SystemExit
        def f(x, y, rng): y[0] = Liar(); return 1.0
        """,
    "puts a loop in the list": """
        class Loop(float):
            def __array__(self, *args, **more):
                while True: pass
        def f(x, y, rng): y[0] = Loop(); return 1.0
        """,
    "frees the array": "def f(x, y, rng): x.resize(0, refcheck=False); return 1.0",
    "grows the array": "def f(x, y, rng): x.resize(10 ** 6, refcheck=False); return 1.0",
    "makes the array one of objects": "def f(x, y, rng): x.dtype = object; return 1.0",
    "turns the array round": "def f(x, y, rng): x.strides = (-8,); return 1.0",
    "locks the array": "def f(x, y, rng): x.flags.writeable = False; x.shape = (4, 5); return 1.0",
    "writes beyond the array": """
        import ctypes
        def f(x, y, rng):
            ctypes.memset(x.ctypes.data, 255, 8 * 10 ** 8)
            return 1.0
        """,
    "exchanges the generator's insides": """
        def f(x, y, rng):
            rng.bit_generator.state = {}
            return 1.0
        """,
    "keeps the generator's lock": """
        def f(x, y, rng):
            rng.bit_generator.lock.acquire()
            return rng.standard_normal(3)
        """,
    "looks for the generator's seed": """
        def f(x, y, rng):
            assert not hasattr(rng.bit_generator.seed_seq, 'truth')
            return float(rng.bit_generator.seed_seq.entropy % 7)
        """,
}

of_the_process = {
    "a tracer that lies about locals": """
        import sys
        def tracer(frame, event, arg):
            for name in ('result', 'values', 'error', 'reply'):
                if name in frame.f_locals: frame.f_locals[name] = 1.0
            return tracer
        sys.settrace(tracer)
        def f(x, y, rng): return 'wrong'
        """,
    "a tracer of threads": """
        import sys, threading
        threading.settrace(lambda *rest: 1 / 0)
        threading.setprofile(lambda *rest: 1 / 0)
        def f(x, y, rng): return 1.0
        """,
    "an audit hook": """
        import sys
        sys.addaudithook(lambda *rest: 1 / 0)
        def f(x, y, rng): return 1.0
        """,
    "an exception hook": """
        import sys
        sys.excepthook = sys.unraisablehook = lambda *rest: exec('raise SystemExit')
        class Late:
            def __del__(self): raise ValueError
        def f(x, y, rng):
            Late()
            return 1.0
        """,
    "a switch interval": "import sys\nsys.setswitchinterval(1e-9)\ndef f(x, y, rng): return 1.0",
    "no digits for numbers": """
        import sys
        sys.set_int_max_str_digits(640)
        def f(x, y, rng): return float(10 ** 300)
        """,
    "a frame that is cleared": """
        import sys
        def f(x, y, rng):
            frame = sys._getframe().f_back
            while frame is not None:
                try: frame.clear()
                except RuntimeError: pass
                frame = frame.f_back
            return 1.0
        """,
    "the caller's own lists": """
        import gc
        def f(x, y, rng):
            for one in gc.get_objects():
                if type(one) is list and len(one) < 5 and all(type(i) is float for i in one):
                    one[:] = [9.0]
            return 1.0
        """,
    "the garbage collector's callbacks": """
        import gc
        gc.callbacks.append(lambda *rest: exec('raise SystemExit'))
        gc.set_threshold(1)
        def f(x, y, rng): return [[] for _ in range(1000)] and 1.0
        """,
    "constants that are changed": """
        import ctypes
        def f(x, y, rng):
            ctypes.memmove(id(7) + 24, id(8) + 24, 4)
            return 1.0
        """,
    "a code object of its own": """
        def f(x, y, rng): return 1.0
        f.__code__ = f.__code__.replace(co_code=b'\\xff' * 400)
        """,
    "a default of the builtins": """
        import builtins
        for name in ('print', 'open', 'len', 'isinstance', 'repr', 'tuple', 'list'):
            setattr(builtins, name, None)
        def f(x, y, rng): return 1.0
        """,
    "the import system": """
        import sys, builtins, importlib
        builtins.__import__ = None
        sys.path_hooks.clear(); sys.path.clear(); sys.path_importer_cache.clear()
        sys.meta_path[:] = [3]
        def f(x, y, rng): return 1.0
        """,
    "the codecs": """
        import codecs
        codecs.register_error('backslashreplace', lambda error: ('', 10 ** 9))
        codecs.register(lambda name: 1 / 0)
        def f(x, y, rng):
            print('\\ud800')
            return 1.0
        """,
    "the clock": """
        import time
        time.process_time = time.monotonic = lambda: float('nan')
        def f(x, y, rng): return 1.0
        """,
    "the standard streams": """
        import os, sys
        def f(x, y, rng):
            sys.stdout = open(os.devnull)
            print('x', file=sys.stderr)
            return 1.0
        """,
    "the alternate stack": """
        import ctypes, signal
        def f(x, y, rng):
            signal.signal(signal.SIGSEGV, signal.SIG_IGN)
            ctypes.string_at(0)
        """,
    "signals that are blocked": """
        import signal
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        def f(x, y, rng):
            while True: pass
        """,
    "NumPy's error handler": """
        np.seterrcall(lambda *rest: exec('raise SystemExit'))
        np.seterr(all='call')
        def f(x, y, rng): return 1 / np.zeros(3)
        """,
    "NumPy's printing": """
        np.set_printoptions(formatter={'all': lambda value: 1 / 0})
        def f(x, y, rng):
            print(x)
            return 1.0
        """,
    "NumPy's generators": """
        np.random.default_rng = np.random.Generator = lambda *rest: None
        def f(x, y, rng): return float(rng is None)
        """,
    "a finder that gives lies": """
        import sys
        class Finder:
            def find_spec(self, *rest): raise MemoryError
        sys.meta_path.insert(0, Finder())
        def f(x, y, rng):
            import statistics
            return 1.0
        """,
    "another file of the submission": """
        import other
        other.g = lambda x: 'stolen'
        other.__dict__.clear()
        def f(x, y, rng): return 1.0
        """,
    "an import that never ends": """
        import other, sys
        sys.modules['other'] = sys.modules[__name__]
        def f(x, y, rng): return 1.0
        """,
}

for_help_from_without = {
    "the judge's truth": """
        import gc
        def f(x, y, rng):
            names = {type(one).__module__.partition('.')[0] for one in gc.get_objects()}
            words = ('course', 'exercise', 'stats', 'grading', 'report')
            import sys
            loaded = [n for n in sys.modules if n.startswith('noisegrade') and
                      n.rpartition('.')[2] in words]
            if loaded: raise SystemError(loaded)
            return 1.0
        """,
    "the environment": """
        import os
        def f(x, y, rng):
            assert not {'HOME', 'USER', 'PATH', 'SSH_AUTH_SOCK'} & set(os.environ), os.environ
            return 1.0
        """,
    "the arguments of the process": """
        import sys
        def f(x, y, rng):
            assert sys.argv == [''] and sys.orig_argv == [''], sys.orig_argv
            return 1.0
        """,
    "absent packages' insides": """
        import torch, sys
        def f(x, y, rng):
            type(torch).__getattr__ = lambda *rest: x
            return torch.randn(3)
        """,
    "an absent package that is loading": """
        import torch
        torch.anything.offered = ['torch']
        def f(x, y, rng):
            torch.x._packages.is_loading = True
            return float(torch.x)
        """,
    "the loader of its source": """
        def f(x, y, rng):
            return __loader__.get_source('other') or __spec__.loader
        """,
}

spending = {
    "a sum without an end": "def f(x, y, rng): return sum(iter(int, 1))",
    "a power without an end": "def f(x, y, rng): return pow(3, 10 ** 9)",
    "a factorial": "import math\ndef f(x, y, rng): return math.factorial(10 ** 8)",
    "permutations": "import itertools\ndef f(x, y, rng):\n    "
    "return len(list(itertools.permutations(range(14))))",
    "an eigenvalue without an end": """
        def f(x, y, rng):
            while True: np.linalg.eigvalsh(np.ones((200, 200)))
        """,
    "a sort that compares for ever": """
        class Slow:
            def __lt__(self, other):
                while True: pass
        def f(x, y, rng): return sorted([Slow(), Slow()])
        """,
    "a hash that never returns": """
        class Slow:
            def __hash__(self):
                while True: pass
        def f(x, y, rng): return {Slow(): 1}
        """,
    "a loop in its type's name": """
        class Meta(type):
            def __getattribute__(cls, name):
                while True: pass
        class Slow(metaclass=Meta): pass
        def f(x, y, rng): return Slow()
        """,
    "a loop at the end of the world": """
        import atexit
        def slow():
            while True: pass
        atexit.register(slow)
        def f(x, y, rng): return slow()
        """,
    "a decompression": """
        import zlib
        def f(x, y, rng):
            return zlib.decompress(zlib.compress(bytes(10 ** 8)) * 1) and list(range(10 ** 9))
        """,
    "a deep copy": """
        import copy
        def f(x, y, rng):
            one = []
            for _ in range(40): one = [one, one, list(one)]
            return copy.deepcopy(one, {}) and repr(one)
        """,
    "a format": "def f(x, y, rng): return '%0999999999d' % 1 + '{:>999999999}'.format(1)",
    "an enormous integer array": "def f(x, y, rng): return np.arange(10 ** 11)",
    "an outer product": "def f(x, y, rng): return np.outer(np.ones(10 ** 6), np.ones(10 ** 6))",
    "a big integer as text": """
        import sys
        sys.set_int_max_str_digits(0)
        def f(x, y, rng): return len(str(7 ** 10 ** 7))
        """,
    "output in one write": "import sys\ndef f(x, y, rng): \n    "
    "return sys.stdout.write('x' * 10 ** 8) and 1.0",
    "output of a million lines": """
        def f(x, y, rng):
            for at in range(10 ** 6): print(at)
            return 1.0
        """,
    "warnings without an end": """
        import warnings
        def f(x, y, rng):
            warnings.simplefilter('always')
            while True: warnings.warn('x' * 1000)
        """,
    "an exception of a thousand causes": """
        def f(x, y, rng):
            error = None
            for at in range(5000):
                new = ValueError('x' * 1000)
                new.__cause__, error = error, new
            raise error
        """,
    "notes on its exception": """
        def f(x, y, rng):
            error = ValueError('x')
            for at in range(10 ** 4): error.add_note('y' * 1000)
            raise error
        """,
    "a traceback of ten thousand lines": """
        import sys
        sys.setrecursionlimit(20_000)
        def f(x, y, rng, n=8000):
            return f(x, y, rng, n - 1) if n else 1 / 0
        """,
    "a source of many functions": "\n".join(f"def f{at}(): pass" for at in range(20_000))
    + "\ndef f(x, y, rng): return 1.0",
    "a source of one expression": "z = "
    + "+".join(["1"] * 20_000)
    + "\ndef f(x, y, rng): return 1.0",
    "a line of a megabyte": "z = '" + "x" * 10**6 + "'\ndef f(x, y, rng): return 1 / 0",
    "names that can't be read": "ℂ𝓻𝓪𝔃𝔂 = 1\ndef f(x, y, rng):\n    "
    "raise ValueError('\\u202e' + '\\x1b[0m' * 99)",
    "a class with a thousand bases": """
        bases = tuple(type(f'B{at}', (), {}) for at in range(1000))
        def f(x, y, rng): return type('T', bases, {})()
        """,
}

forging = {
    "its own number": "def f(x, y, rng):\n    _region()[0:4] = b'\\xff' * 4\n    return 1.0",
    "its processor time": """
        def f(x, y, rng):
            region = _region()
            region[16:24] = b'\\xff' * 8
            return 1.0
        """,
    "shapes that overflow": """
        def f(x, y, rng):
            region = _region()
            for at in range(16448, 60000, 8):
                region[at:at + 8] = (2 ** 63 - 1).to_bytes(8, 'little')
            return 1.0
        """,
    "the echoes of its arguments": """
        def f(x, y, rng):
            import gc
            for one in gc.get_objects():
                if type(one).__name__ == 'Writer':
                    type(one).reply = lambda *rest: None
            return 1.0
        """,
    "a record after the last": """
        def f(x, y, rng):
            region = _region()
            size = len(region)
            region[size - 4096:] = b'\\x01' * 4096
            return 1.0
        """,
    "the request itself": """
        def f(x, y, rng):
            region = _region()
            region[40000:] = bytes(len(region) - 40000)
            return 1.0
        """,
    "answers for the next request": """
        def f(x, y, rng):
            region = _region()
            number = int.from_bytes(region[0:4], 'little')
            for at in range(64, 4096, 4): region[at:at + 4] = (number + 1).to_bytes(4, 'little')
            return 1.0
        """,
    "answers that come twice": "def f(x, y, rng):\n    _say(b'DD')\n    return 1.0",
    "a word that nobody knows": "def f(x, y, rng):\n    _say(b'\\0')\n    return 1.0",
    "a channel that is full": """
        def f(x, y, rng):
            for _ in range(20): _say(b'R' * 4096)
            return 1.0
        """,
    "an end without a word": """
        def f(x, y, rng):
            os.close(os.dup(3))
            for descriptor in range(3, 64):
                try: os.close(descriptor)
                except OSError: pass
            while True: pass
        """,
}

FORGER = """
import os, sys
def _region():
    frame = sys._getframe()
    while 'region' not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals['region']
def _say(word):
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, word)
        except OSError:
            pass
"""

corpus = {
    **{f"answers with {name}": text for name, text in in_the_way_of_the_answer.items()},
    **{f"meddles: {name}": text for name, text in with_its_arguments.items()},
    **{f"changes {name}": text for name, text in of_the_process.items()},
    **{f"asks for {name}": text for name, text in for_help_from_without.items()},
    **{f"spends: {name}": text for name, text in spending.items()},
    **{f"forges {name}": FORGER + dedent(text) for name, text in forging.items()},
}

OTHER = """
import math
import numpy as np
def g(x):
    result = values = error = None
    result = np.sqrt(x * x) + math.erf(0.0) + len([])
    return result
"""


def test_there_are_a_hundred_of_them() -> None:
    assert len(corpus) >= 100


@pytest.mark.parametrize("text", corpus.values(), ids=corpus)
def test_each_costs_only_the_file_that_tries_it(
    text: str, confined: Sandbox, honest: Honest
) -> None:
    _attack(text, confined)
    honest(confined)


@pytest.mark.slow
@pytest.mark.parametrize("text", corpus.values(), ids=corpus)
def test_each_costs_only_the_file_that_tries_it_at_every_level(
    text: str, unconfined: Sandbox, honest: Honest
) -> None:
    _attack(text, unconfined)
    honest(unconfined)


def _attack(text: str, sandbox: Sandbox) -> None:
    """Run it as one file of a submission, of which another is honest."""
    text = "import numpy as np\n" + dedent(text)
    sources = [Source(name, (Chunk(body, f"{name}.py"),), (name,))
               for name, body in (("bad", text), ("other", OTHER))]  # fmt: skip
    args = (X, [1.0, 2.0, 3.0], Rng(5))
    hostile = Call(function="f", args=args, capacity=800, entropy=1, echo=True)
    beside = Call(function="g", args=(X,), capacity=160, entropy=1, echo=True)
    with sandbox.open(
        Submission("bad", tuple(sources)), budget=Budget(cpu=4.0, idle=4.0)
    ) as opened:
        outcome = opened.run("bad", [hostile, hostile], cpu_limit=0.4, idle_limit=1.0)
        other = opened.run("other", [beside])
    _check_bounds(outcome, hostile)
    assert other.death is None
    np.testing.assert_array_equal(other.replies[0].values[0].array, np.abs(X))
    assert changed((X,), other.replies[0].echoed) == ()
    assert outcome.cpu_seconds < 3.0


def _check_bounds(outcome: Outcome, call: Call) -> None:
    """Check that nothing of it is larger, or other, than what may come back."""
    assert outcome.death is None or isinstance(outcome.death, Death)
    assert outcome.death is not None or len(outcome.replies) == 2
    assert len(outcome.output) <= 6 * (16 << 10)  # an escape is longer than what it stands for
    for reply in outcome.replies:
        assert isinstance(reply.kind, ReplyKind)
        assert sum(value.array.nbytes for value in reply.values) <= call.capacity
        assert all(value.array.dtype.kind in "biufc" for value in reply.values)
        assert len(reply.echoed) <= 2
        shown = reply.text + reply.type_name + (reply.where or "") + outcome.output
        assert shown.replace("\n", "").replace("\t", "").isprintable()
