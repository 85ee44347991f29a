"""Confine a child: namespaces, Landlock, capabilities, seccomp, limits. Linux only.

What costs time is made once, in the warm parent (`Walls`); a child raises the walls around itself
by a handful of system calls (`confine`). Nothing here is optional: a call that fails raises, and
the child ends before it has run a line of the submission. At level *limits* there are no walls, and
a child only limits itself (`limit`).
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from noisegrade.sandbox import rlimits, seccomp

__all__ = [
    "Walls",
    "allow_listing",
    "confine",
    "keep_pid_namespace",
    "limit",
    "new_pid_namespace",
    "own_namespaces",
    "prepare",
]

_NEW_USER, _NEW_MOUNT, _NEW_PID = 0x10000000, 0x00020000, 0x20000000
_NEW_NET, _NEW_IPC, _NEW_UTS = 0x40000000, 0x08000000, 0x04000000

_NAME = b"sandbox"  # of the machine, as a child sees it

_PDEATHSIG, _NO_NEW_PRIVS = 1, 38
_CAPABILITY_VERSION_3 = 0x20080522

_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_CREATE_VERSION = 1  # asks for the ABI instead of making a ruleset
_RULE_PATH_BENEATH = 1
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}  # ABI: how many rights it knows; 16 from ABI 5 on
_NET_ABI, _SCOPE_ABI = 4, 6  # ABIs that first know TCP, and abstract sockets with signals

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, slots=True)
class Walls:
    """What a child puts around itself, made beforehand."""

    landlock: int  # file descriptor of the ruleset
    baseline: int  # bytes of address space that the warm parent needs
    filter: bytes  # of system calls, but for the child's id
    pid_namespace: int | None  # descriptor of the parent's own; None where children share it


def prepare(files: Iterable[str], folders: Iterable[str], *, namespaces: bool) -> Walls:
    """Make the walls: a child may read `files`, what is under them, and list `folders`."""
    if seccomp.machine() is None:
        raise OSError(errno.ENOSYS, f"no table of system calls for {platform.machine()}")
    return Walls(
        landlock=_ruleset(files, folders),
        baseline=rlimits.used_address_space(),
        filter=seccomp.program(),
        pid_namespace=os.pidfd_open(os.getpid()) if namespaces else None,
    )


def allow_listing(walls: Walls, folders: Iterable[str]) -> None:
    """Let children list these folders too: those of a new root are others than the old ones."""
    for path in folders:
        _allow(walls.landlock, path, _READ_DIR)


def own_namespaces() -> None:
    """Enter new namespaces; a forked copy of this process goes on as process 1 of them."""
    uid, gid = os.getuid(), os.getgid()
    new = _NEW_USER | _NEW_MOUNT | _NEW_PID | _NEW_NET | _NEW_IPC | _NEW_UTS
    _checked(_libc.unshare(new), "unshare")
    _checked(_libc.sethostname(_NAME, len(_NAME)), "sethostname")
    for name, line in (
        ("setgroups", "deny"),
        ("uid_map", f"{uid} {uid} 1"),
        ("gid_map", f"{gid} {gid} 1"),
    ):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:  # noqa: PTH123 - no pathlib here
            file.write(line)
    inner = os.fork()
    if inner:
        _, status = os.waitpid(inner, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    _die_with_parent()


def new_pid_namespace(walls: Walls) -> None:
    """Let the next fork be process 1 of a namespace of its own."""
    if walls.pid_namespace is not None:
        _checked(_libc.unshare(_NEW_PID), "unshare(pid)")


def keep_pid_namespace(walls: Walls) -> None:
    """Take `new_pid_namespace` back, in the parent, so that it can be called again."""
    if walls.pid_namespace is not None:
        _checked(_libc.setns(walls.pid_namespace, _NEW_PID), "setns(pid)")


def _die_with_parent() -> None:
    """Have the kernel kill this process when the thread that forked it ends."""
    _prctl(_PDEATHSIG, signal.SIGKILL)


def limit(baseline: int, *, cpu_seconds: float) -> None:
    """Limit this process for good, and let it die with the warm parent."""
    _die_with_parent()
    rlimits.set_limits(baseline, cpu_seconds)


def confine(walls: Walls, *, cpu_seconds: float) -> None:
    """Raise the walls around this process, for good."""
    limit(walls.baseline, cpu_seconds=cpu_seconds)
    _prctl(_NO_NEW_PRIVS, 1)
    _checked(_libc.syscall(seccomp.number("landlock_restrict_self"), walls.landlock, 0), "landlock")
    os.close(walls.landlock)
    if walls.pid_namespace is not None:
        os.close(walls.pid_namespace)
    _drop_capabilities()
    seccomp.install(seccomp.for_process(walls.filter, os.getpid()))


def _ruleset(files: Iterable[str], folders: Iterable[str]) -> int:
    """Make a Landlock ruleset that refuses everything it knows of, but for reading these."""
    create = seccomp.number("landlock_create_ruleset")
    abi = _checked(_libc.syscall(create, None, ctypes.c_size_t(0), _CREATE_VERSION), "landlock")
    rights = (1 << _FILE_RIGHTS.get(abi, 16)) - 1
    words = [rights]
    if abi >= _NET_ABI:
        words.append(3)  # binding and connecting by TCP
    if abi >= _SCOPE_ABI:
        words.append(3)  # abstract sockets, and signals to processes outside
    asked = struct.pack(f"={len(words)}Q", *words)
    ruleset = _checked(_libc.syscall(create, asked, ctypes.c_size_t(len(asked)), 0), "landlock")
    for path in files:
        right = _READ_FILE | _READ_DIR if os.path.isdir(path) else _READ_FILE  # noqa: PTH112 - as above
        _allow(ruleset, path, right)
    for path in folders:
        _allow(ruleset, path, _READ_DIR)
    return int(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what isn't there needs no permission
    try:
        rule = struct.pack("=Qi", rights, opened)
        add = seccomp.number("landlock_add_rule")
        _checked(_libc.syscall(add, ruleset, _RULE_PATH_BENEATH, rule, 0), f"landlock: {path}")
    finally:
        os.close(opened)


def _drop_capabilities() -> None:
    header = struct.pack("=Ii", _CAPABILITY_VERSION_3, 0)
    _checked(_libc.syscall(seccomp.number("capset"), header, bytes(24)), "capset")


def _prctl(option: int, value: int) -> None:
    _checked(_libc.prctl(option, value, 0, 0, 0), "prctl")


def _checked(result: int, what: str) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")
    return result
