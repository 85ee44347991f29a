"""What `noisegrade verify` certifies of the built-in course, computed when the site is built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sphinx.application import Sphinx

from noisegrade.course import load_course
from noisegrade.grading import Settings
from noisegrade.verify import Certificate, certify
from noisegrade.verify.certificate import rounded_up

__all__ = ["setup"]


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the certificates to the page that explains them."""
    app.connect("source-read", _read)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _read(_app: Sphinx, page: str, text: list[str]) -> None:
    if page == "certificate":
        settings = Settings(course=load_course("noisegrade.what_noise_is"), seed=1)
        text[0] += "\n".join(line for one in certify(settings) for line in _section(one))


def _section(one: Certificate) -> Iterator[str]:
    yield f"\n## {one.exercise}\n"
    if one.compared:
        yield (
            f"{one.points} points. Compared with the truth, to {one.tolerance:.1g} of what is "
            "added up: nothing is left to chance.\n"
        )
        rows = [(each.claim, str(each.cases), str(each.points)) for each in one.compared]
        yield from _table(("claim", "inputs", "points"), rows)
        return
    first, *later = (f"{draws:,}".replace(",", "\u00a0") for draws in one.draws)
    yield (
        f"{one.points} points. A first look at {first} draws, then at {', '.join(later)} in all. "
        f"Correct code fails with a probability of {one.false_fail:.2g} at most; a test at each "
        f"look has {one.per_test:.2g} of that.\n"
    )
    yield from _table(
        ("the whole grading misses at most once in a billion", "least effect"),
        [(each.alternatives, rounded_up(each.min_detectable_effect)) for each in one.whole],
    )
    yield "\n<details><summary>Each test of the last look</summary>\n"
    yield from _table(
        ("test", "rests on", "least effect", "among"),
        [
            (each.test, each.law, rounded_up(each.min_detectable_effect), each.alternatives)
            for each in one.promises
        ],
    )
    yield "\n</details>\n"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
