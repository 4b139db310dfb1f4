"""The documentation site: Sphinx, Markdown (MyST) and the furo theme. `make docs` builds it into docs/_build/html."""

import sys
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS.parent))

from docs.generate import write_reference  # noqa: E402 - the path first

project = "Reviewlines"
author = "The Reviewlines authors"
project_copyright = "the Reviewlines authors, Apache-2.0"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
myst_heading_anchors = 3
nitpicky = True
html_theme = "furo"
html_title = "Reviewlines"
html_copy_source = False
html_show_sphinx = False
html_theme_options = {"navigation_with_keys": True}

write_reference(DOCS / "reference")


def leave_out_empty_rooms(_: Any, page: str, source: list[str]) -> None:
    """Drop patterns of index.md ("how-to/*") that no page but those listed above them fits: Sphinx warns of them."""
    if page != "index":
        return
    lines = source[0].splitlines()
    listed = {*lines, page}
    source[0] = "\n".join(
        line
        for line in lines
        if not line.endswith("*")
        or any(found.relative_to(DOCS).with_suffix("").as_posix() not in listed for found in DOCS.glob(f"{line}.md"))
    )


def setup(app: Any) -> None:
    """Sphinx calls it."""
    app.connect("source-read", leave_out_empty_rooms)
