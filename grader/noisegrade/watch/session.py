"""One learner at work: which exercise is current, its result, and what a key does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from noisegrade import coaching, progress, workbook
from noisegrade.course import Course
from noisegrade.errors import UsageError
from noisegrade.model import ExerciseReport, Verdict
from noisegrade.progress import Record
from noisegrade.watch import keys
from noisegrade.watch.editor import line_of
from noisegrade.watch.files import file_of
from noisegrade.watch.tools import Tools
from noisegrade.watch.view import Mode, View

__all__ = ["Session"]

_NUMBER = "0123456789.,-−+e% "  # what an answer is written in
_DIGITS = 20
_END = 1 << 20  # lines: more than any screen has


class Session:
    """Reacts to keys, saves and answers; it never moves on by itself.

    Parameters
    ----------
    course : that the workbook belongs to
    folder : the workbook
    exercise : to begin with; by default the first that is not passed
    tools : who checks, shows and edits
    """

    def __init__(
        self,
        course: Course,
        folder: Path,
        exercise: str | None,
        *,
        tools: Tools,
    ) -> None:
        self._course = course
        self._folder = folder
        self._tools = tools
        self._names = [one.name for one in course.exercises]
        self._ledger = progress.Ledger(folder)
        self._progress = self._ledger.progress()
        self._mode = Mode.CHECK
        self._chosen = 0
        self._shows_hints = False
        self._typed = ""
        self._report: ExerciseReport | None = None
        self._checked_at = ""
        self._messages: list[str] = []
        self._saved_by_us = False
        self._checks_all = False
        self.top = 0  # lines that are scrolled away; whoever draws knows how many can be
        self._current = exercise or self._open_after(-1) or self._names[0]
        self._say(self._progress.note)
        self.over = False

    def view(self) -> View:
        """Return everything that is to be shown."""
        exercise = self._course.find(self._current)
        record = self._progress.of(self._current)
        seen = record.hints if self._shows_hints else 0
        return View(
            exercise=self._current,
            task=self._course.function(self._current).docstring.partition("\n")[0],
            place=self._place(),
            names=tuple(self._names),
            records=self._progress.records,
            mode=self._mode,
            chosen=self._chosen,
            report=self._report,
            checked_at=self._checked_at,
            running=self._tools.checker.running,
            recall=coaching.recalled(exercise, record),
            question=coaching.question(exercise) if self._asks(record) else None,
            typed=self._typed,
            hints=coaching.hints(exercise, seen),
            messages=tuple(self._messages),
            checks_all=self._checks_all,
            ending=self._ending(),
            top=self.top,
        )

    def check(self) -> None:
        """Check the current exercise."""
        self._checks_all = False
        if self._place().exists():
            self._tools.checker.ask(self._current)
            return
        self._report = None
        self._say(f"{self._place()} is gone: press r to begin it again.")

    def saved(self, paths: tuple[Path, ...]) -> None:
        """Check again after a save; say so if it was another file."""
        if self._saved_by_us:  # that was the reset: it has been checked and spoken of
            self._saved_by_us = False
            return
        self._messages.clear()
        if self._place() not in paths:
            names = ", ".join(path.name for path in paths)
            self._say(f"You saved {names}; {self._current} is in {self._place().name} (l: list).")
        self.check()

    def listen(self, *, now: str) -> None:
        """Take an answer in, if one has come; or news of the picture."""
        shown = self._tools.picture.said()
        if shown is not None:
            self._messages.clear()
            self._say(shown)
        answer = self._tools.checker.answer()
        if answer is None:
            return
        checked = {one.exercise: one for one in answer.reports}
        self._report, self._checked_at, self.top = checked.get(self._current), now, 0
        if not checked:
            self._say(answer.refused)
        else:
            self._remember(self._ledger.record(answer.reports, seed=answer.seed))
        if self._checks_all and checked:
            passed = sum(one.verdict is Verdict.PASSED for one in answer.reports)
            self._messages.clear()
            self._say(f"All were checked: {passed} of {len(checked)} passed.")
        self._checks_all = False

    def end(self) -> None:
        """Say good-bye."""
        self._mode, self.over = Mode.OVER, True

    def press(self, key: str) -> None:
        """Do what a key stands for; other keys do nothing."""
        if key == "q":
            self.end()
            return
        match self._mode:
            case Mode.CHECK:
                self._messages.clear()
                self._press_in_check(key)
            case Mode.LIST:
                self._press_in_list(key)
            case Mode.RESET:
                self._press_in_reset(key)
            case Mode.PREDICT:
                self._press_in_predict(key)

    def _press_in_check(self, key: str) -> None:
        actions: dict[str, Callable[[], None]] = {
            "h": self._hint,
            "p": self._show,
            "?": self._ask,
            "n": self._next,
            "a": self._check_all,
            "e": self._edit,
            "l": self._list,
            "r": self._ask_to_reset,
            keys.UP: lambda: self._scroll(-1),
            "k": lambda: self._scroll(-1),
            keys.DOWN: lambda: self._scroll(1),
            "j": lambda: self._scroll(1),
        }
        if key in actions:
            actions[key]()

    def _press_in_list(self, key: str) -> None:
        match key:
            case keys.UP | "k":
                self._chosen = max(0, self._chosen - 1)
            case keys.DOWN | "j":
                self._chosen = min(len(self._names) - 1, self._chosen + 1)
            case keys.ENTER:
                self._mode = Mode.CHECK
                self._move_to(self._names[self._chosen])
            case "a":
                self._check_all()
            case "l" | keys.ESCAPE:
                self._mode = Mode.CHECK

    def _press_in_reset(self, key: str) -> None:
        if key in {"y", "Y"}:
            self._mode = Mode.CHECK
            self._reset()
        elif key in {"n", "N", keys.ESCAPE}:
            self._mode = Mode.CHECK

    def _press_in_predict(self, key: str) -> None:
        match key:
            case keys.ENTER:
                self._predict()
            case keys.ESCAPE:
                self._mode = Mode.CHECK
            case keys.BACKSPACE:
                self._typed = self._typed[:-1]
            case _ if len(key) == 1 and key in _NUMBER and len(self._typed) < _DIGITS:
                self._typed += key

    def _ask_to_reset(self) -> None:
        self._mode = Mode.RESET

    def _list(self) -> None:
        self._mode, self._chosen = Mode.LIST, self._names.index(self._current)

    def _scroll(self, lines: int) -> None:
        self.top = max(0, self.top + lines)

    def _show(self) -> None:
        self._say(self._tools.picture.show(None if self._ending() else self._current))

    def _edit(self) -> None:
        stopped = self._report.where if self._report else None
        line = line_of(self._place(), self._current, stopped)
        self._say(self._tools.editor.open(self._place(), line))

    def _check_all(self) -> None:
        self._checks_all = True
        self._list()
        self._messages.clear()
        self._say("All exercises are being checked.")
        self._tools.checker.ask(*self._names)

    def _ending(self) -> tuple[str, ...]:
        """Say good-bye to who has passed all."""
        if self._open_after(-1) is not None:
            return ()
        return coaching.ending(self._course, pictures="Press p for the page of your own pictures.")

    def _asks(self, record: Record) -> bool:
        return self._mode is Mode.PREDICT or record.prediction is None

    def _ask(self) -> None:
        if coaching.question(self._course.find(self._current)) is None:
            self._say(f"{self._current} has no prediction: start coding.")
        else:
            self._mode, self._typed = Mode.PREDICT, ""

    def _predict(self) -> None:
        self._messages.clear()
        predicted = coaching.read_number(self._typed)
        if predicted is None:
            self._say("Write a number such as 5 or 0.7, then press enter.")
            return
        self._mode = Mode.CHECK
        self._remember(self._ledger.record_prediction(self._current, predicted))
        if self._progress.of(self._current).verdict is not Verdict.PASSED:
            self._say(f"You predict {predicted:g}. You will see it again after the pass.")

    def _hint(self) -> None:
        """Show the next hint; the first press only opens those that were seen before."""
        seen = self._progress.of(self._current).hints
        opens = not self._shows_hints and seen > 0
        self._shows_hints, self.top = True, _END
        if opens:
            return
        if seen < len(coaching.LEVELS):
            self._remember(self._ledger.record_hints(self._current, seen + 1))
        else:
            self._say("These are all the hints.")

    def _next(self) -> None:
        """Move on to the next exercise that is not passed."""
        following = self._open_after(self._names.index(self._current))
        if following is None or following == self._current:
            passed = self._progress.of(self._current).verdict is Verdict.PASSED
            self._say("All are passed." if passed else "This is the only one left.")
            return
        self._move_to(following)

    def _move_to(self, exercise: str) -> None:
        self._current, self._report, self._shows_hints, self.top = exercise, None, False, 0
        self._messages.clear()
        self.check()

    def _reset(self) -> None:
        try:
            restored = workbook.reset(self._course, self._folder, self._current)
        except UsageError as error:
            self._say(str(error))
            return
        self._saved_by_us = True
        kept = f" Your code is kept in {restored.backup}." if restored.backup else ""
        self._remember(self._ledger.record_reset(self._current, restored.backup))
        self._say(f"{self._current} was reset.{kept}")
        self.check()

    def _open_after(self, index: int) -> str | None:
        """Find the next exercise that is not passed, from the beginning again after the last."""
        verdicts = self._progress.verdicts
        in_turn = [*self._names[index + 1 :], *self._names[: index + 1]]
        return next((one for one in in_turn if verdicts.get(one) is not Verdict.PASSED), None)

    def _place(self) -> Path:
        return file_of(self._folder, self._course.section_of(self._current).name)

    def _remember(self, said: str | None) -> None:
        """Read again what was just written: another command may have written too."""
        self._progress = self._ledger.progress()
        self._say(said)

    def _say(self, sentence: str | None) -> None:
        if sentence is not None and sentence not in self._messages:
            self._messages.append(sentence)
