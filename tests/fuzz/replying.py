"""What a child may leave in the region: any bytes, any arrays, any lies. None of it passes."""

from __future__ import annotations

import io
import json
import mmap
from collections.abc import Sequence
from dataclasses import asdict

import numpy as np
from hypothesis import strategies as st
from rich.console import Console

from fuzz.odd import any_array, bruised, filled
from fuzz.right import SETTINGS
from noisegrade import course, grading
from noisegrade.exercise import Exercise, RandomExercise
from noisegrade.model import Verdict
from noisegrade.report import html, text
from noisegrade.sandbox import layout
from noisegrade.sandbox.calls import Call, Death, LoadError, Outcome, Reply, ReplyKind, Returned
from noisegrade.sandbox.reply_reader import read
from noisegrade.sandbox.reply_writer import Writer
from noisegrade.sandbox.shared_memory import Region, in_file

__all__ = ["no_answer_passes", "no_bytes_pass"]

TYPE_NAMES = st.sampled_from(["ndarray", "float", "tuple", "list", "bool", "", "\x1b[31mσ"])
TEXTS = st.text(max_size=40)
NUMBER = 7  # of the request


class Told:
    """Answers requests with what hypothesis makes up, through the judge's own reading of bytes."""

    def __init__(self, data: st.DataObject, exercise: Exercise, *, damage: bool) -> None:
        self._data = data
        self._exercise = exercise
        self._damage = damage
        self.cpu_seconds = 0.0

    def run(
        self, section: str, calls: Sequence[Call], *, cpu_limit: float, load_limit: float
    ) -> Outcome:
        """Write replies as a child does, perhaps bruise them, and read them as the judge does."""
        assert section
        assert 0 < cpu_limit <= load_limit
        end = layout.room(calls)
        region = in_file(end)
        try:
            self._write(region, calls, end)
            answers = read(region, NUMBER, end, calls)
        finally:
            region.close()
        died = answers.garbled or len(answers.replies) < len(calls)
        return Outcome(
            replies=tuple(answers.replies),
            cpu_seconds=answers.cpu_seconds,
            death=self._data.draw(st.sampled_from(Death)) if died else None,
            output=answers.output,
            load_errors=tuple(answers.load_errors),
        )

    def _write(self, region: Region, calls: Sequence[Call], end: int) -> None:
        draw = self._data.draw
        with mmap.mmap(region.fileno(), end) as mapped:
            writer = Writer(mapped, NUMBER, end)
            writer.print(draw(st.binary(max_size=40)))
            if draw(st.integers(0, 9)) == 0:
                writer.load_error(LoadError(draw(TEXTS), draw(TEXTS)))
            same = draw(self._reply(calls[0]))
            for call in calls[: draw(st.just(len(calls)) | st.integers(0, len(calls)))]:
                reply = same if draw(st.integers(0, 3)) else draw(self._reply(call))
                writer.reply(reply)
        if self._damage:
            used = min(end, layout.RECORDS_AT + 4000)
            whole = region.read(0, used).tobytes()
            hurt = draw(bruised(whole, lambda: st.binary(max_size=16)))
            region.write(0, hurt[:end])

    @st.composite
    @staticmethod
    def _drawn(draw: st.DrawFn, told: Told, call: Call) -> Reply:
        kind = draw(st.just(ReplyKind.RETURNED) | st.sampled_from(ReplyKind))
        count = draw(st.just(1) | st.integers(1, 3)) if kind is ReplyKind.RETURNED else 0
        arrays = [draw(told.arrays(call)) for _ in range(count)]
        fits = sum(array.nbytes for array in arrays) <= call.capacity
        echoed = [arg for arg in call.args if isinstance(arg, np.ndarray)] if call.echo else []
        return Reply(
            kind=kind if fits else ReplyKind.UNFIT,
            values=tuple(Returned(one, draw(TYPE_NAMES)) for one in arrays) if fits else (),
            type_name=draw(TYPE_NAMES),
            echoed=tuple(echoed[: draw(st.integers(0, len(echoed)))]),
            text=draw(TEXTS),
            where=draw(st.none() | TEXTS),
        )

    def _reply(self, call: Call) -> st.SearchStrategy[Reply]:
        return Told._drawn(self, call)

    def arrays(self, call: Call) -> st.SearchStrategy[np.ndarray[tuple[int, ...], np.dtype]]:
        """Make an array of the shape asked for, where there is one, or of any."""
        if not isinstance(self._exercise, RandomExercise):
            return any_array()
        shape = self._exercise.shape(call.args)
        return filled(shape) | filled(shape, finite=True) | any_array()


def no_answer_passes(data: st.DataObject) -> None:
    """Replies that say anything at all cost the learner's marks, never the judge's nerve."""
    _grade(data, damage=False)


def no_bytes_pass(data: st.DataObject) -> None:
    """The same when bytes of the region were overwritten."""
    _grade(data, damage=True)


def _grade(data: st.DataObject, *, damage: bool) -> None:
    exercise = data.draw(st.sampled_from(course.EXERCISES))
    report = grading.examine(exercise, Told(data, exercise, damage=damage), SETTINGS)
    assert report.verdict not in {Verdict.PASSED, Verdict.UNGRADED}
    assert report.score is not None
    assert 0 <= report.score < report.max_score
    assert report.says.strip()
    json.dumps(asdict(report), allow_nan=False)
    assert html.block(report).isprintable() or "\n" in html.block(report)
    page = io.StringIO()
    Console(file=page, width=80).print(text.block(report))
    assert "\x1b" not in page.getvalue()
