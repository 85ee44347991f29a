"""What exercises are declared in; everything that a course needs is imported from here."""

from noisegrade.exercise import common_mistakes, wrong_distributions
from noisegrade.exercise.declarations import (
    Case,
    ExactClaim,
    ExactExercise,
    Exercise,
    Fact,
    Hint,
    Misconception,
    Prediction,
    RandomExercise,
    Truth,
    WrongDistribution,
    WrongFormula,
)
from noisegrade.exercise.detectors import (
    misshapen,
    result_fact,
    scaled_fact,
    wrong_distribution,
    wrong_draws,
    wrong_formula,
    wrong_gaussian,
    wrong_scaled,
)
from noisegrade.exercise.frozen import Frozen, as_target
from noisegrade.exercise.implementations import PREAMBLE, Implementations, implementations
from noisegrade.exercise.outcomes import Outcomes
from noisegrade.exercise.targets import IrwinHall, Known, Normal, TargetDistribution, TargetMoments
from noisegrade.exercise.trial import RNG, Args, Sample, Trial

__all__ = [
    "PREAMBLE",
    "RNG",
    "Args",
    "Case",
    "ExactClaim",
    "ExactExercise",
    "Exercise",
    "Fact",
    "Frozen",
    "Hint",
    "Implementations",
    "IrwinHall",
    "Known",
    "Misconception",
    "Normal",
    "Outcomes",
    "Prediction",
    "RandomExercise",
    "Sample",
    "TargetDistribution",
    "TargetMoments",
    "Trial",
    "Truth",
    "WrongDistribution",
    "WrongFormula",
    "as_target",
    "common_mistakes",
    "implementations",
    "misshapen",
    "result_fact",
    "scaled_fact",
    "wrong_distribution",
    "wrong_distributions",
    "wrong_draws",
    "wrong_formula",
    "wrong_gaussian",
    "wrong_scaled",
]
