"""What becomes of a child's system calls, as a seccomp program for x86-64 and aarch64.

Honest numerical code reads memory, files and clocks. All else is refused: quietly (EPERM, so that
Python raises) where a learner may have meant no harm, by death where only an attack makes the call.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
import struct

from noisegrade.sandbox.syscalls import ALLOWED, CONFINING, KILLED, LOOKED_AT, WAITS

__all__ = ["for_process", "install", "machine", "number", "program"]

_SYSCALLS = ALLOWED | LOOKED_AT | WAITS | KILLED | CONFINING

_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column, AUDIT_ARCH_*
_X32 = 0x40000000  # system calls of the x32 ABI start here; none is needed

_LOAD, _AND, _JUMP_EQUAL, _JUMP_ANY_BIT, _JUMP_AT_LEAST, _RETURN = 0x20, 0x54, 0x15, 0x45, 0x35, 6
_KILL, _ERRNO, _ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data

_SET_MODE_FILTER, _SPEC_ALLOW = 1, 4
_FCNTL = (0, 1, 2, 3, 1030)  # dup, get/set close-on-exec, get flags, dup-cloexec; sets no other
_IOCTL = (0x5401, 0x5451)  # TCGETS (is it a terminal?), FIOCLEX
_FUTEX_WAITS = (0, 9)  # FUTEX_WAIT, FUTEX_WAIT_BITSET

_SOME_PROCESS = 0x7FFFFFF1  # stands for an id that is known after the fork; no process has it

_libc = ctypes.CDLL(None, use_errno=True)

Instruction = tuple[int, int, int, int]  # code, jump if true, jump if false, operand


def machine() -> tuple[int, int] | None:
    """Return the column of the tables and the AUDIT_ARCH of this machine; None if it is unknown."""
    if struct.calcsize("P") != 8:  # noqa: PLR2004 - a 32-bit Python makes other system calls
        return None
    return _MACHINES.get(platform.machine())


def number(name: str) -> int | None:
    """Return the number of a system call on this machine."""
    found = machine()
    return None if found is None else _SYSCALLS[name][found[0]]


def program() -> bytes:
    """Write the filter, but for the id of the process that it is for: see `for_process`."""
    found = machine()
    if found is None:
        raise OSError(errno.ENOSYS, "no table of system calls for this machine")
    lines: list[Instruction] = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_JUMP_EQUAL, 1, 0, found[1]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_JUMP_AT_LEAST, 0, 1, _X32),
        (_RETURN, 0, 0, _KILL),
    ]
    for name, body in _rules():
        numbered = number(name)
        if numbered is not None:
            lines += [(_JUMP_EQUAL, 0, len(body), numbered), *body]
    lines.append((_RETURN, 0, 0, _ERRNO | errno.EPERM))
    return b"".join(struct.pack("HBBI", *line) for line in lines)


def for_process(template: bytes, own_pid: int) -> bytes:
    """Complete a filter for the process with this id, which may send signals to itself alone."""
    return template.replace(struct.pack("I", _SOME_PROCESS), struct.pack("I", own_pid))


def install(instructions: bytes) -> None:
    """Put this process under the filter, for good. Needs no_new_privs."""
    code = ctypes.create_string_buffer(instructions, len(instructions))
    header = struct.pack("HxxxxxxP", len(instructions) // 8, ctypes.addressof(code))
    # The flag keeps old kernels from slowing floating point down; none before 4.17 knows it.
    for flags in (_SPEC_ALLOW, 0):
        if _libc.syscall(number("seccomp"), _SET_MODE_FILTER, flags, header) == 0:
            return
    raise OSError(ctypes.get_errno(), "seccomp")


def _rules() -> list[tuple[str, list[Instruction]]]:
    refuse = (_RETURN, 0, 0, _ERRNO | errno.EPERM)
    allow = (_RETURN, 0, 0, _ALLOW)
    return [
        *((name, [allow]) for name in ALLOWED),
        *((name, [(_RETURN, 0, 0, _KILL)]) for name in KILLED),
        *((name, [(_RETURN, 0, 0, _ERRNO)]) for name in WAITS),
        ("openat", _read_only(flags_at=2)),
        ("open", _read_only(flags_at=1)),
        ("openat2", [(_RETURN, 0, 0, _ERRNO | errno.ENOSYS)]),
        ("clone3", [(_RETURN, 0, 0, _ERRNO | errno.ENOSYS)]),
        ("fcntl", _one_of(1, _FCNTL)),
        ("ioctl", _one_of(1, _IOCTL)),
        ("tgkill", _raising()),
        # prlimit64 that only asks: its third argument, the new limit, is a null pointer
        ("prlimit64", [*_when_null(2, allow), refuse]),
        ("futex", _futex()),
    ]


def _argument(index: int, *, half: int = 0) -> Instruction:
    return (_LOAD, 0, 0, _ARGUMENTS + 8 * index + 4 * half)  # both machines are little-endian


def _raising() -> list[Instruction]:
    """Let a process raise what an abort raises; one that stopped itself would be waited for."""
    refuse = (_RETURN, 0, 0, _ERRNO | errno.EPERM)
    return [
        _argument(0),
        (_JUMP_EQUAL, 1, 0, _SOME_PROCESS),
        refuse,
        *_one_of(2, (signal.SIGABRT, signal.SIGINT)),
    ]


def _one_of(index: int, values: tuple[int, ...]) -> list[Instruction]:
    body = [_argument(index)]
    for value in values:
        body += [(_JUMP_EQUAL, 0, 1, value), (_RETURN, 0, 0, _ALLOW)]
    return [*body, (_RETURN, 0, 0, _ERRNO | errno.EPERM)]


def _when_null(index: int, then: Instruction) -> list[Instruction]:
    return [
        _argument(index),
        (_JUMP_EQUAL, 0, 3, 0),
        _argument(index, half=1),
        (_JUMP_EQUAL, 0, 1, 0),
        then,
    ]


def _read_only(*, flags_at: int) -> list[Instruction]:
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
    return [
        _argument(flags_at),
        (_JUMP_ANY_BIT, 0, 1, writing),
        (_RETURN, 0, 0, _ERRNO | errno.EACCES),
        (_RETURN, 0, 0, _ALLOW),
    ]


def _futex() -> list[Instruction]:
    """End a wait at once: with a timeout as if it were over, without one as if woken."""
    woken, timed_out = (_RETURN, 0, 0, _ERRNO), (_RETURN, 0, 0, _ERRNO | errno.ETIMEDOUT)
    wait = [*_when_null(3, woken), timed_out]
    body = [_argument(1), (_AND, 0, 0, 0x7F)]
    for index, operation in enumerate(_FUTEX_WAITS):
        left = len(_FUTEX_WAITS) - 1 - index
        body += [(_JUMP_EQUAL, left + 1, 0, operation)]
    return [*body, (_RETURN, 0, 0, _ALLOW), *wait]
