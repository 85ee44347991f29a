"""SciPy's special functions come without the parts of NumPy that nobody asked for."""

from __future__ import annotations

import subprocess
import sys


def test_what_is_not_needed_is_not_loaded_and_stays_within_reach() -> None:
    code = (
        "import sys, numpy; before = set(dir(numpy)), list(numpy.__all__)\n"
        "from noisegrade.special_functions import special\n"
        "assert special.ndtr(0.0) == 0.5\n"
        "assert 'numpy.f2py' not in sys.modules and 'numpy.testing' not in sys.modules\n"
        "assert before == (set(dir(numpy)), numpy.__all__)\n"
        "assert numpy.testing.assert_equal(1, 1) is None\n"
        "from scipy import stats; assert stats.norm.cdf(0.0) == 0.5"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert done.returncode == 0, done.stderr
