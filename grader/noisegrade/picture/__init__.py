"""The picture: target beside yours, in one page that needs no network and no server.

An exercise that wants a picture of its own declares it in `picture.py`, beside its declaration, as
`PICTURE = Subject(…)`; all that it needs is imported from here. The others are drawn from what they
declare: their distribution, or their truth.
"""

from noisegrade.picture.collector import draw
from noisegrade.picture.page import to_page
from noisegrade.picture.spec import Chart, Draws, Figure, Kind, Question, Role, Subject

__all__ = [
    "Chart",
    "Draws",
    "Figure",
    "Kind",
    "Question",
    "Role",
    "Subject",
    "draw",
    "to_page",
]
