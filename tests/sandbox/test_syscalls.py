"""The tables of system calls agree with the kernel's own headers, where a machine has them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from noisegrade.sandbox import syscalls

TABLES = (syscalls.ALLOWED, syscalls.LOOKED_AT, syscalls.WAITS, syscalls.KILLED, syscalls.CONFINING)
HEADERS = {
    0: Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    1: Path("/usr/include/asm-generic/unistd.h"),
}
RENAMED = {"newfstatat": "fstatat"}  # the generic header names it after its 64-bit macro


@pytest.mark.parametrize("column", HEADERS, ids=["x86-64", "aarch64"])
def test_numbers_are_those_of_the_kernel(column: int) -> None:
    if not HEADERS[column].is_file():
        pytest.skip("no kernel headers here")
    defined = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", HEADERS[column].read_text())
    truth = {name: int(number) for name, number in defined}
    for table in TABLES:
        for name, numbers in table.items():
            renamed = name if column == 0 else RENAMED.get(name, name)
            assert numbers[column] == truth.get(renamed), name


def test_no_call_stands_in_two_tables() -> None:
    names = [name for table in TABLES for name in table]
    assert len(names) == len(set(names))
