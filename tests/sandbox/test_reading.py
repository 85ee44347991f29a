"""The judge believes nothing in a region: any bytes give answers or the word garbled."""

from __future__ import annotations

import mmap
import os
import struct
import sys
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noisegrade.sandbox import layout
from noisegrade.sandbox.calls import Call, LoadError, Reply, ReplyKind, Returned
from noisegrade.sandbox.reply_reader import read
from noisegrade.sandbox.reply_writer import Writer
from noisegrade.sandbox.shared_memory import Region, in_file, in_memory

X = np.arange(4.0)
CALLS = [
    Call(
        function="f", args=(X, 3.0, [1.0, 2.0], (X, [2.0]), [X]), capacity=64, entropy=0, echo=True
    ),
    Call(function="g", args=(X,), capacity=8, entropy=0),
]
END = layout.room(CALLS)
REPLIES = [
    Reply(
        kind=ReplyKind.RETURNED,
        values=(
            Returned(np.ones((2, 3), np.float32), "ndarray"),
            Returned(np.array(1, np.bool_), "bool"),
        ),
        type_name="tuple",
        echoed=(X, [1.0, 2.5], (X, [2.0]), None),
        shares_memory=True,
        where="a.py:3",
    ),
    Reply(kind=ReplyKind.RAISED, type_name="E", text="σ went wrong\n", where="a.py:4"),
]


@pytest.fixture
def region() -> Iterator[Region]:
    made = in_file(END)
    yield made
    made.close()


def _write(region: Region) -> None:
    with mmap.mmap(region.fileno(), END) as mapped:
        writer = Writer(mapped, 7, END)
        writer.print(b"printed")
        writer.load_error(LoadError("a.py:1", "NameError: x"))
        for reply in REPLIES:
            writer.reply(reply)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has sealed memory")
def test_what_a_child_does_to_its_descriptor_does_not_reach_the_judge() -> None:
    import fcntl

    region = in_memory(mmap.PAGESIZE)
    fcntl.fcntl(region.fileno(), fcntl.F_SETFL, os.O_APPEND)
    os.lseek(region.fileno(), 100, os.SEEK_SET)
    region.write(8, b"asked")
    assert region.read(8, 5).tobytes() == b"asked"
    assert os.pread(region.fileno(), 5, 8) == b"asked"
    region.close()


def test_what_was_written_is_read(region: Region) -> None:
    _write(region)
    answers = read(region, 7, END, CALLS)
    assert not answers.garbled
    assert answers.output == "printed"
    assert answers.load_errors == [LoadError("a.py:1", "NameError: x")]
    for got, wanted in zip(answers.replies, REPLIES, strict=True):
        assert repr(got) == repr(wanted)
        for value, before in zip(got.values, wanted.values, strict=True):
            np.testing.assert_array_equal(value.array, before.array, strict=True)


@given(at=st.integers(0, 1600), junk=st.binary(min_size=1, max_size=40))
@settings(max_examples=300, deadline=None)
def test_damaged_bytes_never_raise_and_never_exceed_what_was_asked(at: int, junk: bytes) -> None:
    region = in_file(END)
    try:
        _write(region)
        offset = layout.RECORDS_AT + at if at >= 64 else at
        region.write(offset, junk)
        answers = read(region, 7, END, CALLS)
        assert len(answers.replies) <= len(CALLS)
        for got, call in zip(answers.replies, CALLS, strict=False):
            assert sum(value.array.nbytes for value in got.values) <= call.capacity
            assert all(value.array.dtype in layout.DTYPES for value in got.values)
            assert got.text.replace("\n", "").replace("\t", "").isprintable()
    finally:
        region.close()


forged_heads = {
    "another request": (6, 0, 0),
    "more output than there is place": (7, layout.OUTPUT_KEPT + 1, 0),
    "more records than asked for": (7, 0, END),
    "all the memory there is": (7, 2**32 - 1, 2**64 - 1),
}


@pytest.mark.parametrize("head", forged_heads.values(), ids=forged_heads)
def test_a_forged_head_is_garbled(head: tuple[int, int, int], region: Region) -> None:
    _write(region)
    region.write(0, layout.HEAD.pack(*head, float("nan")))
    answers = read(region, 7, END, CALLS)
    assert answers.garbled
    assert answers.replies == []


def _record(kind: int, values: int, *arrays: bytes) -> bytes:
    return layout.RECORD.pack(kind, values, 0, 0, 0, 0, 0) + b"".join(arrays)


forged_records = {
    "no such kind": _record(99, 0),
    "returned without a value": _record(ReplyKind.RETURNED, 0),
    "a value with an error": _record(ReplyKind.RAISED, 1, layout.ARRAY.pack(0, 0, 0, *[0] * 6)),
    "too many values": _record(ReplyKind.RETURNED, 200),
    "no such dtype": _record(ReplyKind.RETURNED, 1, layout.ARRAY.pack(77, 0, 0, *[0] * 6)),
    "ten dimensions": _record(ReplyKind.RETURNED, 1, layout.ARRAY.pack(11, 10, 0, *[1] * 6)),
    "a terabyte": _record(
        ReplyKind.RETURNED, 1, layout.ARRAY.pack(11, 2, 0, 10**6, 10**6, *[0] * 4)
    ),
    "an overflow": _record(ReplyKind.RETURNED, 1, layout.ARRAY.pack(11, 2, 0, 2**63, 2, *[0] * 4)),
    "empty but absurd": _record(
        ReplyKind.RETURNED, 1, layout.ARRAY.pack(11, 3, 0, 0, 2**63, 2**63, *[0] * 3)
    ),
    "a text beyond the end": layout.RECORD.pack(ReplyKind.RAISED, 0, 0, 0, 0, 0, 60_000),
    "cut in half": _record(ReplyKind.RAISED, 0)[:5],
}


@pytest.mark.parametrize("record", forged_records.values(), ids=forged_records)
def test_a_forged_record_is_garbled(record: bytes, region: Region) -> None:
    region.write(0, layout.HEAD.pack(7, 0, len(record), 0.0))
    region.write(layout.RECORDS_AT, record)
    answers = read(region, 7, END, CALLS)
    assert answers.garbled
    assert answers.replies == []


def test_bytes_that_are_no_bool_become_one(region: Region) -> None:
    head = layout.ARRAY.pack(0, 1, 0, 4, *[0] * 5)
    start = _record(ReplyKind.RETURNED, 1, head)
    record = start + bytes(-len(start) % layout.ALIGNED) + bytes([0, 1, 2, 255])
    region.write(0, struct.pack("<IIQd", 7, 0, len(record) + 12, 0.0))
    region.write(layout.RECORDS_AT, record)
    got = read(region, 7, END, CALLS).replies[0].values[0].array
    assert got.view(np.uint8).tolist() == [0, 1, 1, 1]
