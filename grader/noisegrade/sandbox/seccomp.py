"""The system calls that a child may make, as a seccomp program for x86-64 and aarch64.

Honest numerical code reads memory, files and clocks. All else is refused: quietly (EPERM, so that
Python raises) where a learner may have meant no harm, by death where only an attack makes the call.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct

__all__ = ["SYSCALLS", "install", "machine", "number", "program"]

SYSCALLS = {  # name: (x86-64, aarch64); None where the architecture has no such call
    "access": (21, None),
    "add_key": (248, 217),
    "arch_prctl": (158, None),
    "bpf": (321, 280),
    "brk": (12, 214),
    "capset": (126, 91),
    "chroot": (161, 51),
    "clock_getres": (229, 114),
    "clock_gettime": (228, 113),
    "clock_nanosleep": (230, 115),
    "clone3": (435, 435),
    "close": (3, 57),
    "dup": (32, 23),
    "dup2": (33, None),
    "dup3": (292, 24),
    "execve": (59, 221),
    "execveat": (322, 281),
    "exit": (60, 93),
    "exit_group": (231, 94),
    "faccessat": (269, 48),
    "faccessat2": (439, 439),
    "fcntl": (72, 25),
    "finit_module": (313, 273),
    "fstat": (5, 80),
    "futex": (202, 98),
    "getcpu": (309, 168),
    "getcwd": (79, 17),
    "getdents64": (217, 61),
    "getegid": (108, 177),
    "geteuid": (107, 175),
    "getgid": (104, 176),
    "getpid": (39, 172),
    "getppid": (110, 173),
    "getrandom": (318, 278),
    "getrlimit": (97, 163),
    "getrusage": (98, 165),
    "gettid": (186, 178),
    "gettimeofday": (96, 169),
    "getuid": (102, 174),
    "init_module": (175, 105),
    "io_uring_setup": (425, 425),
    "ioctl": (16, 29),
    "kcmp": (312, 272),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "landlock_add_rule": (445, 445),
    "landlock_create_ruleset": (444, 444),
    "landlock_restrict_self": (446, 446),
    "lseek": (8, 62),
    "lstat": (6, None),
    "madvise": (28, 233),
    "membarrier": (324, 283),
    "mmap": (9, 222),
    "mount": (165, 40),
    "mprotect": (10, 226),
    "mremap": (25, 216),
    "munmap": (11, 215),
    "nanosleep": (35, 101),
    "newfstatat": (262, 79),
    "open": (2, None),
    "open_by_handle_at": (304, 265),
    "openat": (257, 56),
    "openat2": (437, 437),
    "perf_event_open": (298, 241),
    "pidfd_getfd": (438, 438),
    "pivot_root": (155, 41),
    "poll": (7, None),
    "ppoll": (271, 73),
    "pread64": (17, 67),
    "prlimit64": (302, 261),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pselect6": (270, 72),
    "ptrace": (101, 117),
    "pwrite64": (18, 68),
    "read": (0, 63),
    "readlink": (89, None),
    "readlinkat": (267, 78),
    "readv": (19, 65),
    "reboot": (169, 142),
    "recvmsg": (47, 212),
    "request_key": (249, 218),
    "restart_syscall": (219, 128),
    "rseq": (334, 293),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sched_getaffinity": (204, 123),
    "sched_yield": (24, 124),
    "seccomp": (317, 277),
    "select": (23, None),
    "set_robust_list": (273, 99),
    "setns": (308, 268),
    "sigaltstack": (131, 132),
    "stat": (4, None),
    "statx": (332, 291),
    "sysinfo": (99, 179),
    "tgkill": (234, 131),
    "time": (201, None),
    "times": (100, 153),
    "umount2": (166, 39),
    "uname": (63, 160),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
    "write": (1, 64),
    "writev": (20, 66),
}

_ALLOWED = (
    "read write readv writev pread64 pwrite64 close lseek dup dup2 dup3 recvmsg getdents64 getcwd "
    "fstat stat lstat newfstatat statx access faccessat faccessat2 readlink readlinkat "
    "mmap mprotect munmap mremap brk madvise membarrier "
    "rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack restart_syscall "
    "clock_gettime clock_getres gettimeofday time times getrusage getrlimit getrandom "
    "getpid getppid gettid getuid geteuid getgid getegid uname sysinfo getcpu "
    "sched_getaffinity sched_yield set_robust_list rseq arch_prctl exit exit_group"
).split()

_KILLED = (
    "ptrace process_vm_readv process_vm_writev pidfd_getfd kcmp execve execveat "
    "unshare setns mount umount2 pivot_root chroot open_by_handle_at reboot "
    "bpf userfaultfd perf_event_open io_uring_setup init_module finit_module kexec_load "
    "keyctl add_key request_key"
).split()

_WAITS = "nanosleep clock_nanosleep poll ppoll select pselect6".split()
"""They return at once, as if the time were over: nobody outwaits a deadline of CPU time."""

_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column, AUDIT_ARCH_*
_X32 = 0x40000000  # system calls of the x32 ABI start here; none is needed

_LOAD, _AND, _JUMP_EQUAL, _JUMP_ANY_BIT, _JUMP_AT_LEAST, _RETURN = 0x20, 0x54, 0x15, 0x45, 0x35, 6
_KILL, _ERRNO, _ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data

_SET_MODE_FILTER, _SPEC_ALLOW = 1, 4
_FCNTL = (0, 1, 2, 3, 4, 1030)  # dup, get/set flags, dup-cloexec: no owner, signal or seal
_IOCTL = (0x5401, 0x5451)  # TCGETS (is it a terminal?), FIOCLEX
_FUTEX_WAITS = (0, 9)  # FUTEX_WAIT, FUTEX_WAIT_BITSET

_libc = ctypes.CDLL(None, use_errno=True)

Instruction = tuple[int, int, int, int]  # code, jump if true, jump if false, operand


def machine() -> tuple[int, int] | None:
    """Give the column of SYSCALLS and the AUDIT_ARCH of this machine; None if it is unknown."""
    if struct.calcsize("P") != 8:  # noqa: PLR2004 - a 32-bit Python makes other system calls
        return None
    return _MACHINES.get(platform.machine())


def number(name: str) -> int | None:
    """Give the number of a system call on this machine."""
    found = machine()
    return None if found is None else SYSCALLS[name][found[0]]


def program(own_pid: int) -> bytes:
    """Write the filter for the process with this id, which may send signals to itself alone."""
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
    for name, body in _rules(own_pid):
        numbered = number(name)
        if numbered is not None:
            lines += [(_JUMP_EQUAL, 0, len(body), numbered), *body]
    lines.append((_RETURN, 0, 0, _ERRNO | errno.EPERM))
    return b"".join(struct.pack("HBBI", *line) for line in lines)


def install(instructions: bytes) -> None:
    """Put this process under the filter, for good. Needs no_new_privs."""
    code = ctypes.create_string_buffer(instructions, len(instructions))
    header = struct.pack("HxxxxxxP", len(instructions) // 8, ctypes.addressof(code))
    # The flag keeps old kernels from slowing floating point down; none before 4.17 knows it.
    for flags in (_SPEC_ALLOW, 0):
        if _libc.syscall(number("seccomp"), _SET_MODE_FILTER, flags, header) == 0:
            return
    raise OSError(ctypes.get_errno(), "seccomp")


def _rules(own_pid: int) -> list[tuple[str, list[Instruction]]]:
    refuse = (_RETURN, 0, 0, _ERRNO | errno.EPERM)
    allow = (_RETURN, 0, 0, _ALLOW)
    return [
        *((name, [allow]) for name in _ALLOWED),
        *((name, [(_RETURN, 0, 0, _KILL)]) for name in _KILLED),
        *((name, [(_RETURN, 0, 0, _ERRNO)]) for name in _WAITS),
        ("openat", _read_only(flags_at=2)),
        ("open", _read_only(flags_at=1)),
        ("openat2", [(_RETURN, 0, 0, _ERRNO | errno.ENOSYS)]),
        ("clone3", [(_RETURN, 0, 0, _ERRNO | errno.ENOSYS)]),
        ("fcntl", _one_of(1, _FCNTL)),
        ("ioctl", _one_of(1, _IOCTL)),
        ("tgkill", _one_of(0, (own_pid,))),
        # prlimit64 that only asks: its third argument, the new limit, is a null pointer
        ("prlimit64", [*_when_null(2, allow), refuse]),
        ("futex", _futex()),
    ]


def _argument(index: int, *, half: int = 0) -> Instruction:
    return (_LOAD, 0, 0, _ARGUMENTS + 8 * index + 4 * half)  # both machines are little-endian


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
    """A wait ends at once: with a timeout as if it were over, without one as if woken."""
    woken, timed_out = (_RETURN, 0, 0, _ERRNO), (_RETURN, 0, 0, _ERRNO | errno.ETIMEDOUT)
    wait = [*_when_null(3, woken), timed_out]
    body = [_argument(1), (_AND, 0, 0, 0x7F)]
    for index, operation in enumerate(_FUTEX_WAITS):
        left = len(_FUTEX_WAITS) - 1 - index
        body += [(_JUMP_EQUAL, left + 1, 0, operation)]
    return [*body, (_RETURN, 0, 0, _ALLOW), *wait]
