"""The picture: target beside yours, in one page that needs no network and no server.

An exercise that wants a picture of its own declares it in `picture.py`, beside its declaration, as
`PICTURE = Subject(…)`; all that it needs is imported from here. The others are drawn from what they
declare: their distribution, or their truth.
"""

from noisegrade.picture.collector import draw
from noisegrade.picture.film import Film, Slider, Stop, View
from noisegrade.picture.page import to_page
from noisegrade.picture.spec import Chart, Draws, Kind, Question, Subject

__all__ = [
    "Chart",
    "Draws",
    "Film",
    "Kind",
    "Question",
    "Slider",
    "Stop",
    "Subject",
    "View",
    "draw",
    "to_page",
]
