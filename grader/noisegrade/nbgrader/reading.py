"""The name that `lenient_exporter` had before 0.2, for configurations written then."""

from noisegrade.nbgrader.lenient_exporter import LenientExporter as ReadsAnything

__all__ = ["ReadsAnything"]
