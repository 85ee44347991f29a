"""Write the golden results again: `python tests/golden/regenerate.py`, then read `git diff`."""

from __future__ import annotations

import json

from records import difference, grade, record, to_text


def main() -> None:
    """Write what has changed; what differs by rounding alone stays as it is."""
    for name, result in grade().items():
        path = record(name)
        old = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        first = difference(old, result)
        if first is not None:
            path.write_text(to_text(result) + "\n", encoding="utf-8")
        print(f"{path.name}: {(first or 'unchanged')[:300]}")  # noqa: T201 - a script


if __name__ == "__main__":
    main()
