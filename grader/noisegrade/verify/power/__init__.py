"""How likely a wrong sampler is caught: computed where the law is known, simulated elsewhere."""

from __future__ import annotations

from noisegrade.verify.power.analysis import power_of
from noisegrade.verify.power.power_page import to_page
from noisegrade.verify.power.power_text import to_json, to_text
from noisegrade.verify.power.power_values import Power

__all__ = ["Power", "power_of", "to_json", "to_page", "to_text"]
