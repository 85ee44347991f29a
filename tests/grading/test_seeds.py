"""No two purposes share their random numbers."""

from __future__ import annotations

from noisegrade.grading.seeds import Seeds


def test_no_two_purposes_rounds_or_exercises_share_their_seeds() -> None:
    drawn: list[float] = []
    for which in ("noise_step", "noise_steps", "x"):
        for round_ in range(3):
            one = Seeds(5, which)
            drawn += [float(one.data(round_).random()), float(one.rng(round_))]
            drawn.append(float(one.judge(round_).random()))
            drawn.append(float(one.entropy(round_)))
    assert len(set(drawn)) == len(drawn) == 9 * 4
    again = Seeds(5, "x")
    assert again.entropy(2) == Seeds(5, "x").entropy(2)
    assert 2**120 < max(again.entropy(round_) for round_ in range(50)) < 2**128
    assert 2**32 < max(again.rng(round_) for round_ in range(9)) < 2**64
