"""The terminal that reports are shown on: colours are ours, control characters are nobody's."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.segment import Segment
from rich.text import Span, Text

from noisegrade.transliteration import prints, transliterate
from noisegrade.untrusted_text import for_terminal

__all__ = ["TerminalConsole"]


class TerminalConsole(Console):
    """A console on which no text can act, whatever it holds and however it came to be printed.

    What its encoding lacks is written in other characters, before lines are broken.
    """

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Render as ever, and let no text through but that which is seen."""
        renderable = self._printable(renderable)
        for segment in super().render(renderable, options):
            if segment.control or segment.text.isprintable():
                yield segment
            else:
                yield segment._replace(text=for_terminal(segment.text))

    def _printable(self, renderable: RenderableType) -> RenderableType:
        """Transliterate a text, also one that is measured from without before it is rendered."""
        if isinstance(renderable, Text) and not prints(renderable.plain, self.encoding):
            return _transliterated(renderable, self.encoding)
        if isinstance(renderable, Padding) and isinstance(renderable.renderable, Text):
            sides = (renderable.top, renderable.right, renderable.bottom, renderable.left)
            within = self._printable(renderable.renderable)
            return Padding(within, sides, style=renderable.style, expand=renderable.expand)
        return renderable


def _transliterated(text: Text, encoding: str) -> Text:
    """Write a text in the characters of an encoding; styles stay where they are."""
    parts = [one if prints(one, encoding) else transliterate(one) for one in text.plain]
    places = [0, *accumulate(map(len, parts))]
    fresh = text.blank_copy("".join(parts))
    fresh.spans = [Span(places[one.start], places[one.end], one.style) for one in text.spans]
    return fresh
