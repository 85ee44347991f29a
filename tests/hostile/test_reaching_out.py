"""Code that reaches out of its process finds nothing: no file, no process, no network."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from noisegrade.sandbox.calls import Death, Outcome, ReplyKind
from noisegrade.sandbox.client import Sandbox

Attack = Callable[..., Outcome]

reads = {
    "the passwords": "open('/etc/passwd').read()",
    "the solutions": "open(SOLUTIONS).read()",
    "this package": "open(PACKAGE).read()",
    "the sandbox itself": "open(SANDBOX).read()",
    "another submission": "open(OTHER).read()",
    "the judge's memory": "open('/proc/JUDGE/mem', 'rb').read(1)",
    "the judge's environment": "open('/proc/JUDGE/environ', 'rb').read()",
    "the judge's command line": "open('/proc/JUDGE/cmdline', 'rb').read()",
    "the judge's descriptors": "open('/proc/JUDGE/fd/0', 'rb').read()",
    "the parent's memory": "open(f'/proc/{os.getppid() or 1}/mem', 'rb').read(1)",
    "its own memory": "open('/proc/self/mem', 'rb').read(1)",
    "its own environment": "open('/proc/self/environ', 'rb').read()",
    "the home": "os.listdir(os.path.expanduser('~root'))",
    "the root": "os.listdir('/')",
    "temporary files": "os.listdir('/tmp')",
    "a device": "open('/dev/mem', 'rb').read(1)",
    "by a path through a library": "open(os.__file__ + '/../../../../../../etc/passwd').read()",
    "by a descriptor of the root": "os.open('etc/passwd', 0, dir_fd=os.open('/', os.O_PATH))",
    "by an import": "__import__('noisegrade.course')",
    "by an import path": "sys.path.insert(0, PACKAGE[:-10]); __import__('errors').UsageError()",
    "by a loader": "__loader__.get_data(PACKAGE) if __loader__ else linecache.getlines(PACKAGE)[0]",
    "by mapping a file": "np.memmap('/etc/passwd', mode='r')",
    "by NumPy": "np.fromfile('/etc/passwd', np.uint8)",
    "by C": "(lambda c: c.fopen(b'/etc/passwd', b'r') or 1 / 0)(ctypes.CDLL(None))",
}

writes = {
    "a file": "open('/tmp/noisegrade-was-here', 'w').write('x')",
    "a file beside": "open('noisegrade-was-here', 'a').write('x')",
    "the other submission": "open(OTHER, 'r+').write('x')",
    "a folder": "os.mkdir('/tmp/noisegrade-was-here')",
    "a link": "os.symlink('/etc/passwd', '/tmp/noisegrade-was-here')",
    "permissions": "os.chmod(OTHER, 0o777)",
    "a deletion": "os.remove(OTHER)",
    "a new name": "os.rename(OTHER, OTHER + '.old')",
    "a time": "os.utime(OTHER)",
    "a length": "os.truncate(OTHER, 0)",
    "a temporary file": "__import__('tempfile').TemporaryFile()",
    "a pipe with a name": "os.mkfifo('/tmp/noisegrade-was-here')",
    "shared memory": "shared_memory.SharedMemory(create=True, size=8)",
}

connections = {
    "a connection": "socket.create_connection(('127.0.0.1', 9), timeout=1)",
    "a listener": "socket.create_server(('127.0.0.1', 0))",
    "a datagram": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "a name look-up": "socket.getaddrinfo('localhost', 80)[0][4] and socket.socket()",
    "a socket in the file system": "socket.socket(socket.AF_UNIX)",
    "a pair": "socket.socketpair()",
    "a raw socket": "socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)",
    "a netlink": "socket.socket(16, socket.SOCK_RAW, 0)",
}

# Signals are 0 where a success would harm: it asks for the permission and sends nothing.
signals = {
    "the judge": "os.kill(JUDGE, 0)",
    "the parent": "os.kill(os.getppid() or 1, 0)",
    "the parent, for good": "os.kill(os.getppid(), signal.SIGKILL) if os.getppid() else 1 / 0",
    "its group": "os.killpg(0, 0)",
    "a thread of the judge": "SYSCALL(200, JUDGE, 0)",
    "by a descriptor": "os.pidfd_open(JUDGE)",
    "by the owner of a file": "__import__('fcntl').fcntl(0, 8, JUDGE)",
    "queued": "SYSCALL(129, JUDGE, 0, 0)",
    "a wait": "os.waitpid(-1, 0)",
    "a priority": "os.setpriority(os.PRIO_PROCESS, JUDGE, 19)",
}

NUMBERS = {  # where glibc has no wrapper; x86-64, aarch64
    200: {"x86_64": 200, "aarch64": 130},  # tkill
    129: {"x86_64": 129, "aarch64": 138},  # rt_sigqueueinfo
}

kernel = {
    "ptrace": "c.ptrace(16, JUDGE, 0, 0)",
    "ptrace of itself": "c.ptrace(0, 0, 0, 0)",
    "another's memory": "c.process_vm_readv(JUDGE, None, 0, None, 0, 0)",
    "new namespaces": "c.unshare(0x10000000)",
    "another's namespaces": "c.setns(0, 0)",
    "a mount": "c.mount(b'none', b'/', None, 0, None)",
    "a new root": "c.chroot(b'/')",
    "a program": "c.execv(b'/bin/true', (ctypes.c_char_p * 2)(b'true', None))",
}


def _run(body: str) -> str:
    for number, numbers in NUMBERS.items():
        body = body.replace(f"SYSCALL({number}", f"_syscall({numbers.get(os.uname().machine, 0)}")
    return f"""
