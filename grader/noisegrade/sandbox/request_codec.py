"""What the judge asks a child, as bytes: a trusted direction, so any compact form will do.

A request is stored in the shared region behind the place for the answers. A short message on the
channel (`Go`) tells the child where.
"""

from __future__ import annotations

import marshal
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from noisegrade.sandbox.calls import Argument, Call, Rng
from noisegrade.sandbox.essential_code import Extent

__all__ = ["DONE", "GO", "READY", "Request", "RequestHeader", "decode", "encode"]

READY, DONE = b"R", b"D"
"""What a child says on its channel: it is confined; the answers to a request are complete."""

GO = struct.Struct("<IIQQQ")
"""Number of the request, length of the region's name, region, answers and request in bytes."""

_RNG, _ARRAY, _TUPLE = "rng", "array", "tuple"

Texts = tuple[tuple[str, str], ...]  # the chunks of a source: text, label


@dataclass(frozen=True, slots=True)
class RequestHeader:
    """Says that a request is in the region; `name` is empty unless the region is a file."""

    number: int
    region: int  # its size
    answers: int  # where the place for the answers ends and the request begins
    length: int  # of the request
    name: bytes = b""

    def packed(self) -> bytes:
        """Return the message as it is sent on the channel."""
        head = GO.pack(self.number, len(self.name), self.region, self.answers, self.length)
        return head + self.name


@dataclass(frozen=True, slots=True)
class Request:
    """Calls of the functions of one source; a child learns the sources with its first request."""

    module: str
    calls: tuple[Call, ...]
    sources: Mapping[str, Texts]
    cpu_limit: float
    extent: Extent = Extent.ALL  # of what is run to load it


def encode(request: Request) -> bytes:
    """Turn a request into bytes; an array that many calls share is sent once."""
    arrays: dict[int, tuple[Any, ...]] = {}
    calls = [
        (
            call.function,
            tuple(_plain(arg, arrays) for arg in call.args),
            call.capacity,
            call.entropy,
            call.echo,
        )
        for call in request.calls
    ]
    return marshal.dumps(
        (request.module, calls, dict(request.sources), request.cpu_limit, int(request.extent))
    )


def decode(raw: bytes) -> Request:
    """Turn bytes that the judge wrote into a request."""
    module, calls, sources, cpu_limit, extent = marshal.loads(raw)  # noqa: S302 - the judge's own bytes
    return Request(
        module,
        tuple(
            Call(
                function=function,
                args=tuple(_argument(arg) for arg in args),
                capacity=capacity,
                entropy=entropy,
                echo=echo,
            )
            for function, args, capacity, entropy, echo in calls
        ),
        sources,
        cpu_limit,
        Extent(extent),
    )


def _plain(arg: Argument, arrays: dict[int, tuple[Any, ...]]) -> Any:
    match arg:
        case Rng(seed=seed):
            return (_RNG, seed)
        case np.ndarray():
            if id(arg) not in arrays:
                arrays[id(arg)] = (_ARRAY, arg.dtype.str, arg.shape, arg.tobytes())
            return arrays[id(arg)]
        case tuple():
            return (_TUPLE, tuple(_plain(item, arrays) for item in arg))
        case list():
            return [_plain(item, arrays) for item in arg]
        case np.generic():  # marshal would write the bytes of its buffer
            return arg.item()
    return arg


def _argument(plain: Any) -> Argument:
    match plain:
        case (kind, seed) if kind == _RNG:
            return Rng(seed)
        case (kind, items) if kind == _TUPLE:
            return tuple(map(_argument, items))
        case list():
            return list(map(_argument, plain))
        case (kind, dtype, shape, raw) if kind == _ARRAY:
            return np.frombuffer(raw, dtype).reshape(shape)
    return plain  # type: ignore[no-any-return]  # a number
