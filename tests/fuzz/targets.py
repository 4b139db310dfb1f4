"""What holds for any bytes, by the name of what reads them: for the fuzzer and for tests of random bytes."""

from collections.abc import Callable
from datetime import UTC, datetime

from extractors.encoding import decode
from extractors.extract import extract_reviews
from extractors.parse.byline import after_byline
from extractors.parse.date import find_dates, parse_date, parse_relative
from extractors.parse.names import split_names
from extractors.parse.rating import parse_rating, verdict_in
from extractors.parse.statement import statements
from extractors.structured.jsonld import read_jsonld
from extractors.vocabulary import vocabulary
from schemas.base import to_line
from schemas.page import Page
from schemas.reject import Reason

LANGUAGES = ("en", "de", "fr", "ru", "ko", "ja", "zh", "fa", "tr", "it", None)
NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
URL = "https://reels.test/reviews/a/"


def _text(data: bytes) -> tuple[str | None, str]:
    """A language, by the first byte, and a text; what is no UTF-8 becomes lone surrogates."""
    return LANGUAGES[data[0] % len(LANGUAGES)] if data else None, data[1:].decode("utf-8", "surrogateescape")


def extract(data: bytes) -> None:
    """A page gives records or a reject, each a line of JSON; no fault of ours."""
    extraction = extract_reviews(Page(URL, data, fetched_at=NOW))
    if extraction.reject is not None:
        assert extraction.reject.reason is not Reason.INTERNAL_ERROR, extraction.reject.detail
        assert not extraction.records
        assert to_line(extraction.reject).count(b"\n") == 1
    for review in extraction.records:
        assert to_line(review.record).count(b"\n") == 1
        assert to_line(review.evidence).count(b"\n") == 1
        assert type(review.record).model_validate_json(review.record.model_dump_json()) == review.record


def jsonld(data: bytes) -> None:
    """Any blocks give items whose properties have values."""
    for item in read_jsonld(_text(data)[1].split("\x1e")):
        assert item.types or item.properties
        assert all(item.properties.values())


def rating(data: bytes) -> None:
    """Values stay on their scale."""
    language, text = _text(data)
    words = vocabulary(language)
    found = [parse_rating(text, vocabulary=words), verdict_in(text, words)]
    found += [statement.rating for statement in statements(text, words)]
    for one in found:
        if one is not None and one.value is not None and one.best is not None:
            assert 0 <= one.value <= one.best, one
            assert one.normalized is None or 0 <= one.normalized <= 1, one


def date(data: bytes) -> None:
    """Dates are of this calendar and of our time."""
    language, text = _text(data)
    stamps = [parse_date(text, language=language), parse_relative(text, NOW, language=language)]
    for stamp in stamps:
        assert stamp is None or 1800 <= int(stamp.value[:4]) <= 2100, stamp
    find_dates(text, language=language)


def names(data: bytes) -> None:
    """Names are not empty, and each stands there once."""
    language, text = _text(data)
    words = vocabulary(language)
    found = [part.name for part in split_names(text, words)]
    assert all(name.strip() for name in found), found
    assert len(found) == len(set(found)), found
    after_byline(text, words)


def encoding(data: bytes) -> None:
    """Any bytes under any header are text that can be written."""
    header, _, body = data.partition(b"\n")
    for content_type in (None, header.decode("latin-1")):
        decode(body, content_type).text.encode("utf-8")


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target for target in (extract, jsonld, rating, date, names, encoding)
}
