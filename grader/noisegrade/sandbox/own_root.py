"""A file system of the warm parent's own: what a child may read, read-only, and nothing else.

Landlock keeps a child from opening other files, but not from asking for their sizes and times, nor
from finding the machine's processes in /proc. Where the old root is gone, they can't be named.

It needs the warm parent's mount namespace and Linux 5.12; where mounts are refused, the level is
refused.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import stat
import struct
from collections.abc import Iterable

from noisegrade.sandbox import seccomp

__all__ = ["enter"]

_HERE, _EMPTY_PATH, _RECURSIVE = -100, 0x1000, 0x8000
_CLONE, _CLOSE_ON_EXEC = 1, os.O_CLOEXEC
_FROM_EMPTY_PATH = 4  # of move_mount: the mount is given by its descriptor
_SET_STRING, _CREATE = 1, 6  # of fsconfig
_READ_ONLY, _NO_SETUID = 1, 2  # attributes of a mount
_DETACH = 2

_libc = ctypes.CDLL(None, use_errno=True)


def enter(paths: Iterable[str]) -> None:
    """Make these files and folders, with all below them, the whole file system of this process.

    Each stands where it stood, and where symbolic links on its way lead.

    Raises
    ------
    OSError
        Where the system refuses it.
    """
    with contextlib.ExitStack() as stack:
        trees = [(path, _tree(path, stack)) for path in _ordered(paths)]
        root = _empty_root(stack)
        _move(root, b"/")
        os.fchdir(root)
        for path, tree in trees:
            _put(tree, path.lstrip("/"))
        attributes = struct.pack("=4Q", _READ_ONLY | _NO_SETUID, 0, 0, 0)
        _call("mount_setattr", root, b"", _EMPTY_PATH | _RECURSIVE, attributes, len(attributes))
        _call("pivot_root", b".", b".")
        _call("umount2", b".", _DETACH)  # the old root, which now stands on the new one
        os.chdir("/")


def _ordered(paths: Iterable[str]) -> list[str]:
    """Return what is there, by both its names, what holds others first."""
    there = [path for path in paths if os.path.exists(path)]  # noqa: PTH110 - no pathlib here
    names = {os.path.abspath(path) for path in there} | {os.path.realpath(path) for path in there}  # noqa: PTH100 - as above
    return sorted(names, key=lambda name: name.split("/"))


def _tree(path: str, stack: contextlib.ExitStack) -> int:
    flags = _CLONE | _CLOSE_ON_EXEC | _RECURSIVE
    return _owned(_call("open_tree", _HERE, os.fsencode(path), flags), stack)


def _empty_root(stack: contextlib.ExitStack) -> int:
    """Make a file system in memory, for mount points alone."""
    made = _owned(_call("fsopen", b"tmpfs", 1), stack)
    for key, value in ((b"size", b"4m"), (b"mode", b"0755")):
        _call("fsconfig", made, _SET_STRING, key, value, 0)
    _call("fsconfig", made, _CREATE, None, None, 0)
    return _owned(_call("fsmount", made, 1, _NO_SETUID), stack)


def _put(tree: int, place: str) -> None:
    """Attach a tree below the working folder, unless what holds it stands there already."""
    if os.path.lexists(place):
        return
    parent = os.path.dirname(place)  # noqa: PTH120 - as above
    if parent:
        os.makedirs(parent, exist_ok=True)  # noqa: PTH103 - as above
    if stat.S_ISDIR(os.fstat(tree).st_mode):
        os.mkdir(place)  # noqa: PTH102 - as above
    else:
        os.close(os.open(place, os.O_CREAT | os.O_WRONLY, 0o644))
    _move(tree, os.fsencode(place))


def _move(tree: int, to: bytes) -> None:
    _call("move_mount", tree, b"", _HERE, to, _FROM_EMPTY_PATH)


def _owned(descriptor: int, stack: contextlib.ExitStack) -> int:
    stack.callback(os.close, descriptor)
    return descriptor


def _call(name: str, *args: object) -> int:
    wide = [ctypes.c_long(arg) if isinstance(arg, int) else arg for arg in args]
    result = int(_libc.syscall(ctypes.c_long(seccomp.number(name) or -1), *wide))
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")
    return result
