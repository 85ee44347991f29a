"""The child's side of the shared region: answers become bytes.

Every record is published by raising the count in the head when it is complete: whatever ends the
child, the answers before it stand.
"""

from __future__ import annotations

import mmap

import numpy as np

from noisegrade.sandbox.calls import AnyArray, LoadError, Reply
from noisegrade.sandbox.echoes import leaves
from noisegrade.sandbox.layout import (
    ALIGNED,
    ARRAY,
    CODES,
    HEAD,
    LOAD_ERROR,
    LOST,
    MAX_DIMENSIONS,
    MAX_LOAD_ERRORS,
    MAX_NAME,
    MAX_TEXT,
    MAX_WHERE,
    OUTPUT_AT,
    OUTPUT_KEPT,
    RECORD,
    RECORDS_AT,
)

__all__ = ["Writer"]


class Writer:
    """Writes the answers to one request."""

    def __init__(self, region: mmap.mmap, number: int, end: int) -> None:
        self._region = region
        self._number = number
        self._end = end
        self._at = RECORDS_AT
        self._output = 0
        self._load_errors = 0
        self.publish()

    def publish(self, cpu_seconds: float = 0.0) -> None:
        """Make what was written so far count."""
        used = self._at - RECORDS_AT
        HEAD.pack_into(self._region, 0, self._number, self._output, used, cpu_seconds)

    def print(self, raw: bytes) -> None:
        """Keep output, as far as there is place."""
        kept = raw[: OUTPUT_KEPT - self._output]
        start = OUTPUT_AT + self._output
        self._region[start : start + len(kept)] = kept
        self._output += len(kept)
        self.publish()

    def load_error(self, error: LoadError) -> None:
        """Write that a chunk failed to load."""
        if self._load_errors == MAX_LOAD_ERRORS:
            return
        self._load_errors += 1
        self._record(LOAD_ERROR, (0, 0, False), ("", error.where, error.text))
        self._finish()

    def reply(self, reply: Reply) -> None:
        """Write the reply to the next call."""
        counts = (len(reply.values), len(reply.echoed), reply.shares_memory)
        self._record(reply.kind, counts, (reply.type_name, reply.where or "", reply.text))
        for value in reply.values:
            self._array(value.array, value.type_name)
        for echo in reply.echoed:
            for leaf in leaves(echo):
                self._array(leaf, LOST if echo is None else "")
        self._finish()

    def _record(
        self, kind: int, counts: tuple[int, int, bool], texts: tuple[str, str, str]
    ) -> None:
        limits = (MAX_NAME, MAX_WHERE, MAX_TEXT)
        cut = [_bytes(text, most) for text, most in zip(texts, limits, strict=True)]
        head = RECORD.pack(kind, *counts, *map(len, cut))
        self._write(head + b"".join(cut))

    def _array(self, array: AnyArray, type_name: str) -> None:
        name = _bytes(type_name, MAX_NAME)
        shape = array.shape + (0,) * (MAX_DIMENSIONS - array.ndim)
        self._write(ARRAY.pack(CODES[array.dtype], array.ndim, len(name), *shape) + name)
        self._align()
        start = self._claim(array.nbytes)
        if array.size:
            place: AnyArray = np.ndarray(array.shape, array.dtype, self._region, start)
            np.copyto(place, array)

    def _write(self, raw: bytes) -> None:
        start = self._claim(len(raw))
        self._region[start : self._at] = raw

    def _claim(self, size: int) -> int:
        start = self._at
        if start + size > self._end:
            raise BufferError("more was to be written than was asked for")
        self._at += size
        return start

    def _align(self) -> None:
        self._at += -self._at % ALIGNED

    def _finish(self) -> None:
        self._align()
        self.publish()


def _bytes(text: str, most: int) -> bytes:
    return text.encode("utf-8", "backslashreplace")[:most]
