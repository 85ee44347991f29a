"""The judge's side of the shared region: bytes become answers, and none of them is believed.

It works on a private copy, so that a child that is still alive changes nothing after a check. No
count, length, shape or dtype in it is trusted; nothing is made of it but arrays of numbers and
short, escaped texts.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from noisegrade.sandbox.calls import AnyArray, Call, Echo, LoadError, Reply, ReplyKind, Returned
from noisegrade.sandbox.echoes import put_together, watched
from noisegrade.sandbox.layout import (
    ALIGNED,
    ARRAY,
    DTYPES,
    HEAD,
    LOAD_ERROR,
    LOST,
    MAX_DIMENSIONS,
    MAX_LOAD_ERRORS,
    MAX_NAME,
    MAX_TEXT,
    MAX_VALUES,
    MAX_WHERE,
    OUTPUT_AT,
    OUTPUT_KEPT,
    RECORD,
    RECORDS_AT,
)
from noisegrade.sandbox.shared_memory import Region
from noisegrade.untrusted_text import printed

__all__ = ["Answers", "read"]

Bytes = NDArray[np.uint8]

_KINDS = frozenset(ReplyKind)


@dataclass(slots=True)
class Answers:
    """The contents of a region, up to the first record that no child of ours writes."""

    replies: list[Reply] = field(default_factory=list)
    load_errors: list[LoadError] = field(default_factory=list)
    output: str = ""
    cpu_seconds: float = 0.0  # as the child says
    garbled: bool = False


class _LostFormError(Exception):
    """An echo says that its argument has changed."""


class _GarbledError(Exception):
    """The bytes are not what a child of ours writes: the learner's code wrote there."""


def read(region: Region, number: int, end: int, calls: Sequence[Call]) -> Answers:
    """Copy the answers to request `number` out of a region, once, and check the copy.

    Parameters
    ----------
    end : where the place for the answers ends, as `layout.room` gave it
    calls : what was asked for
    """
    said, output_length, used, cpu_seconds = HEAD.unpack(region.read(0, HEAD.size).tobytes())
    if said != number or used > end - RECORDS_AT or output_length > OUTPUT_KEPT:
        return Answers(garbled=True)
    answers = Answers(cpu_seconds=cpu_seconds if 0.0 <= cpu_seconds < math.inf else 0.0)
    if output_length:
        answers.output = printed(region.read(OUTPUT_AT, output_length).tobytes())
    cursor = _Cursor(region.read(RECORDS_AT, used))
    try:
        while cursor.left:
            _record(cursor, calls, answers)
    except _GarbledError:
        answers.garbled = True
    return answers


class _Cursor:
    """Goes through a private copy; every step is checked against what is left."""

    def __init__(self, records: Bytes) -> None:
        self._records = records
        self._at = 0

    @property
    def left(self) -> int:
        return len(self._records) - self._at

    def unpack(self, packed: struct.Struct) -> tuple[Any, ...]:
        return packed.unpack_from(self._records.data, self._passed(packed.size))

    def text(self, size: int, most: int) -> str:
        if not size:
            return ""
        if size > most:
            raise _GarbledError
        start = self._passed(size)
        return printed(self._records[start : self._at].tobytes())

    def array(self, dtype: np.dtype[Any], count: int) -> AnyArray:
        size = count * dtype.itemsize
        start = self._passed(size)
        raw = self._records[start : self._at]
        # A byte other than 0 and 1 would be no bool at all.
        flat: AnyArray = raw != 0 if dtype == np.bool_ else raw.view(dtype)
        return flat

    def align(self) -> None:
        self._passed(-self._at % ALIGNED)

    def _passed(self, size: int) -> int:
        """Go on by so many bytes, and return where they start."""
        start, self._at = self._at, self._at + size
        if self._at > len(self._records):
            raise _GarbledError
        return start


def _record(cursor: _Cursor, calls: Sequence[Call], answers: Answers) -> None:
    kind, values, echoed, shares, name, place, said = cursor.unpack(RECORD)
    type_name = cursor.text(name, MAX_NAME)
    where, text = cursor.text(place, MAX_WHERE), cursor.text(said, MAX_TEXT)
    if kind == LOAD_ERROR and len(answers.load_errors) < MAX_LOAD_ERRORS:
        answers.load_errors.append(LoadError(where, text))
    elif kind in _KINDS and len(answers.replies) < len(calls):
        call = calls[len(answers.replies)]
        reply = Reply(
            kind=ReplyKind(kind),
            values=_values(cursor, values, call),
            type_name=type_name,
            echoed=_echoed(cursor, echoed, call),
            shares_memory=call.echo and shares != 0,
            text=text,
            where=where or None,
        )
        if (reply.kind is ReplyKind.RETURNED) != bool(reply.values):
            raise _GarbledError
        answers.replies.append(reply)
    else:
        raise _GarbledError
    cursor.align()


def _values(cursor: _Cursor, count: int, call: Call) -> tuple[Returned, ...]:
    if count > MAX_VALUES:
        raise _GarbledError
    left = call.capacity
    values = []
    for _ in range(count):
        values.append(_array(cursor, left))
        left -= values[-1].array.nbytes
    return tuple(values)


def _echoed(cursor: _Cursor, count: int, call: Call) -> tuple[Echo, ...]:
    arguments = watched(call.args) if call.echo else []
    if count > len(arguments):
        raise _GarbledError
    return tuple(_echo(cursor, before) for before in arguments[:count])


def _echo(cursor: _Cursor, before: Any) -> Echo:
    def take(most: int) -> AnyArray:
        leaf = _array(cursor, most)
        if leaf.type_name == LOST:
            raise _LostFormError
        return leaf.array

    try:
        echo: Echo = put_together(before, take)
    except _LostFormError:
        return None
    except ValueError as error:  # a number that is none
        raise _GarbledError from error
    return echo


def _array(cursor: _Cursor, most: int) -> Returned:
    code, dimensions, name, *shape = cursor.unpack(ARRAY)
    if code >= len(DTYPES) or dimensions > MAX_DIMENSIONS:
        raise _GarbledError
    type_name = cursor.text(name, MAX_NAME)
    cursor.align()
    dtype = DTYPES[code]
    count = math.prod(shape[:dimensions])
    if count * dtype.itemsize > most:
        raise _GarbledError
    flat = cursor.array(dtype, count)
    try:
        return Returned(flat.reshape(shape[:dimensions]), type_name)
    except (ValueError, OverflowError) as error:  # an empty array with an absurd side
        raise _GarbledError from error
