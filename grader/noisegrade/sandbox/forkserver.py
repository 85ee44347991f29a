"""The judge's handle on a warm parent, and on the child that it forked."""

from __future__ import annotations

import contextlib
import os
import socket
import struct
import subprocess
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from typing import IO

from noisegrade.errors import SandboxError
from noisegrade.model import Isolation
from noisegrade.sandbox import launch
from noisegrade.sandbox.children import ExitStatus, LostError
from noisegrade.sandbox.control import END, ENDED, FORK, PATIENCE, SET_UP, WARM
from noisegrade.sandbox.installed_packages import InstalledPackages
from noisegrade.sandbox.request_codec import READY
from noisegrade.sandbox.socket_link import SocketLink

__all__ = ["RefusedError", "WarmParent"]

_PATIENCE = 60.0  # seconds for what takes milliseconds, unless the machine is overloaded
_CREDENTIALS = struct.Struct("3i")  # of the sender: process, user, group
_WORDS = 512  # bytes of a message that says why


class RefusedError(SandboxError):
    """What the level asks for can't be enforced on this machine."""


class WarmParent:
    """A process that has NumPy imported and forks a confined child when asked.

    It starts at once and is waited for when it is first needed. It ends with this object, with the
    process that made it, and when that is killed.
    """

    def __init__(self, isolation: Isolation, packages: InstalledPackages) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        files, folders = launch.readable(packages)
        command = launch.command(
            "forkserver_process",
            packages,
            control=theirs.fileno(),
            judge=os.getpid(),
            level=isolation.value,
            files=files,
            folders=folders,
        )
        self._control = ours
        self._control.settimeout(_PATIENCE)
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own command  # pylint: disable=R1732
                command,
                pass_fds=[theirs.fileno()],
                env=launch.environment(),
                cwd=tempfile.gettempdir() if isolation is Isolation.LIMITS else "/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                start_new_session=True,
            )
        self._ready = False
        self._knows: set[str] = set()
        owned = (self._control, self._process, self._errors)
        self._close = weakref.finalize(self, _close, *owned, os.getpid())
        _parents.add(self)

    def wait_until_ready(self) -> None:
        """Wait for it; raise `SandboxError` if it can't enforce what it must."""
        if self._ready:
            return
        with self._exchange():
            said = self._control.recv(_WORDS)
            if not said:
                raise OSError("it ended before it was ready")
        if said != SET_UP:
            self.close()
            raise RefusedError(f"this machine can't confine a child: {said.decode()}")
        self._ready = True

    def fork(self, modules: Iterable[str]) -> ForkedLink:
        """Fork a child and wait until it is confined; first see to it that it has these modules."""
        self.wait_until_ready()
        ours, theirs = socket.socketpair()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)  # before the child says a word
        try:
            with theirs, self._exchange():
                for module in modules:
                    if module not in self._knows:
                        self._control.send(WARM + module.encode())
                        self._knows.add(module)
                socket.send_fds(self._control, [FORK], [theirs.fileno()])
        except BaseException:
            ours.close()
            raise
        return ForkedLink(self, ours)

    def end(self, patience: int) -> ExitStatus:
        """End the child."""
        with self._exchange():
            self._control.send(END + PATIENCE.pack(patience))
            status, killed, cpu_seconds = ENDED.unpack(self._control.recv(ENDED.size))
        return ExitStatus(os.waitstatus_to_exitcode(status), bool(killed), cpu_seconds)

    def close(self) -> None:
        """End it, and its child."""
        self._close()
        _parents.discard(self)

    def forget(self) -> None:
        """Let go of it, in a forked copy of the process that made it."""
        self._control.close()
        self._process.returncode = 0

    @contextlib.contextmanager
    def _exchange(self) -> Iterator[None]:
        """Send and receive; after anything that goes wrong between, there is no going on."""
        try:
            yield
        except (OSError, struct.error) as error:
            why = self._last_words() or str(error)
            self.close()
            raise LostError(f"the sandbox's warm parent was lost: {why}") from error
        except BaseException:
            self.close()
            raise

    def _last_words(self) -> str:
        if self._errors.closed:
            return ""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        self._errors.seek(0)
        return self._errors.read().decode("utf-8", "replace").strip()[-_WORDS:]


class ForkedLink(SocketLink):
    """The way to a child that a warm parent forked."""

    def __init__(self, parent: WarmParent, channel: socket.socket) -> None:
        super().__init__(channel)
        self._parent = parent
        if not self._waiting.poll(_PATIENCE * 1000):
            raise self._failed("it did not start in time")
        said, extra, _, _ = channel.recvmsg(_WORDS, socket.CMSG_SPACE(_CREDENTIALS.size))
        if said != READY:
            raise self._failed(said.decode("utf-8", "replace"))
        # The kernel says who sent this, in the numbers of our own namespace.
        self._pid = _CREDENTIALS.unpack(extra[0][2])[0]

    def end(self, patience: int) -> ExitStatus:
        """End it; only then hang up, or what waits for that would go on for a moment."""
        try:
            return self._parent.end(patience)
        finally:
            self._channel.close()

    def _failed(self, why: str) -> LostError:
        self._channel.close()
        self._parent.close()
        return LostError(f"a child could not be confined: {why or 'it ended without a word'}")


_parents: weakref.WeakSet[WarmParent] = weakref.WeakSet()


def _close(
    control: socket.socket, process: subprocess.Popen[bytes], errors: IO[bytes], owner: int
) -> None:
    control.close()
    errors.close()
    if os.getpid() != owner:
        return
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _forget_all() -> None:
    for parent in list(_parents):
        parent.forget()


if hasattr(os, "register_at_fork"):  # a forked judge makes a warm parent of its own
    os.register_at_fork(after_in_child=_forget_all)
