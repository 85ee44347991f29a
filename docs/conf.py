"""How the site is built: `python -m sphinx -W docs build/site`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_extension"))

project = "noisegrade"
author = "The noisegrade authors"
language = "en-GB"

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "numpydoc",
    "mathml",
    "root_files",
    "public_api",
    "certificate_page",
    "accessible_pages",
]
exclude_patterns = ["_extension"]
nitpicky = False  # signatures name internal types, which have no page

myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3  # as code hosts make them, so one link works on both
autodoc_member_order = "groupwise"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
numpydoc_show_class_members = False
python_use_unqualified_type_names = True

html_math_renderer = "mathml"
html_theme = "furo"
html_title = "noisegrade"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_copyright = False
html_copy_source = False
html_show_sourcelink = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0b57a4", "color-brand-content": "#0b57a4"},
    "dark_css_variables": {"color-brand-primary": "#8ab8ff", "color-brand-content": "#8ab8ff"},
}
