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


def fill_rooms(_: Any, page: str, source: list[str]) -> None:
    """Put the pages that are there in place of the patterns of index.md ("how-to/*"), but those that it names."""
    if page != "index":
        return
    lines = source[0].splitlines()
    named = {*lines, page}
    filled = []
    for line in lines:
        if line != "*" and not line.endswith("/*"):
            filled.append(line)
            continue
        found = (path.relative_to(DOCS).with_suffix("").as_posix() for path in DOCS.glob(f"{line}.md"))
        filled += sorted(name for name in found if name not in named)
    source[0] = "\n".join(filled)


def setup(app: Any) -> None:
    """Sphinx calls it."""
    app.connect("source-read", fill_rooms)
    app.connect("env-get-outdated", lambda *_: ["index"])  # there may be a page more than last time
