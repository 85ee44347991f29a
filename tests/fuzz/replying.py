"""What a child may leave in the region: any bytes, any arrays, any lies. None of it passes."""

from __future__ import annotations

import io
import json
import mmap
from collections.abc import Sequence
from dataclasses import asdict, replace

import numpy as np
from hypothesis import strategies as st
from rich.console import Console

from built_in import COURSE
from fuzz.odd import any_array, bruised, filled
from fuzz.right import SETTINGS
from noisegrade import grading
from noisegrade.exercise import Exercise, RandomExercise, Trial
from noisegrade.model import Verdict
from noisegrade.report import html, text
from noisegrade.sandbox import layout
from noisegrade.sandbox.calls import (
    AnyArray,
    Call,
    Death,
    LoadError,
    Outcome,
    Reply,
    ReplyKind,
    Returned,
)
from noisegrade.sandbox.reply_reader import read
from noisegrade.sandbox.reply_writer import Writer
from noisegrade.sandbox.shared_memory import Region, in_file

__all__ = ["no_answer_passes", "no_bytes_pass"]

TYPE_NAMES = st.sampled_from(["ndarray", "float", "tuple", "list", "bool", "", "\x1b[31mσ"])
TEXTS = st.text(max_size=40)
NUMBER = 7  # of the request

Shape = tuple[int, ...] | None


class Told:
    """Answers requests with what hypothesis makes up, through the judge's own reading of bytes."""

    def __init__(self, data: st.DataObject, trials: list[Trial], *, damage: bool) -> None:
        self._data = data
        self._trials = trials  # all so far; those of a request come last
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
            shapes = [trial.shape for trial in self._trials[-len(calls) :]] or [None] * len(calls)
            same = draw(self._reply(calls[0], shapes[0]))
            count = draw(st.just(len(calls)) | st.integers(0, len(calls)))
            for call, shape in zip(calls[:count], shapes, strict=False):
                reply = same if draw(st.integers(0, 3)) else draw(self._reply(call, shape))
                writer.reply(reply)
        if self._damage:
            used = min(end, layout.RECORDS_AT + 4000)
            whole = region.read(0, used).tobytes()
            hurt = draw(bruised(whole, lambda: st.binary(max_size=16)))
            region.write(0, hurt[:end])

    @st.composite
    @staticmethod
    def _drawn(draw: st.DrawFn, call: Call, shape: Shape) -> Reply:
        kind = draw(st.just(ReplyKind.RETURNED) | st.sampled_from(ReplyKind))
        count = draw(st.just(1) | st.integers(1, 3)) if kind is ReplyKind.RETURNED else 0
        arrays = [draw(_arrays(shape)) for _ in range(count)]
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

    def _reply(self, call: Call, shape: Shape) -> st.SearchStrategy[Reply]:
        return Told._drawn(call, shape)


def _arrays(shape: Shape) -> st.SearchStrategy[AnyArray]:
    """Make an array of the shape asked for, where there is one, or of any."""
    if shape is None:
        return any_array()
    return filled(shape) | filled(shape, finite=True) | any_array()


def _noted(exercise: Exercise, trials: list[Trial]) -> Exercise:
    """Return an exercise that notes every trial it makes."""
    if not isinstance(exercise, RandomExercise):
        return exercise

    def trial(index: int, draws: int, data: np.random.Generator) -> Trial:
        trials.append(exercise.trial(index, draws, data))
        return trials[-1]

    return replace(exercise, trial=trial)


def no_answer_passes(data: st.DataObject) -> None:
    """Replies that say anything at all cost the learner's marks, never the judge's nerve."""
    _grade(data, damage=False)


def no_bytes_pass(data: st.DataObject) -> None:
    """The same when bytes of the region were overwritten."""
    _grade(data, damage=True)


def _grade(data: st.DataObject, *, damage: bool) -> None:
    exercise = data.draw(st.sampled_from(COURSE.exercises))
    trials: list[Trial] = []
    told = Told(data, trials, damage=damage)
    report = grading.examine(_noted(exercise, trials), told, SETTINGS)
    assert report.verdict not in {Verdict.PASSED, Verdict.UNGRADED}
    assert report.score is not None
    assert 0 <= report.score < report.max_score
    assert report.says.strip()
    json.dumps(asdict(report), allow_nan=False)
    assert html.block(report).isprintable() or "\n" in html.block(report)
    page = io.StringIO()
    Console(file=page, width=80).print(text.block(report))
    assert "\x1b" not in page.getvalue()
