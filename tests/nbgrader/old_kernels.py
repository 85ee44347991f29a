"""`python old_kernels.py NUMBER MODULE ARGUMENT…`: run a module where one system call is not known.

A seccomp filter gives ENOSYS for it, as a kernel does that is too old, to this process and to all
that it starts.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import runpy
import struct
import sys

__all__ = ["LANDLOCK", "MEMORY_FILES"]

LANDLOCK = 444  # landlock_create_ruleset, everywhere
MEMORY_FILES = {"x86_64": 319, "aarch64": 279}.get(platform.machine(), 0)  # memfd_create

_SET_SECCOMP, _FILTER, _NO_NEW_PRIVILEGES = 22, 2, 38
_LOAD_NUMBER, _IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000


def forget(number: int) -> None:
    """Make one system call unknown from now on."""
    steps = [
        (_LOAD_NUMBER, 0, 0, 0),
        (_IF_EQUAL, 0, 1, number),
        (_RETURN, 0, 0, _FAIL | errno.ENOSYS),
        (_RETURN, 0, 0, _ALLOW),
    ]
    program = b"".join(struct.pack("HBBI", *step) for step in steps)
    text = ctypes.create_string_buffer(program)
    filter_ = ctypes.create_string_buffer(struct.pack("HP", len(steps), ctypes.addressof(text)))
    libc = ctypes.CDLL(None, use_errno=True)
    for act in ((_NO_NEW_PRIVILEGES, 1, 0, 0, 0), (_SET_SECCOMP, _FILTER, filter_, 0, 0)):
        if libc.prctl(*act):
            raise OSError(ctypes.get_errno(), "no filter could be set")


if __name__ == "__main__":
    forget(int(sys.argv[1]))
    sys.argv = sys.argv[2:]
    runpy.run_module(sys.argv[0], run_name="__main__")
