"""Make the draws, the learner's and the target's, by the same calls in the same sandbox."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

import numpy as np

from noisegrade import workbook
from noisegrade.model import Chunk, FloatArray, Source, Submission
from noisegrade.picture.asking import QUESTIONS, SAMPLES, STOPS, calls
from noisegrade.sandbox.calls import Outcome, Reply, ReplyKind
from noisegrade.sandbox.client import Sandbox, Session

__all__ = ["draw"]

_CPU = 5.0  # seconds an exercise

_SORRY = {
    ReplyKind.MISSING: "Not written yet: there is no such function.",
    ReplyKind.NOT_CALLABLE: "This name stands for something that is not a function.",
    ReplyKind.MISFIT: "It does not take the arguments that the task names.",
    ReplyKind.NOT_IMPLEMENTED: "Not written yet. Write it, save, and look again.",
    ReplyKind.UNFIT: "What it returned is not an array or a number.",
    ReplyKind.OUT_OF_MEMORY: "It asked for more memory than there is.",
}


def draw(
    submission: Submission, sandbox: Sandbox, exercises: Sequence[str], seed: int
) -> list[dict[str, Any]]:
    """Ask for everything that the page shows.

    Returns
    -------
    One mapping an exercise, ready for JSON: its name, its section, `target` and `yours`. Each side
    has draws (`z`, as base64 of float32), answers, or the sentence that says why there are none.
    """
    names = list(dict.fromkeys([*exercises, "add_noise", "noise_steps", "noise_shortcut"]))
    with sandbox.open(_solved()) as session:
        target = {name: _side(session, name, seed + 1) for name in names}
    with sandbox.open(submission) as session:
        yours = {name: _side(session, name, seed) for name in names}
    unreadable = dict(submission.unreadable)
    for name in names:
        if sentence := unreadable.get(workbook.section_of(name).name):
            yours[name] = {"sorry": sentence}
    return [
        {
            "name": name,
            "shown": name in exercises,
            "task": workbook.docstring(name).partition("\n")[0],
            "law": SAMPLES[name].law if name in SAMPLES else "",
            "asked": [words for words, _ in QUESTIONS.get(name, ())],
            "target": target[name],
            "yours": yours[name],
        }
        for name in names
    ]


def _solved() -> Submission:
    sources = tuple(
        Source(one.name, (Chunk(one.text, f"{one.name}.py"),), (one.name,))
        for one in workbook.sections()
    )
    return Submission("target", sources)


def _side(session: Session, name: str, seed: int) -> dict[str, Any]:
    """Draw one side of one exercise."""
    section = workbook.section_of(name).name
    outcome = session.run(section, calls(name, seed), cpu_limit=_CPU)
    if sorry := _sorry(outcome):
        return {"sorry": sorry}
    if name not in SAMPLES:
        return {"answers": [_answer(reply) for reply in outcome.replies]}
    arrays = [_first(reply) for reply in outcome.replies]
    sample = SAMPLES[name]
    if arrays[0].shape != sample.shape:
        return {"sorry": f"It returned shape {arrays[0].shape}; {sample.shape} was asked for."}
    with np.errstate(all="ignore"):
        side: dict[str, Any] = {"z": _packed(sample.to_z(arrays[0]))}
    if name == "noise_steps":
        side["path"] = [_packed(arrays[0][stop]) for stop in STOPS]
    if name == "noise_shortcut" and all(one.shape == sample.shape for one in arrays):
        start = sample.args[0]
        side["path"] = [_packed(one) for one in (start, *arrays[1:], arrays[0])]
    return side


def _sorry(outcome: Outcome) -> str | None:
    """Say kindly why there is nothing to draw."""
    if outcome.load_errors and not all(_is_good(one) for one in outcome.replies):
        error = outcome.load_errors[0]
        return f"The file can't be run. {error.where}: {error.text}"
    if outcome.death is not None:
        return f"It ended before it answered ({outcome.death.value})."
    for reply in outcome.replies:
        if reply.kind is ReplyKind.RAISED:
            last = reply.text.strip().splitlines()[-1:] or ["an exception"]
            return f"It raised {last[0]} ({reply.where or 'your code'})."
        if reply.kind in _SORRY:
            return _SORRY[reply.kind]
        if not reply.values:
            return f"It returned {reply.type_name or 'nothing'}; an array was asked for."
    return None


def _is_good(reply: Reply) -> bool:
    return reply.kind is ReplyKind.RETURNED


def _first(reply: Reply) -> FloatArray:
    array = reply.values[0].array
    real = array.real if np.iscomplexobj(array) else array
    return np.asarray(real, dtype=np.float64)


def _answer(reply: Reply) -> str:
    """Write what came, each number to four digits."""
    parts = []
    for value in reply.values:
        if value.array.size != 1:
            return f"an array of shape {value.array.shape}"
        item = value.array.reshape(-1)[0]
        parts.append(str(bool(item)) if value.array.dtype == bool else f"{item + 0.0:.4g}")
    return ", ".join(parts)


def _packed(array: Any) -> str:
    with np.errstate(over="ignore"):
        return base64.b64encode(np.ascontiguousarray(array, dtype="<f4").tobytes()).decode()
