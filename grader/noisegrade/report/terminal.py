"""The terminal that reports are shown on: colours are ours, control characters are nobody's."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from noisegrade.untrusted_text import for_terminal

__all__ = ["TerminalConsole"]


class TerminalConsole(Console):
    """A console on which no text can act, whatever it holds and however it came to be printed."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Render as ever, and let no text through but that which is seen."""
        for segment in super().render(renderable, options):
            if segment.control or segment.text.isprintable():
                yield segment
            else:
                yield segment._replace(text=for_terminal(segment.text))
