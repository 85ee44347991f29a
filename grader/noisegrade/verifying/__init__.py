"""The course held against itself, and the certificate of what its tests promise."""

from noisegrade.verifying.certificate import Certificate, certify
from noisegrade.verifying.checks import Check, verify
from noisegrade.verifying.outcome import Outcome

__all__ = ["Certificate", "Check", "Outcome", "certify", "verify"]
