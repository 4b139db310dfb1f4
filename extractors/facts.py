"""What of a record needs no decision, as evidence: its addresses, the extent of its text, what its site allows."""

from collections.abc import Iterator
from typing import Final

from extractors.context import Context
from extractors.segment import ReviewUnit
from schemas.base import JsonValue
from schemas.evidence import RAW_LENGTH, Agreement, CandidateEvidence, FieldEvidence, Method, Outcome
from schemas.review import ReviewRecord

_SURE: Final = 1.0
_RIGHTS: Final = (("rights.tdm_reserved", "tdm-reservation"), ("rights.directives", "robots"))
_RIGHTS_HEADERS: Final = (("rights.tdm_reserved", "tdm-reservation"), ("rights.directives", "x-robots-tag"))


def facts_of(unit: ReviewUnit, context: Context, record: ReviewRecord) -> Iterator[tuple[str, FieldEvidence]]:
    """Field and evidence of what the page states outright; its confidence is 1, and the record's table has none."""
    if record.url is not None:
        yield "url", _fact(record.url, record.url, *_address(record.url, context))
    if (canonical := context.document.canonical) is not None:
        kept = record.canonical_url is not None
        value = record.canonical_url or canonical
        yield "canonical_url", _fact(value, canonical, Method.META, "link[canonical]", kept=kept)
    if (domain := record.outlet.domain) is not None:
        yield "outlet.domain", _fact(domain, record.canonical_url or record.url or domain, Method.URL, "url")
    if unit.lines:
        root = unit.document.path(unit.root)
        yield "word_count", _fact(record.word_count, unit.lines[0].text, Method.TEXT, root)
    yield from _rights(context, record)


def _address(url: str, context: Context) -> tuple[Method, str]:
    """Where a page's address comes from: the caller, or what a bare file says of itself."""
    if context.page.final_url or context.page.url:
        return Method.URL, "url"
    stated = any("canonical" in link.rel and link.href == url for link in context.document.links)
    return (Method.META, "link[canonical]") if stated else (Method.OPENGRAPH, "meta[og:url]")


def _rights(context: Context, record: ReviewRecord) -> Iterator[tuple[str, FieldEvidence]]:
    values = {
        "rights.tdm_reserved": record.rights.tdm_reserved,
        "rights.directives": list(record.rights.directives) or None,
    }
    said = {field: (context.document.first_meta(name), f"meta[{name}]") for field, name in _RIGHTS}
    for field, name in _RIGHTS_HEADERS:
        if raw := context.page.headers.get(name):
            said[field] = (raw, f"header[{name}]")
    if "noai" in record.rights.directives and said["rights.tdm_reserved"][0] is None:
        said["rights.tdm_reserved"] = said["rights.directives"]
    for field, (raw, where) in said.items():
        if raw is not None and values[field] is not None:
            yield field, _fact(values[field], raw, Method.META, where)


def _fact(value: JsonValue, raw: str, method: Method, where: str, *, kept: bool = True) -> FieldEvidence:
    fact = CandidateEvidence(
        value=value,
        raw=raw[:RAW_LENGTH],
        method=method,
        where=where,
        group=0,
        agreement=Agreement.ALONE if kept else Agreement.DOUBTED,
        confidence=_SURE if kept else 0.0,
        chosen=kept,
        outcome=Outcome.CHOSEN if kept else Outcome.ELSEWHERE,
    )
    return FieldEvidence(candidates=(fact,), confidence=_SURE if kept else None)
