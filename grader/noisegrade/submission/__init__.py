"""A folder, a .py or an .ipynb becomes source per section; nothing of it is run or parsed here."""

from noisegrade.submission.assembly import fingerprint, read
from noisegrade.submission.scan import Definition, definitions

__all__ = ["Definition", "definitions", "fingerprint", "read"]
