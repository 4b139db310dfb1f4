"""What of a record needs no decision: its rights; and as evidence its addresses, the extent of its text, its rights."""

import re
from collections.abc import Iterator
from typing import Final

from extractors.context import Context
from extractors.segment import ReviewUnit
from schemas.base import JsonValue
from schemas.evidence import RAW_LENGTH, Agreement, CandidateEvidence, FieldEvidence, Method, Outcome
from schemas.review import ReviewRecord, Rights

_SURE: Final = 1.0
_MOST_DIRECTIVES: Final = 20
_TDM: Final = "tdm-reservation"
_RESERVED: Final = {"1": True, "0": False}
_ROBOTS: Final = "robots"
_ROBOTS_HEADER: Final = "x-robots-tag"
_NO_AI: Final = "noai"
_STATED: Final = (("rights.tdm_reserved", _TDM, _TDM), ("rights.directives", _ROBOTS, _ROBOTS_HEADER))
"""Fields of a record's rights, with the <meta> and the header that state them."""


def rights_of(context: Context, robots: str | None) -> Rights:
    """robots.txt's answer as the client had it, and whether text and data mining is reserved.

    Of that speak the TDM Reservation Protocol (W3C TDMRep: header and meta tag), and "noai" in a robots meta tag or
    X-Robots-Tag header, which reserves the use for machine learning.
    """
    headers, document = context.page.headers, context.document
    stated = (headers.get(_TDM), document.first_meta(_TDM))
    found = {_RESERVED[text.strip()] for text in stated if text and text.strip() in _RESERVED}
    asked = ",".join((*document.meta.get(_ROBOTS, ()), headers.get(_ROBOTS_HEADER, ""))).lower()
    directives = tuple(dict.fromkeys(filter(None, re.split(r"[\s,]+", asked))))[:_MOST_DIRECTIVES]
    if _NO_AI in directives:
        found.add(True)
    return Rights.model_validate({"robots": robots, "tdm_reserved": max(found, default=None), "directives": directives})


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
    said: dict[str, tuple[str | None, str]] = {}
    for field, meta, header in _STATED:
        sent = context.page.headers.get(header)
        said[field] = (sent, f"header[{header}]") if sent else (context.document.first_meta(meta), f"meta[{meta}]")
    if _NO_AI in record.rights.directives and said["rights.tdm_reserved"][0] is None:
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
