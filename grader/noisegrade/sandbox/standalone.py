"""A child in a fresh interpreter, where there is no warm parent to fork from.

It limits itself as far as the system knows limits, and is confined in no other way.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from typing import Any

from noisegrade.sandbox import child, rlimits
from noisegrade.sandbox.offered_packages import Offered

__all__ = ["main"]


def main(settings: dict[str, Any], forget_package: Callable[[], None]) -> None:
    """Serve requests from the pipes that this process was started with."""
    forget_package()
    from_judge, to_judge = (
        io.FileIO(os.dup(descriptor), mode) for descriptor, mode in ((0, "rb"), (1, "wb"))
    )
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    rlimits.set_limits(rlimits.used_address_space(), settings["cpu_seconds"])
    channel = child.PipeChannel(io.BufferedReader(from_judge), to_judge)
    offered = Offered.told(settings)
    child.serve(channel, offered, lambda request: rlimits.allow_cpu(request.cpu_limit))
