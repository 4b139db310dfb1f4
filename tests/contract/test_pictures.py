"""The pictures of the README show what the commands print. Drawn anew by `make pictures`."""

import html
import re
from io import StringIO
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

from extractors.extract import extract_reviews
from flows.reports.terminal import explain_lines, in_colour
from schemas.page import Page

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "docs" / "explain.svg"
SOURCE = "fixtures/pages/theguardian/film-review.html"
FIELD = "work.title"
WIDTH = 120


def explained() -> str:
    """What `reviewlines explain` prints of the page, on a terminal."""
    extraction = extract_reviews(Page(url=None, body=(ROOT / SOURCE).read_bytes()))
    return in_colour(explain_lines(SOURCE, extraction, FIELD), WIDTH)


def drawn() -> str:
    """The terminal as a picture that loads nothing."""
    console = Console(record=True, width=WIDTH, file=StringIO())
    console.print(Text.from_ansi(explained()), end="")
    style = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    style = style.replace("Fira Code, monospace", "ui-monospace, Menlo, Consolas, monospace")
    title = f"reviewlines explain {SOURCE} {FIELD}"
    return console.export_svg(title=title, code_format=style, unique_id="explain") + "\n"


def text_of(picture: str) -> list[str]:
    """The lines of a picture without their spaces: those between two colours are not drawn."""
    lines: dict[float, list[tuple[float, str]]] = {}
    for x, y, text in re.findall(r'<text class="\S+-r\d+" x="([\d.]+)" y="([\d.]+)"[^>]*>(.*?)</text>', picture):
        lines.setdefault(float(y), []).append((float(x), html.unescape(text).replace("\xa0", " ")))
    return without_spaces("\n".join("".join(text for _, text in sorted(lines[y])) for y in sorted(lines)))


def without_spaces(text: str) -> list[str]:
    return [packed for line in text.splitlines() if (packed := "".join(line.split()))]


def test_the_picture_of_explain_shows_what_it_prints() -> None:
    assert text_of(PICTURE.read_text(encoding="utf-8")) == without_spaces(Text.from_ansi(explained()).plain)


def test_a_picture_loads_nothing() -> None:
    assert re.findall(r"(?:href|src|url\()[^#]{0,8}//", PICTURE.read_text(encoding="utf-8")) == []
