"""Functions as learners write them: one signature, many bodies."""

from __future__ import annotations

import textwrap

__all__ = ["PREAMBLE", "Bodies", "functions"]

Bodies = dict[str, str]

PREAMBLE = "import math\nimport random\n\nimport numpy as np\n\n\n"  # stands before every function


def functions(signature: str, bodies: Bodies) -> dict[str, str]:
    """Write a whole function for each body."""
    return {
        name: f"def {signature}:\n{textwrap.indent(textwrap.dedent(body).strip(), '    ')}\n"
        for name, body in bodies.items()
    }
