"""One number replays everything that is random in a child, and the next call finds it new."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
import pytest

from noisegrade.model import Submission
from noisegrade.sandbox.calls import Call
from noisegrade.sandbox.client import Sandbox
from noisegrade.sandbox.randomness import replaying

sources_of_randomness = {
    "default_rng": "np.random.default_rng().random(5)",
    "SeedSequence": "np.random.SeedSequence().generate_state(2)",
    "PCG64": "np.random.Generator(np.random.PCG64()).random(5)",
    "legacy": "np.random.randn(5)",
    "legacy, seeded anew": "(np.random.seed(), np.random.randn(5))[1]",
    "RandomState": "np.random.RandomState().randn(5)",
    "random": "[random.gauss(0, 1) for _ in range(9)]",
    "random, seeded anew": "(random.seed(), [random.random() for _ in range(9)])[1]",
    "Random": "[random.Random().random() for _ in range(9)]",
    "SystemRandom": "[random.SystemRandom().random() for _ in range(9)]",
    "secrets": "secrets.randbits(50)",
    "uuid": "uuid.uuid4().int >> 80",
    "urandom": "np.frombuffer(os.urandom(40), np.uint8)",
    "sets": "[hash(str(x)) % 1000 for x in {'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'}]",
}


@pytest.mark.parametrize("body", sources_of_randomness.values(), ids=sources_of_randomness)
def test_the_same_entropy_gives_the_same_numbers_in_another_child(
    body: str, warm: Sandbox, submit: Callable[..., Submission], call: Callable[..., Call]
) -> None:
    text = "import os, random, secrets, uuid, numpy as np\n"
    text += f"at_load = {body}\ndef g():\n    return at_load\ndef f():\n    return {body}"
    calls = [call("g"), *(call("f", entropy=number) for number in (5, 6, 5))]
    runs = []
    for _ in range(2):
        with warm.open(submit(text)) as session:
            runs.append([got.values[0].array for got in session.run("a", calls).replies])
    np.testing.assert_array_equal(runs[0], runs[1])
    loaded, first, other, again = runs[0]
    np.testing.assert_array_equal(first, again)
    if "hash" not in body:
        assert not np.array_equal(first, other)
        assert not np.array_equal(first, loaded)


def test_a_replaying_block_leaves_the_process_as_it_was() -> None:
    random.seed(1)
    np.random.seed(1)  # noqa: NPY002 - the legacy state is what is kept
    wanted = random.random(), np.random.random()  # noqa: NPY002, S311 - as above
    random.seed(1)
    np.random.seed(1)  # noqa: NPY002 - as above
    with replaying() as entropy:
        entropy.reseed(3)
        first = np.random.default_rng().random()
        entropy.reseed(3)
        assert np.random.default_rng().random() == first
    assert (random.random(), np.random.random()) == wanted  # noqa: NPY002, S311 - as above
    assert np.random.default_rng().random() != np.random.default_rng().random()
    assert random.Random().random() != random.Random().random()  # noqa: S311 - as above