import ctypes, linecache, os, signal, socket, sys
from multiprocessing import shared_memory
import numpy as np
def _syscall(*args):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(*args) < 0:
        raise OSError(ctypes.get_errno(), "refused")
def f():
    {body}
    return 1.0
"""


refused = {
    **{f"reads {name}": body for name, body in reads.items()},
    **{f"writes {name}": body for name, body in writes.items()},
    **{f"opens {name}": body for name, body in connections.items()},
    **{f"signals {name}": body for name, body in signals.items()},
}


@pytest.mark.parametrize("body", refused.values(), ids=refused)
def test_reaching_out_raises(body: str, confined: Sandbox, attack: Attack) -> None:
    outcome = attack(confined, _run(body))
    assert outcome.death is None
    assert outcome.replies[0].kind is ReplyKind.RAISED, outcome
    assert not Path("/tmp/noisegrade-was-here").exists()  # noqa: S108 - what the corpus tries to make


@pytest.mark.parametrize("body", kernel.values(), ids=kernel)
def test_asking_the_kernel_for_what_only_attackers_want_is_death(
    body: str, confined: Sandbox, attack: Attack
) -> None:
    outcome = attack(confined, _run("c = ctypes.CDLL(None); " + body))
    assert outcome.death is Death.FORBIDDEN


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_no_descriptor_of_the_judge_is_inherited(confined: Sandbox, attack: Attack) -> None:
    text = """
        import os, stat
        def f():
            kinds = []
            for descriptor in range(256):
                try:
                    kinds.append(stat.S_IFMT(os.fstat(descriptor).st_mode))
                except OSError:
                    pass
            its_own = [stat.S_IFCHR] * 3 + [stat.S_IFREG, stat.S_IFSOCK]  # null, region, channel
            assert sorted(kinds) == sorted(its_own), kinds
            return 1.0
        """
    assert attack(confined, text).replies[0].kind is ReplyKind.RETURNED


def test_capabilities_are_gone(confined: Sandbox, attack: Attack) -> None:
    text = """
        import ctypes, struct
        def f():
            libc = ctypes.CDLL(None, use_errno=True)
            found = [libc.prctl(23, number, 0, 0, 0) for number in range(3)]
            assert found == [-1, -1, -1], found
            return 1.0
        """
    assert attack(confined, text).replies[0].kind is ReplyKind.RETURNED


sights = {
    "the users": "/etc/shadow",
    "another submission": "OTHER",
    "the solutions": "SOLUTIONS",
    "this package": "PACKAGE",
    "the interpreter's file": "EXECUTABLE",
    "processes": "/proc",
    "the judge": "/proc/JUDGE",
    "the kernel's settings": "/sys/kernel",
    "disks": "/dev/vda",
    "the terminal": "/dev/tty",
}


@pytest.mark.parametrize("path", sights.values(), ids=sights)
@pytest.mark.parametrize("look", ["os.stat", "os.lstat", "os.readlink", "os.listdir", "os.open"])
def test_where_the_root_is_its_own_nothing_else_is_even_there(
    path: str, look: str, strong: Sandbox, attack: Attack
) -> None:
    path = path if path in {"OTHER", "SOLUTIONS", "PACKAGE"} else repr(path)
    path = path.replace("EXECUTABLE", sys.executable)
    more = ", os.O_PATH" if look == "os.open" else ""
    outcome = attack(strong, f"import os\ndef f():\n    return {look}({path}{more}) and 1.0")
    assert outcome.replies[0].kind is ReplyKind.RAISED
    said = outcome.replies[0].text.splitlines()[-1]
    assert said.startswith(("FileNotFoundError", "PermissionError: [Errno 13]"))
    assert said.startswith("FileNotFoundError") or look == "os.listdir"


def test_a_file_system_of_its_own_can_not_be_changed(strong: Sandbox, attack: Attack) -> None:
    text = """
        import os, sys
        def f():
            tried = ["/x", os.__file__, os.path.dirname(os.__file__) + "/x", np.__file__]
            for path in tried:
                assert not os.access(path, os.W_OK)
            assert os.uname().nodename == "sandbox"
            assert sys.argv == sys.orig_argv == [""]
            assert os.getcwd() == "/"
            return 1.0
        """
    outcome = attack(strong, "import numpy as np\n" + dedent(text))
    assert outcome.replies[0].kind is ReplyKind.RETURNED, outcome
