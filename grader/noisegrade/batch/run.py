"""The run: what has no result yet goes to the engine, what comes back goes into the journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import islice
from queue import Empty, SimpleQueue
from typing import Protocol

from noisegrade.batch import sources
from noisegrade.batch.engines import Engine, WorkerLostError
from noisegrade.batch.journal import Journal
from noisegrade.batch.tasks import CompletedTask, GradingSettings, Task, done, ungraded
from noisegrade.errors import SubmissionError, UsageError
from noisegrade.submission.text_files import printable

__all__ = ["ProgressListener", "grade_all"]

_TICK = 1.0  # seconds between two looks at the clock while nothing comes back
_RETRIES = 2  # of a submission that was there when a worker died: by itself, one at a time
_LOST = (
    "The grader's own process was killed each time it came to this submission, so it could not be "
    "graded. Ask the instructor."
)

Chunk = Sequence[Task]


class ProgressListener(Protocol):
    """Hears of what happens."""

    def graded(self, verdicts: Counter[str], submissions: int) -> None:
        """So many submissions are graded, with these verdicts each."""

    def known(self, verdicts: Counter[str]) -> None:
        """One submission was graded before: now or in a run that was cut short."""

    def refused(self) -> None:
        """One submission can't be graded at all."""

    def tick(self) -> None:
        """Time goes by."""


def grade_all(
    journal: Journal, engine: Engine, terms: GradingSettings, heard: ProgressListener
) -> None:
    """Grade all that is listed in the journal and has no result there.

    What could not be graded, by a fault of ours or because its worker died, is tried again at the
    end, by itself, so that it takes nothing else along. Then it is reported as ungraded.

    Raises
    ------
    UsageError
        Where the journal or the workers can't be used; what was journalled is kept.
    """
    run = _Run(journal, engine, terms, heard)
    run.fill()
    run.try_again()


@dataclass(slots=True)
class _Run:
    """One run, and what is under way in it."""

    journal: Journal
    engine: Engine
    terms: GradingSettings
    heard: ProgressListener
    waiting: dict[str, int] = field(default_factory=dict)  # submissions by key; nearly always one
    again: list[str] = field(default_factory=list)  # keys that have no whole result yet

    def fill(self) -> None:
        """Keep the engine full, and journal what comes back, until nothing is left."""
        chunks = _chunks(self._fresh(), self.engine.chunk)
        under_way: dict[Future[list[CompletedTask]], Chunk] = {}
        back: SimpleQueue[Future[list[CompletedTask]]] = SimpleQueue()
        while True:
            for chunk in islice(chunks, max(0, self.engine.room - len(under_way))):
                future = self.engine.submit(chunk, self.terms)
                under_way[future] = chunk
                future.add_done_callback(back.put)
            if not under_way:
                break
            for future in _arrived(back):
                self._settle(future, under_way.pop(future))
            self.journal.commit()
            self.heard.tick()
        self.journal.commit()

    def try_again(self) -> None:
        """Try once more what was ungraded; twice more what a worker died over."""
        for key in self.again:
            self._grade_alone(self.journal.work(key))
            self.journal.commit()
            self.heard.graded(self.journal.verdicts(key) or Counter(), self.waiting.pop(key))
            self.heard.tick()

    def _fresh(self) -> Iterator[Task]:
        """Read what is listed; return what must be graded, each different submission once."""
        for position, place in self.journal.places():
            try:
                task = self.journal.take(
                    position, sources.read(place, self.terms.settings.course.functions)
                )
            except SubmissionError as error:
                self.journal.refuse(position, error.reason)
                self.heard.refused()
                continue
            except UsageError:
                raise  # the journal's own: nothing can go on without it
            except Exception as error:  # noqa: BLE001 - whatever one submission raises is its own
                self.journal.refuse(position, _unreadable(error))
                self.heard.refused()
                continue
            verdicts = self.journal.verdicts(task.key)
            if verdicts is not None:
                self.heard.known(verdicts)
            elif task.key in self.waiting:
                self.waiting[task.key] += 1
            else:
                self.waiting[task.key] = 1
                yield task

    def _settle(self, future: Future[list[CompletedTask]], chunk: Chunk) -> None:
        try:
            results = future.result()
        except WorkerLostError:
            self.again += [task.key for task in chunk]
            return
        for one in results:
            self.journal.keep(one)
            if one.ungraded:
                self.again.append(one.key)
            else:
                self.heard.graded(Counter(dict(one.verdicts)), self.waiting.pop(one.key))

    def _grade_alone(self, task: Task) -> None:
        for _ in range(_RETRIES):
            try:
                (result,) = self.engine.submit([task], self.terms).result()
            except WorkerLostError:
                continue
            self.journal.keep(result)
            return
        self.journal.keep(done(task.key, ungraded(self.terms, _LOST)))


def _unreadable(error: Exception) -> str:
    says = " ".join(printable(str(error)).split())[:200]
    return f"the grader could not read it ({type(error).__name__}: {says}): look at it by hand."


def _chunks(tasks: Iterator[Task], size: int) -> Iterator[Chunk]:
    while chunk := tuple(islice(tasks, size)):
        yield chunk


def _arrived(back: SimpleQueue[Future[list[CompletedTask]]]) -> list[Future[list[CompletedTask]]]:
    """Wait for a moment; give all that is there."""
    arrived = []
    try:
        arrived.append(back.get(timeout=_TICK))
        while True:
            arrived.append(back.get_nowait())
    except Empty:
        return arrived
