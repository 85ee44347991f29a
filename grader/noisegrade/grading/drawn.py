"""What was drawn of a learner's sampler so far: a first few draws, then block after block."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from noisegrade.exercise import RandomExercise, Sample
from noisegrade.grading.evaluation import standardized
from noisegrade.grading.requests import CallRunner
from noisegrade.grading.sampling import Answer, draw
from noisegrade.model import FloatArray
from noisegrade.stats.budget import Look, Plan

__all__ = ["Drawn"]


@dataclass(slots=True)
class Drawn:
    """The draws of one exercise; each block is drawn, and sent to N(0, 1), once."""

    exercise: RandomExercise
    ask: CallRunner
    plan: Plan
    sample: Sample = field(default=Sample((), ()), init=False)
    _blocks: list[FloatArray] = field(default_factory=list, init=False)
    _later: bool = field(default=False, init=False)

    @property
    def standard(self) -> FloatArray:
        """All draws of the sample, sent to N(0, 1): array, shape (calls, *draws)."""
        return self._blocks[0] if len(self._blocks) == 1 else np.concatenate(self._blocks)

    def up_to(self, look: Look) -> Answer:
        """Draw what a look asks for beyond what is there; the first look's draws are its own."""
        if look.blocks == 0:
            return self._draw(0, look.draws)
        if not self._later:
            self.sample, self._blocks, self._later = Sample((), ()), [], True
        answer = Answer(self.sample)
        each = look.draws // look.blocks
        while len(self._blocks) < look.blocks and answer.refused is None:
            answer = self._draw(1 + len(self._blocks), each)
        return answer

    def _draw(self, round_: int, draws: int) -> Answer:
        answer = draw(self.exercise, self.ask, round_, draws)
        if answer.refused is None:
            fresh = answer.sample
            self._blocks.append(standardized(fresh, self.ask.seeds.judge(round_)))
            self.sample = Sample(
                (*self.sample.trials, *fresh.trials), (*self.sample.results, *fresh.results)
            )
        return answer
