"""How Sphinx builds these pages: `make docs`, with every warning an error."""

project = "makewhole"
author = "the founders"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3  # Pages link to each other's sections by the slug of their heading.

html_theme = "furo"
html_title = "makewhole"
html_copy_source = False
html_show_sphinx = False
