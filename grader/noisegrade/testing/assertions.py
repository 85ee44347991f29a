"""Assertions on samplers, each with a proved error rate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, cast

from noisegrade.errors import UsageError
from noisegrade.exercise.frozen import Frozen
from noisegrade.exercise.targets import TargetDistribution
from noisegrade.stats import budget
from noisegrade.stats.budget import DEFAULT_EFFECT, Plan, Promise
from noisegrade.testing import session
from noisegrade.testing.asked import Asked, entries, single
from noisegrade.testing.examination import Examination, Terms, examine_question
from noisegrade.testing.promises import for_two_samplers, promises_of
from noisegrade.testing.questions import Follows, Independent, Question, SameDistribution
from noisegrade.testing.sampler import Sampler, as_caller
from noisegrade.testing.sentences import headline
from noisegrade.testing.vectors import VectorDistribution, as_vector

__all__ = ["assert_follows", "assert_independent", "assert_same_distribution", "examine"]

Distribution: TypeAlias = (
    TargetDistribution | Frozen | VectorDistribution | Sequence["TargetDistribution | Frozen"]
)


def assert_follows(  # noqa: PLR0913 - the terms, each with a default
    sampler: Sampler,
    distribution: Distribution,
    *,
    effect: float = DEFAULT_EFFECT,
    false_fail_rate: float | None = None,
    false_pass_rate: float = session.DEFAULT_RATE,
    seed: int | None = None,
) -> None:
    """Assert that a sampler's draws are independent and follow a distribution.

    The draws are sent to N(0, 1), exactly, and put to up to 65 tests at up to four growing samples
    (union bound). Each p-value is exact or a proved bound. See docs/testing.md.

    Assumptions: the generator is ideal, and SciPy computes the distribution's tails to 1e-4, which
    is checked first.

    Parameters
    ----------
    sampler : called as `sampler(size, rng)` for an array of `size` draws, or as `sampler(rng)` for
        one draw; `rng` is a `numpy.random.Generator`
    distribution : a frozen distribution of scipy.stats, continuous or discrete; a `Mixture`; for
        vectors a list with one distribution per entry, a frozen `multivariate_normal`, or
        `Conditionals`
    effect : what must not be missed, in (0, 0.5]: a shift of a Gaussian in σ, or a correlation of
        neighbours; three fifths of it as Kolmogorov's distance. `examine` states the promise for
        the distribution at hand
    false_fail_rate : how often a right sampler may fail, a proved bound; 1e-9, or the test's share
        of pytest's `--false-fail-rate`. Never more than that share
    false_pass_rate : how often a sampler that is off by a promised effect may pass, a proved bound
    seed : of the sampler's generator and of the judge's; a fresh one by default

    Raises
    ------
    AssertionError
        The draws don't follow the distribution; the message gives the evidence, and the seed.
    DeclarationError
        A distribution that can't be computed as finely as is promised.
    UsageError
        A sampler, a rate or an effect that makes no sense.

    Examples
    --------
    >>> from scipy import stats
    >>> assert_follows(lambda size, rng: rng.gamma(2, size=size), stats.gamma(2), seed=1)
    """
    __tracebackhide__ = True
    found = examine(
        sampler,
        distribution,
        effect=effect,
        false_fail_rate=false_fail_rate,
        false_pass_rate=false_pass_rate,
        seed=seed,
    )
    _hold(found)


def assert_independent(
    sampler: Sampler,
    *,
    effect: float = DEFAULT_EFFECT,
    false_fail_rate: float | None = None,
    false_pass_rate: float = session.DEFAULT_RATE,
    seed: int | None = None,
) -> None:
    """Assert that a sampler's draws are independent and all follow one distribution, any at all.

    The ranks of such draws are a uniform permutation; fresh N(0, 1) numbers in their order are
    independent N(0, 1), exactly. The false-fail rate is a proved bound; nothing is promised of
    false passes, as the ranks depend on the distribution. Parameters and errors are those of
    `assert_follows`.

    Examples
    --------
    >>> assert_independent(lambda size, rng: rng.pareto(0.5, size), seed=1)
    """
    __tracebackhide__ = True
    terms, plan = _terms(effect, false_fail_rate, false_pass_rate, seed)
    _hold(_examined(Independent(), [sampler], plan, terms, ()))


def assert_same_distribution(  # noqa: PLR0913 - the terms, each with a default
    first: Sampler,
    second: Sampler,
    *,
    effect: float = DEFAULT_EFFECT,
    false_fail_rate: float | None = None,
    false_pass_rate: float = session.DEFAULT_RATE,
    seed: int | None = None,
) -> None:
    """Assert that the draws of two samplers follow one distribution, any at all.

    The draws of each must be independent; whether the two have to do with each other is not asked.

    Fresh N(0, 1) numbers are put in the order of all draws; those of each sampler must be
    independent N(0, 1), exactly. The false-fail rate is a proved bound, as is the false-pass rate
    for Kolmogorov's distance between the samplers (`testing.promises`). Parameters and errors are
    those of `assert_follows`.

    Examples
    --------
    >>> assert_same_distribution(
    ...     lambda size, rng: rng.standard_exponential(size),
    ...     lambda size, rng: -np.log1p(-rng.random(size)),
    ...     seed=1,
    ... )
    """
    __tracebackhide__ = True
    question = SameDistribution()
    terms, plan = _terms(effect, false_fail_rate, false_pass_rate, seed, groups=question.groups)
    _hold(_examined(question, [first, second], plan, terms, for_two_samplers(plan)))


def examine(  # noqa: PLR0913 - the terms, each with a default
    sampler: Sampler,
    distribution: Distribution,
    *,
    effect: float = DEFAULT_EFFECT,
    false_fail_rate: float | None = None,
    false_pass_rate: float = session.DEFAULT_RATE,
    seed: int | None = None,
) -> Examination:
    """Return the evidence that `assert_follows` decides by; parameters and errors as there.

    Examples
    --------
    >>> from scipy import stats
    >>> found = examine(lambda size, rng: rng.integers(0, 6, size), stats.randint(1, 7), seed=1)
    >>> found.passed
    False
    >>> found.refused
    'All values lie between 1 and 6; yours contains 0.'
    """
    asked = _asked(distribution)
    question = Follows(asked)
    terms, plan = _terms(effect, false_fail_rate, false_pass_rate, seed, groups=question.groups)
    promises = promises_of(plan, asked, distribution)
    return _examined(question, [sampler], plan, terms, promises)


def _examined(
    question: Question,
    samplers: Sequence[Sampler],
    plan: Plan,
    terms: Terms,
    promises: tuple[Promise, ...],
) -> Examination:
    callers = [as_caller(one) for one in samplers]
    found = examine_question(question, callers, plan=plan, terms=terms, promises=promises)
    session.report(
        session.Record(found.passed, found.draws, found.cpu, terms.effect, found.p_value)
    )
    return found


def _asked(distribution: Distribution) -> Asked:
    if isinstance(distribution, Sequence):
        return entries(distribution)
    vector = as_vector(distribution)
    return single(cast(Frozen, distribution)) if vector is None else vector


def _terms(
    effect: float,
    false_fail_rate: float | None,
    false_pass_rate: float,
    seed: int | None,
    *,
    groups: int = 1,
) -> tuple[Terms, Plan]:
    fails = session.false_fail_share(false_fail_rate)
    for name, rate in (("false_fail_rate", fails), ("false_pass_rate", false_pass_rate)):
        if not 0 < rate < 1:
            raise UsageError(f"{name} must lie between 0 and 1, not {rate:g}.")
    if not 0 < effect <= 0.5:  # noqa: PLR2004 - a larger effect needs no statistics
        raise UsageError(f"effect must lie above 0 and up to 0.5, not {effect:g}.")
    plan = budget.plan(
        effect,
        exercises=-(-groups // 2),  # a plan keeps its promise with half of its tests' budget
        false_fail=fails,
        false_pass=false_pass_rate,
        edge_share=0.0,
    )
    terms = Terms(
        effect=effect,
        false_fail_rate=fails,
        false_pass_rate=false_pass_rate,
        seed=session.fresh_seed() if seed is None else seed,
    )
    return terms, plan


def _hold(found: Examination) -> None:
    __tracebackhide__ = True
    if not found.passed:
        raise AssertionError(f"{headline(found)}\n{found}")
