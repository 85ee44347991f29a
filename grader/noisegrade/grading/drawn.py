"""What was drawn of a learner's sampler so far: a first few draws, then block after block."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from noisegrade.exercise import RandomExercise, Sample
from noisegrade.grading.evaluation import standardized
from noisegrade.grading.requests import CallRunner
from noisegrade.grading.sampling import FIRST, Answer, draw
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
    standard: FloatArray = field(default_factory=lambda: np.empty(0), init=False)
    """All draws of the sample, sent to N(0, 1): array, shape (calls, *draws)."""
    _blocks: int = field(default=0, init=False)  # in the sample

    def up_to(self, look: Look) -> Answer:
        """Draw what a look asks for beyond what is there; the first look's draws are its own."""
        if look.blocks == 0:
            answer = draw(self.exercise, self.ask, 0, look.draws, blocks=FIRST)
            self._keep(answer, 0, Sample((), ()))
            return answer
        if look.blocks == self._blocks:
            return Answer(self.sample)
        round_, blocks = 1 + self._blocks, range(self._blocks, look.blocks)
        draws = look.draws // look.blocks * len(blocks)
        answer = draw(self.exercise, self.ask, round_, draws, blocks=blocks)
        self._keep(answer, round_, self.sample if self._blocks else Sample((), ()))
        self._blocks = look.blocks
        return answer

    def _keep(self, answer: Answer, round_: int, before: Sample) -> None:
        if answer.refused is not None:
            return
        fresh = answer.sample
        standard = standardized(fresh, self.ask.seeds.judge(round_))
        self.standard = np.concatenate([self.standard, standard]) if before.trials else standard
        self.sample = Sample((*before.trials, *fresh.trials), (*before.results, *fresh.results))
