"""Self-consistency checks of a course, and the certificate of what its tests promise."""

from noisegrade.verify.certificate import Certificate, certify
from noisegrade.verify.checks import Check, verify
from noisegrade.verify.verification import Verification

__all__ = ["Certificate", "Check", "Verification", "certify", "verify"]
