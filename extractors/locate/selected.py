"""What a site file's selectors find of the fields that no other locator asks them for."""

from collections.abc import Iterator
from typing import Any, Final

from extractors.context import Context
from extractors.locate.lines import site_texts
from extractors.locate.page import shorten
from extractors.segment import ReviewUnit
from schemas.evidence import Candidate, Method
from schemas.site import FieldName

_TEXTS: Final[tuple[FieldName, ...]] = ("headline", "work.native_title", "work.platforms", "pros", "cons")
_NUMBERS: Final[tuple[FieldName, ...]] = ("work.year", "work.season", "work.episode")
_LONGEST_TEXT: Final = 300


def locate_selected(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Any]]:
    """Headline, summary, second title, platforms, pros and cons as texts; year, season and episode as numbers."""
    if context.site is None or not context.site.fields:
        return
    for field in _TEXTS:
        for text, path in site_texts(unit, context, field):
            if len(text) <= _LONGEST_TEXT:
                yield Candidate(field, text, text, Method.SITE, path)
    for text, path in site_texts(unit, context, "summary"):
        yield Candidate("summary", shorten(text), text, Method.SITE, path)
    for field in _NUMBERS:
        for text, path in site_texts(unit, context, field):
            digits = "".join(filter(str.isdecimal, text))
            if digits and len(digits) <= 4 and digits in text:
                yield Candidate(field, int(digits), text, Method.SITE, path)
