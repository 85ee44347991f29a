"""The picture: target beside yours, in one page that needs no network and no server."""

from noisegrade.picture.collector import draw
from noisegrade.picture.page import to_page

__all__ = ["draw", "to_page"]
