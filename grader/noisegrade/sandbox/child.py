"""The process that runs a learner's code: it reads requests and answers them until it is ended."""

from __future__ import annotations

import array
import io
import mmap
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO, Protocol

from noisegrade.sandbox.caller import Caller
from noisegrade.sandbox.offered_packages import Offered, seed_generators
from noisegrade.sandbox.randomness import Entropy
from noisegrade.sandbox.reply_writer import Writer
from noisegrade.sandbox.request_codec import DONE, GO, READY, Request, RequestHeader, decode
from noisegrade.sandbox.source_loader import Sources
from noisegrade.sandbox.stub_modules import Drawing, Silent

__all__ = ["Output", "PipeChannel", "SocketChannel", "serve", "text_stream"]


class Channel(Protocol):
    """How a child hears of requests."""

    def requests(self) -> Iterator[tuple[RequestHeader, mmap.mmap]]:
        """Return one request after another, and the region in which it stands."""

    def say(self, word: bytes) -> None:
        """Tell the judge one byte."""


class SocketChannel:
    """A socket on which a region comes as a descriptor. Linux."""

    def __init__(self, judge: socket.socket) -> None:
        self._judge = judge

    def requests(self) -> Iterator[tuple[RequestHeader, mmap.mmap]]:
        """Wait for messages; a new region comes with the first, and when it must be larger."""
        region: mmap.mmap | None = None
        while True:
            head, extra, _, _ = self._judge.recvmsg(GO.size, socket.CMSG_SPACE(4))
            if len(head) < GO.size:
                return
            number, _, size, answers, length = GO.unpack(head)
            for _, _, raw in extra:
                descriptor = array.array("i", raw)[0]
                region = mmap.mmap(descriptor, size)
                os.close(descriptor)
            if region is None:
                return
            yield RequestHeader(number, size, answers, length), region

    def say(self, word: bytes) -> None:
        """Tell the judge one byte."""
        os.write(self._judge.fileno(), word)


class PipeChannel:
    """Two pipes, and regions that are files: for every system that Python knows."""

    def __init__(self, from_judge: BinaryIO, to_judge: BinaryIO) -> None:
        self._from_judge = from_judge
        self._to_judge = to_judge

    def requests(self) -> Iterator[tuple[RequestHeader, mmap.mmap]]:
        """Wait for messages; map the region anew for each."""
        while len(head := self._from_judge.read(GO.size)) == GO.size:
            number, name_length, size, answers, length = GO.unpack(head)
            name = self._from_judge.read(name_length)
            with open(os.fsdecode(name), "r+b") as file:  # noqa: PTH123 - no pathlib in a child
                region = mmap.mmap(file.fileno(), size)
            yield RequestHeader(number, size, answers, length, name), region

    def say(self, word: bytes) -> None:
        """Tell the judge one byte."""
        self._to_judge.write(word)
        self._to_judge.flush()


def serve(
    channel: Channel, offered: Offered, before: Callable[[Request], None] = lambda _: None
) -> None:
    """Answer requests until the judge ends this process; `before` is done before each."""
    entropy = Entropy(partial(seed_generators, offered))
    entropy.install()
    sources: Sources | None = None
    output = Output()
    stream = text_stream(output)
    channel.say(READY)
    for go, region in channel.requests():
        request = decode(region[go.answers : go.answers + go.length])
        before(request)
        if sources is None:
            sources = Sources(request.sources, offered, request.extent)
            sys.meta_path[:0] = [sources, Drawing(offered.importable)]
            sys.modules["noisegrade"] = Silent("noisegrade")  # a `check` that was left in a cell
        writer = Writer(region, go.number, go.answers)
        output.writer = writer
        sys.stdout = sys.stderr = stream
        _answer(request, sources, writer, entropy)
        writer.publish(time.process_time())
        channel.say(DONE)


def _answer(request: Request, sources: Sources, writer: Writer, entropy: Entropy) -> None:
    entropy.reseed(request.calls[0].entropy, purpose="load")
    module = sources.module(request.module)
    for error in sources.errors(request.module):
        writer.load_error(error)
    caller = Caller(module.__dict__, sources.labels, entropy)
    for call in request.calls:
        writer.reply(caller.reply(call))


class Output(io.RawIOBase):
    """Takes what the learner's code prints; keeps the start of it.

    It stays the same from request to request, open: a logging handler holds on to it.
    """

    writer: Writer

    def close(self) -> None:
        """Stay open."""

    def writable(self) -> bool:
        """Take whatever is printed."""
        return True

    def write(self, raw: object) -> int:
        """Keep it, if it is among the first."""
        view = memoryview(raw)  # type: ignore[arg-type]  # whatever bytes there are
        self.writer.print(bytes(view[: 64 << 10]))
        return view.nbytes


def text_stream(output: Output) -> io.TextIOWrapper:
    """Return what stands for both standard streams: every character can be printed on it."""
    return io.TextIOWrapper(
        output,  # type: ignore[arg-type]  # raw is enough: nothing is to be buffered
        encoding="utf-8",
        errors="backslashreplace",
        newline="\n",
        write_through=True,
    )
