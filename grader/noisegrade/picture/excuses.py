"""Say kindly why something can't be drawn."""

from __future__ import annotations

from collections.abc import Sequence

from noisegrade.sandbox.calls import Death, Outcome, Reply, ReplyKind

__all__ = ["excuse", "excuse_of"]

_DEATHS = {
    Death.CPU: "It was still running after five seconds.",
    Death.WALL: "It was still waiting after a long while.",
    Death.BUDGET: "The functions before it have used up the time that there is for all.",
    Death.MEMORY: "It asked for more memory than there is.",
    Death.EXIT: "It ended Python before it had answered.",
    Death.SIGNAL: "It crashed Python itself before it had answered.",
    Death.FORBIDDEN: "It tried what the sandbox forbids, such as writing a file.",
}
_SORRY = {
    ReplyKind.MISSING: "Not written yet: there is no such function.",
    ReplyKind.NOT_CALLABLE: "This name stands for something that is not a function.",
    ReplyKind.MISFIT: "It does not take the arguments that the task names.",
    ReplyKind.NOT_IMPLEMENTED: "Not written yet. Write it, save, and look again.",
    ReplyKind.UNFIT: "What it returned is not an array or a number.",
    ReplyKind.OUT_OF_MEMORY: "It asked for more memory than there is.",
}


def excuse(outcome: Outcome, shapes: Sequence[tuple[int, ...]]) -> str | None:
    """Find the first thing that went wrong; `shapes` are those of the first answers."""
    if outcome.load_errors and any(one.kind is ReplyKind.MISSING for one in outcome.replies):
        error = outcome.load_errors[0]
        return f"The file can't be run. {error.where}: {error.text}"
    for reply in outcome.replies:
        if said := excuse_of(reply):
            return said
    if outcome.death is not None:
        return _DEATHS[outcome.death]
    for reply, shape in zip(outcome.replies, shapes, strict=False):
        came = reply.values[0].array.shape
        if came != shape:
            return f"It returned shape {came}; {shape} was asked for."
    return None


def excuse_of(reply: Reply) -> str | None:
    """Say what is wrong with a reply; None where it holds something."""
    if reply.kind is ReplyKind.RAISED:
        last = reply.text.strip().splitlines()[-1:] or ["an exception"]
        return f"It raised {last[0]} ({reply.where or 'your code'})."
    if reply.kind is ReplyKind.RETURNED and not reply.values:
        return f"It returned {reply.type_name or 'nothing'}; an array was asked for."
    return _SORRY.get(reply.kind)
