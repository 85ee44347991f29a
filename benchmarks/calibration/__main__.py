"""How often right code fails and wrong code is missed: measured, by one command.

`python benchmarks/calibration [docs/calibration.md]`, from the development environment: about an
hour of processor time, which `--jobs` shares out; `--short` takes two minutes. Whatever is done is
written down in `--keep`; the same command resumes, and `--page` writes the page from what is known.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

_TESTS = Path(__file__).resolve().parents[2] / "tests"
sys.path.insert(0, str(_TESTS))  # what is measured here is what the slow tests assert

import page  # noqa: E402 - the path comes first
import parts  # noqa: E402
import submissions  # noqa: E402
from pieces import Journal, Piece  # noqa: E402

_FULL = (2_000, 100_000)  # gradings at looser budgets, a sampler; of an exercise in all
_SHORT = (500, 2_000)


def main() -> None:
    """Run what is missing, then write the page."""
    asked = _arguments()
    journal = Journal(asked.keep / "calibration.jsonl")
    if not asked.page:
        loose, full = _SHORT if asked.short else _FULL
        work: list[Piece] = []
        for part in (
            parts.powers(),
            parts.functions(),
            parts.far_tails(),
            parts.rates(loose),
            submissions.pieces(full),
        ):
            work += [piece for piece in part if asked.only in {None, piece.part}]
        journal.run(work, jobs=asked.jobs, told=_say)
    asked.target.write_text(page.written(journal), encoding="utf-8")
    _say(f"written: {asked.target.name}")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("target", nargs="?", type=Path, default=Path("calibration.md"))
    parser.add_argument("--short", action="store_true", help="fewer gradings")
    parser.add_argument("--only", help="one part: power, functions, far tails, rates, submissions")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--page", action="store_true", help="only write what is known")
    parser.add_argument(
        "--keep",
        type=Path,
        default=Path(tempfile.gettempdir()) / "noisegrade-calibration",
        help="folder of the journal",
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
