"""How likely a wrong sampler is caught: computed where the law is known, simulated elsewhere."""

from __future__ import annotations

from noisegrade.power.asking import power_of
from noisegrade.power.page import to_page
from noisegrade.power.text import to_json, to_text
from noisegrade.power.values import Power

__all__ = ["Power", "power_of", "to_json", "to_page", "to_text"]
