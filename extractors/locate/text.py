"""The review's own text: its body, how long it is, and the verdict that it ends on."""

import re
from collections.abc import Iterator

from extractors.context import Context
from extractors.locate.lines import labelled, site_texts
from extractors.locate.page import shorten
from extractors.parse.text import fold
from extractors.segment import Line, ReviewUnit
from schemas.evidence import Candidate, Method

_FEWEST_WORDS = 4
_SIGN = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def body_of(unit: ReviewUnit) -> str:
    """The text of the review, one line of the page a line."""
    return "\n".join(line.text for line in unit.lines)


def word_count(text: str) -> int:
    """Words as Unicode's white space parts them; in scripts without spaces each ideograph or kana counts as one."""
    signs = 0
    if not text.isascii():
        text, signs = _SIGN.subn(" ", text)
    return signs + sum(word.isalnum() or any(map(str.isalnum, word)) for word in text.split())


def locate_verdict(unit: ReviewUnit, context: Context) -> Iterator[Candidate[str]]:
    """The conclusion: a labelled line ("Verdict: …"), or the text below a heading that announces it."""
    for text, path in site_texts(unit, context, "verdict"):
        yield Candidate("verdict", shorten(text), text, Method.SITE, path)
    for line, label, value in labelled(unit):
        if _announces_verdict(label, context) and len(value.split()) >= _FEWEST_WORDS:
            yield Candidate("verdict", shorten(value), value, Method.LABEL, unit.document.path(line.node))
    for heading, below in zip(unit.lines, unit.lines[1:], strict=False):
        is_heading = heading.tag in _HEADINGS or _is_strong(heading)
        if is_heading and below.tag not in _HEADINGS and _announces_verdict(heading.text, context):
            yield Candidate("verdict", shorten(below.text), below.text, Method.TEXT, unit.document.path(below.node))


def _announces_verdict(text: str, context: Context) -> bool:
    """Whether a label or heading stands in front of a conclusion; "Verdict" may also stand in front of a rating."""
    return context.vocabulary.label(text) == "verdict" or fold(text).strip(" :") in context.vocabulary.verdict_headings


def _is_strong(line: Line) -> bool:
    """Whether the whole line is set in bold, as many pages write their headings."""
    return any(span.tag in ("strong", "b") and span.end - span.start >= len(line.text) - 1 for span in line.spans)
