"""Code that lies: results, regions and patches win nothing, and confuse the judge in nothing."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import numpy as np
import pytest

from noisegrade.model import Chunk, Source, Submission
from noisegrade.sandbox.calls import Call, Death, Outcome, ReplyKind
from noisegrade.sandbox.client import Sandbox

Attack = Callable[..., Outcome]
End = Death | ReplyKind

UNFIT, RAISED, RETURNED = ReplyKind.UNFIT, ReplyKind.RAISED, ReplyKind.RETURNED
MISSING, STUB, MEMORY = ReplyKind.MISSING, ReplyKind.NOT_IMPLEMENTED, ReplyKind.OUT_OF_MEMORY
EXIT = Death.EXIT

results: dict[str, tuple[str, set[End]]] = {
    "a view of 10 ** 12 elements": ("def f():\n    return np.broadcast_to(1.0, 10 ** 12)", {UNFIT}),
    "strides of 0": (
        "def f():\n    return np.lib.stride_tricks.as_strided(np.ones(1), (10 ** 12,), (0,))",
        {UNFIT},
    ),
    "strides beyond its memory": (
        "def f():\n    return np.lib.stride_tricks.as_strided(np.ones(1), (100,), (1 << 40,))",
        {Death.SIGNAL},
    ),
    "a lazily huge big-endian view": (
        "def f():\n    return np.broadcast_to(np.array(1, '>f8'), 10 ** 12)",
        {MEMORY, UNFIT},
    ),
    "objects": ("def f():\n    return np.array([f, f])", {UNFIT}),
    "one object": ("def f():\n    return np.array(f)", {UNFIT}),
    "a subclass that lies about its shape": (
        """
        class Liar(np.ndarray):
            shape = (1,)
            nbytes = size = itemsize = ndim = 1
            dtype = np.dtype(object)
            def __len__(self): return 1
            def __array_finalize__(self, other): pass
        def f():
            return np.ones(10 ** 6).view(Liar)
        """,
        {UNFIT},
    ),
    "an object that says it is an array": (
        """
        class Liar:
            __class__ = np.ndarray
            __array_interface__ = dict(shape=(100,), typestr="<f8", data=(8, False), version=3)
        def f():
            return Liar()
        """,
        {UNFIT, RAISED, Death.SIGNAL},
    ),
    "an array made by a method": (
        """
        class Liar(list):
            def __array__(self, *args, **more): return np.ones(10 ** 6)
        def f():
            return Liar([1.0])
        """,
        {UNFIT, RETURNED},
    ),
    "a list that lies about its length": (
        """
        class Liar(list):
            def __len__(self): return 2 ** 62
            def __iter__(self): return iter([])
        def f():
            return Liar([1.0, 2.0])
        """,
        {UNFIT, RETURNED, RAISED, MEMORY},
    ),
    "a list of itself": ("def f():\n    x = []\n    x.append(x)\n    return x", {UNFIT, RAISED}),
    "a list a thousand deep": (
        "def f():\n    x = 1.0\n    for _ in range(1000): x = [x]\n    return x",
        {UNFIT, RAISED},
    ),
    "a tuple of ten thousand": ("def f():\n    return (1.0,) * 10_000", {UNFIT}),
    "a name of a megabyte": ("def f():\n    return type('N' * 10 ** 6, (), {})()", {UNFIT}),
    "a name that is escaped": ("def f():\n    return type('\\x1b[2J\\n', (), {})()", {UNFIT}),
    "a type whose name raises": (
        """
        class Meta(type):
            @property
            def __name__(cls): raise KeyboardInterrupt
        class Liar(metaclass=Meta): pass
        def f():
            return Liar()
        """,
        {UNFIT},
    ),
    "a representation without an end": (
        """
        class Liar:
            def __repr__(self): return 'x' * 10 ** 8
        def f():
            return Liar()
        """,
        {UNFIT},
    ),
    "a generator": ("def f():\n    yield from iter(int, 1)", {UNFIT}),
    "a coroutine": ("async def f():\n    return 1.0", {UNFIT}),
    "an exception": ("def f():\n    return Exception('passed')", {UNFIT}),
    "not a number": ("def f():\n    return np.full(10, np.nan)", {RETURNED}),
    "numbers near the end": ("def f():\n    return np.full(10, 1e308) * 10", {RETURNED}),
}

errors: dict[str, tuple[str, set[End]]] = {
    "exits": ("import sys\ndef f():\n    sys.exit(0)", {RAISED}),
    "exits at import": ("import sys\nsys.exit(0)", {MISSING}),
    "ends the process": ("import os\ndef f():\n    os._exit(0)", {EXIT}),
    "ends the process at import": ("import os\nos._exit(0)", {EXIT}),
    "segfaults": ("import ctypes\ndef f():\n    ctypes.string_at(0)", {Death.SIGNAL}),
    "aborts": ("import os\ndef f():\n    os.abort()", {Death.SIGNAL}),
    "interrupts": ("def f():\n    raise KeyboardInterrupt", {RAISED}),
    "closes its generator": ("def f():\n    raise GeneratorExit", {RAISED}),
    "raises what can't be printed": (
        """
        class Liar(Exception):
            def __str__(self): raise SystemExit
            __repr__ = __str__
        def f():
            raise Liar
        """,
        {RAISED},
    ),
    "raises a hundred megabytes": (
        "def f():\n    raise ValueError('x' * 10 ** 8)",
        {RAISED, MEMORY, Death.CPU},
    ),
    "raises escape sequences": ("def f():\n    raise ValueError('\\x1b[2J\\x00')", {RAISED}),
    "raises a long chain": (
        """
        def f():
            error = None
            for number in range(2000):
                try:
                    raise ValueError(number) from error
                except ValueError as caught:
                    error = caught
            raise error
        """,
        {RAISED},
    ),
    "raises a group of groups": (
        """
        def f():
            error = ValueError()
            for _ in range(200): error = BaseExceptionGroup('g', [error])
            raise error
        """,
        {RAISED},
    ),
    "raises with a lying traceback": (
        """
        class Liar(Exception):
            __traceback__ = __cause__ = __context__ = 3
        def f():
            raise Liar
        """,
        {RAISED},
    ),
    "raises from a file of ours": (
        """
        exec(compile("def f():\\n    raise ValueError('x')", "calling.py", "exec"))
        """,
        {RAISED},
    ),
    "says that it is a stub": (
        "class Mine(NotImplementedError): pass\ndef f():\n    raise Mine",
        {STUB},
    ),
    "prints escape sequences": (
        "def f():\n    print('\\x1b]0;x\\x07\\r\\x00')\n    return 1.0",
        {RETURNED},
    ),
}

patches: dict[str, tuple[str, set[End]]] = {
    "NumPy": (
        """
        for name in dir(np):
            if not name.startswith('_') and callable(getattr(np, name)) and name != 'ndarray':
                try:
                    setattr(np, name, lambda *args, **more: 1 / 0)
                except Exception:
                    pass
        def f():
            return 1.0
        """,
        {RETURNED, RAISED, EXIT, MISSING},
    ),
    "the builtins": (
        """
        import builtins
        def f():
            for name in ('isinstance', 'len', 'zip', 'sum', 'map', 'all', 'bytes', 'type'):
                setattr(builtins, name, lambda *args, **more: 1)
            return 1.0
        """,
        {RETURNED, RAISED, EXIT},
    ),
    "the system": (
        """
        import os, struct, time, mmap, marshal, inspect, traceback, linecache
        def f():
            for module in (os, struct, time, mmap, marshal, inspect, traceback, linecache):
                for name in list(vars(module)):
                    if not name.startswith('__'):
                        setattr(module, name, None)
            return 1.0
        """,
        {RETURNED, RAISED, EXIT},
    ),
    "the sandbox's own classes": (
        """
        import gc
        def f():
            for one in gc.get_objects():
                if isinstance(one, type) and one.__module__.startswith('noisegrade'):
                    for name in list(vars(one)):
                        if not name.startswith('__'):
                            try:
                                setattr(one, name, lambda *args, **more: None)
                            except Exception:
                                pass
            return 1.0
        """,
        {RETURNED, RAISED, EXIT},
    ),
    "every frame, by a trace": (
        """
        import sys
        def f():
            sys.setprofile(lambda *args: 1 / 0)
            return 1.0
        """,
        {RETURNED, RAISED, EXIT},
    ),
    "the end of the program": (
        """
        import atexit, os
        atexit.register(os._exit, 3)
        class Late:
            def __del__(self): os._exit(3)
        kept = Late()
        def f():
            return 1.0
        """,
        {RETURNED},
    ),
    "its streams": (
        """
        import sys
        def f():
            sys.stdout = sys.stderr = sys.stdin = None
            sys.__stdout__ = sys.__stderr__ = 3
            return 1.0
        """,
        {RETURNED},
    ),
    "its modules": (
        "import sys\ndef f():\n    sys.modules.clear()\n    return 1.0",
        {RETURNED, RAISED, EXIT},
    ),
    "the collector": (
        """
        import gc
        def f():
            for one in gc.get_objects():
                if type(one) is dict and one is not gc.__dict__:
                    one.clear()
            return 1.0
        """,
        {RETURNED, RAISED, EXIT, Death.SIGNAL},
    ),
    "every descriptor, closing it": (
        "import os\ndef f():\n    os.closerange(0, 256)\n    return 1.0",
        {EXIT, Death.SIGNAL},
    ),
    "every descriptor, flooding it": (
        """
        import os
        def f():
            for descriptor in range(64):
                try:
                    for _ in range(1000):
                        os.write(descriptor, b'D' * 65536)
                except OSError:
                    pass
            return 1.0
        """,
        {EXIT, RETURNED},
    ),
    "every descriptor, setting its flags": (
        """
        import fcntl, os
        for descriptor in range(3, 64):
            try:
                fcntl.fcntl(descriptor, fcntl.F_SETFL, os.O_APPEND)
            except OSError:
                pass
        def f():
            return 1.0
        """,
        {RETURNED},
    ),
    "every descriptor, by another": (
        """
        import os
        def f():
            null = os.open('/dev/null', os.O_RDONLY)
            for descriptor in range(64):
                if descriptor != null:
                    os.dup2(null, descriptor)
            return 1.0
        """,
        {EXIT},
    ),
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

forgeries: dict[str, tuple[str, set[End]]] = {
    "garbage in the region": (
        """
        def f():
            region = _region()
            region[:] = b'\\xff' * len(region)
            _say(b'D')
            while True: pass
        """,
        {EXIT},
    ),
    "zeros in the region": (
        """
        def f():
            region = _region()
            region[:] = bytes(len(region))
            _say(b'D')
            while True: pass
        """,
        {EXIT},
    ),
    "random records": (
        """
        import random
        def f():
            region = _region()
            head = bytes(region[:16])
            region[16384 + 64:60000] = random.randbytes(60000 - 16384 - 64)
            region[:24] = head[:8] + (5000).to_bytes(8, 'little') + bytes(8)
            _say(b'D')
            while True: pass
        """,
        {EXIT},
    ),
    "done, and nothing done": ("def f():\n    _say(b'D')\n    while True: pass", {EXIT}),
    "done, over and over": ("def f():\n    _say(b'D' * 5000)\n    return 1.0", {EXIT, RETURNED}),
    "words that nobody knows": ("def f():\n    _say(b'pass')\n    while True: pass", {EXIT}),
    "a shorter region": (
        """
        def f():
            _region().resize(4096)
            return 1.0
        """,
        {RAISED, EXIT, Death.SIGNAL},
    ),
    "a reply of its own making": (
        """
        import struct
        def f():
            region = _region()
            number = struct.unpack_from('<I', region)[0]
            record = struct.pack('<BBBBHHH', 1, 1, 0, 0, 0, 0, 0)
            record += struct.pack('<BBH6Q', 11, 1, 0, 100, *[0] * 5)
            record += bytes(-len(record) % 16) + b'\\x7f' * 800
            region[64 + 16384:64 + 16384 + len(record)] = record
            region[:24] = struct.pack('<IIQd', number, 0, len(record), 0.0)
            _say(b'D')
            os._exit(0)
        """,
        {RETURNED, EXIT},
    ),
}

sources: dict[str, tuple[str, set[End]]] = {
    "bytes that are no UTF-8": ("x = '\udcff\udcfe'\ndef f():\n    return 1.0", {MISSING}),
    "a null byte": ("def f():\n    return 1.0\0", {MISSING}),
    "brackets without an end": ("x = " + "[" * 10_000, {MISSING}),
    "signs without an end": ("x = " + "-" * 50_000 + "1", {MISSING, Death.SIGNAL}),
    "calls without an end": ("x = f" + "(f" * 10_000, {MISSING}),
    "five megabytes": ("x = 1  # " + "x" * 5_000_000 + "\ndef f():\n    return 1.0", {RETURNED}),
    "a hundred thousand lines": ("x = 1\n" * 100_000 + "def f():\n    return 1.0", {RETURNED}),
    "an encoding that is none": ("# coding: nonsense\ndef f():\n    return 1.0", {RETURNED}),
    "nothing": ("", {MISSING}),
}

harmless_at_any_level = {
    **{f"patches {name}": case for name, case in patches.items()},
    **{f"forges {name}": (FORGER + dedent(text), ends) for name, (text, ends) in forgeries.items()},
}
same_at_any_level = {
    **{f"returns {name}": case for name, case in results.items()},
    **errors,
    **{f"is {name}": case for name, case in sources.items()},
}


@pytest.mark.parametrize("case", harmless_at_any_level.values(), ids=harmless_at_any_level)
def test_meddling_costs_only_the_meddler(
    case: tuple[str, set[End]], anywhere: Sandbox, attack: Attack
) -> None:
    _check(case, anywhere, attack)


@pytest.mark.parametrize("case", same_at_any_level.values(), ids=same_at_any_level)
def test_lies_cost_only_the_liar(
    case: tuple[str, set[End]], confined: Sandbox, attack: Attack
) -> None:
    _check(case, confined, attack)


@pytest.mark.slow
@pytest.mark.parametrize("case", same_at_any_level.values(), ids=same_at_any_level)
def test_lies_cost_only_the_liar_at_every_level(
    case: tuple[str, set[End]], anywhere: Sandbox, attack: Attack
) -> None:
    _check(case, anywhere, attack)


def _check(case: tuple[str, set[End]], sandbox: Sandbox, attack: Attack) -> None:
    text, ends = case
    outcome = attack(sandbox, "import numpy as np\n" + dedent(text), cpu_limit=1.0)
    assert (outcome.death or outcome.replies[0].kind) in ends
    for reply in outcome.replies:
        assert sum(value.array.nbytes for value in reply.values) <= 800
        assert len(reply.text.encode()) <= 40_000
        assert len(reply.type_name) <= 300
        shown = reply.text + reply.type_name + (reply.where or "") + outcome.output
        assert shown.replace("\n", "").replace("\t", "").isprintable()


def test_right_at_the_first_call_only_is_wrong_at_the_second(anywhere: Sandbox) -> None:
    text = """
import numpy as np
calls = 0
def f(x):
    global calls
    calls += 1
    return x if calls == 1 else 0 * x
"""
    call = Call(function="f", args=(np.arange(3.0),), capacity=24, entropy=0)
    submission = Submission("test", (Source("a", (Chunk(text, "a.py"),), ("a",)),))
    with anywhere.open(submission) as session:
        replies = session.run("a", [call] * 3).replies
    given = [reply.values[0].array.tolist() for reply in replies]
    assert given == [[0.0, 1.0, 2.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
