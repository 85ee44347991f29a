"""Who works beside a session: checks, shows the picture, opens a file."""

from __future__ import annotations

from dataclasses import dataclass

from noisegrade.watch.check_client import Checker
from noisegrade.watch.editor import Editor
from noisegrade.watch.picture import Picture

__all__ = ["Tools"]


@dataclass(frozen=True, slots=True)
class Tools:
    """The processes that a session asks."""

    checker: Checker
    picture: Picture
    editor: Editor
