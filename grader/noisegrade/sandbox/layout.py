"""How answers are laid out in the region that judge and child share.

    0        head: number of the request, bytes of output, bytes of records, CPU seconds
    64       what the learner's code printed, as far as it is kept
    16448    records, one after another: a chunk that failed to load, or the reply to one call

A record is a head, three texts (type name, where, text), then arrays: each a head, the name of the
type that the value had, a gap up to a multiple of 16, and its bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np

from noisegrade.sandbox.calls import Call
from noisegrade.sandbox.echoes import room_for, watched

__all__ = [
    "ALIGNED",
    "ARRAY",
    "CODES",
    "DTYPES",
    "HEAD",
    "LOAD_ERROR",
    "LOST",
    "MAX_DIMENSIONS",
    "MAX_LOAD_ERRORS",
    "MAX_NAME",
    "MAX_TEXT",
    "MAX_VALUES",
    "MAX_WHERE",
    "OUTPUT_AT",
    "OUTPUT_KEPT",
    "RECORD",
    "RECORDS_AT",
    "room",
]

HEAD = struct.Struct("<IIQd")
RECORD = struct.Struct(
    "<BBBBHHH"
)  # kind, values, echoes, shares memory, lengths: type name, where, text
ARRAY = struct.Struct("<BBH6Q")  # code of the dtype, dimensions, length of the type name, shape

LOST = "lost"  # as the name of an array's type: the echo of what lost its form
LOAD_ERROR = 0  # as the kind of a record; the others are those of ReplyKind

OUTPUT_AT = 64
OUTPUT_KEPT = 16 << 10  # bytes of output that a request may leave
RECORDS_AT = OUTPUT_AT + OUTPUT_KEPT
ALIGNED = 16

MAX_VALUES = 8  # items of a tuple that are handed back apart
MAX_DIMENSIONS = 6
MAX_LOAD_ERRORS = 32
MAX_TEXT = 8 << 10
MAX_NAME = 64
MAX_WHERE = 256

DTYPES = tuple(
    np.dtype(kind)
    for kind in (
        *(np.bool_, np.int8, np.int16, np.int32, np.int64),
        *(np.uint8, np.uint16, np.uint32, np.uint64),
        *(np.float16, np.float32, np.float64, np.complex64, np.complex128),
    )
)
CODES = {dtype: code for code, dtype in enumerate(DTYPES)}

_RECORD_ROOM = RECORD.size + MAX_NAME + MAX_WHERE + MAX_TEXT + ALIGNED
_ARRAY_ROOM = ARRAY.size + MAX_NAME + ALIGNED


def room(calls: Sequence[Call]) -> int:
    """Return the bytes that the answers to these calls may need at most, from 0 on."""
    size = RECORDS_AT + MAX_LOAD_ERRORS * _RECORD_ROOM
    for call in calls:
        echoed = [most for arg in watched(call.args) for most in room_for(arg)] if call.echo else []
        size += _RECORD_ROOM + (MAX_VALUES + len(echoed)) * _ARRAY_ROOM
        size += call.capacity + sum(echoed)
    return size + -size % ALIGNED
