"""The review's own text: its body, how long it is, and the verdict that it ends on."""

import re
from collections.abc import Iterator
from functools import cache

from extractors.context import Context
from extractors.locate.lines import site_texts
from extractors.locate.page import SUMMARY_LENGTH, shorten
from extractors.markup import HEADINGS
from extractors.parse.text import fold, split_label, without_bullet
from extractors.segment import Line, ReviewUnit
from schemas.evidence import Candidate, Method

_FEWEST_WORDS = 4
_LONGEST_LABEL = 40
_NOTES = frozenset({"pros", "cons"})


def body_of(unit: ReviewUnit) -> str:
    """The text of the review, one line of the page a line."""
    return "\n".join(line.text for line in unit.lines)


@cache
def _sign() -> re.Pattern[str]:
    return re.compile("[\u3040-\u30ff\u4e00-\u9fff]")  # wide classes take `re` milliseconds: not at import


def word_count(text: str) -> int:
    """Words as Unicode's white space parts them; in scripts without spaces each ideograph or kana counts as one."""
    text, signs = (text, 0) if text.isascii() else _sign().subn(" ", text)
    words = text.split()
    marked = (word for word in words if not word.isalnum())
    return signs + len(words) - sum(not any(map(str.isalnum, word)) for word in marked)


def locate_verdict(unit: ReviewUnit, context: Context) -> Iterator[Candidate[str]]:
    """The conclusion: a labelled line ("Verdict: …"), or the text below a heading that announces it."""
    for text, path in site_texts(unit, context, "verdict"):
        yield Candidate("verdict", shorten(text), text, Method.SITE, path)
    for line, label, value in unit.labelled:
        if _announces_verdict(label, context) and len(value.split()) >= _FEWEST_WORDS:
            yield Candidate("verdict", shorten(value), value, Method.LABEL, unit.document.path(line.node))
    for heading, below in zip(unit.lines, unit.lines[1:], strict=False):
        is_heading = heading.tag in HEADINGS or _is_strong(heading)
        if is_heading and below.tag not in HEADINGS and _announces_verdict(heading.text, context):
            yield Candidate("verdict", shorten(below.text), below.text, Method.TEXT, unit.document.path(below.node))


def locate_lists(unit: ReviewUnit, context: Context) -> Iterator[Candidate[str]]:
    """Pros and cons in the text: the list below a heading that says so, or what stands behind such a label."""
    field = None
    for line in unit.lines:
        if field is not None and line.tag == "li":
            yield from _note(field, line.text, Method.TEXT, unit, line)
            continue
        label, value = _label_of(line)
        said = context.vocabulary.label(label) if 0 < len(label) <= _LONGEST_LABEL else None
        field = said if said in _NOTES else None
        if field is not None and value:
            yield from _note(field, value, Method.LABEL, unit, line)
            field = None


def _label_of(line: Line) -> tuple[str, str]:
    """What a line says in front of a value or a list, and the value; "" where it says nothing in front."""
    if line.label is not None:
        return line.label, line.value
    if line.tag in HEADINGS or _is_strong(line):
        return line.text, ""
    label, value = split_label(line.text)
    return (label, value) if value is not None and len(label) < _LONGEST_LABEL else ("", "")


def _note(field: str, text: str, method: Method, unit: ReviewUnit, line: Line) -> Iterator[Candidate[str]]:
    note = without_bullet(text)
    if note and len(note) <= SUMMARY_LENGTH:
        yield Candidate(field, note, text, method, unit.document.path(line.node))


def _announces_verdict(text: str, context: Context) -> bool:
    """Whether a label or heading stands in front of a conclusion; "Verdict" may also stand in front of a rating."""
    return context.vocabulary.label(text) == "verdict" or fold(text).strip(" :") in context.vocabulary.verdict_headings


def _is_strong(line: Line) -> bool:
    """Whether the whole line is set in bold, as many pages write their headings."""
    return any(span.tag in ("strong", "b") and span.end - span.start >= len(line.text) - 1 for span in line.spans)
