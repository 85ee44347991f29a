"""What the judge says to a warm parent, and what it hears back.

F + a socket    fork a child that serves on this socket; its closing unanswered is the failure
W + name        import this module before the next fork
E + patience    end the child: after so many milliseconds, if it does not end by itself
"""

from __future__ import annotations

import struct

__all__ = ["END", "ENDED", "FORK", "PATIENCE", "SET_UP", "WARM"]

FORK, WARM, END = b"F", b"W", b"E"
PATIENCE = struct.Struct("<I")  # milliseconds
ENDED = struct.Struct("<iBd")  # wait status, whether it had to be killed, CPU seconds
SET_UP = b"ready"  # the first message; any other says what can't be enforced
