"""Page -> records: the one path through this folder.

Document(page) -> segment -> units; per unit: Context first, then locate -> candidates -> classify, resolve -> record
"""

import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from pydantic import ValidationError

from extractors.assemble import assemble, choose_moment, fits
from extractors.classify import Judgement, judge_body, judge_listing, judge_page, judge_review
from extractors.context import Context
from extractors.document import Document
from extractors.locate import locate_all, locate_telling
from extractors.locate.dates import locate_dates
from extractors.locate.page import locate_language, site_name
from extractors.locate.title import locate_title
from extractors.parse.language import detect, normalize_tag
from extractors.parse.text import fold
from extractors.resolve import Choice, choose_one
from extractors.segment import ReviewUnit, segment
from extractors.selectors import found_by, layout_of
from extractors.subject import find_subject, subject_of
from extractors.topics import topics_of
from extractors.version import EXTRACTOR_VERSION
from extractors.vocabulary import vocabulary
from schemas.evidence import Candidate, Method, ReviewEvidence
from schemas.page import Page
from schemas.reject import Reason, Reject
from schemas.review import ReviewRecord, Stamp
from schemas.site import Site

__all__ = ["EXTRACTOR_VERSION", "ExtractedReview", "Extraction", "extract_dates", "extract_reviews"]

UNKNOWN_LAYOUT: Final = "layout: unknown, none of the site file's selectors finds anything"
"""Warning of a page on which a site file that has selectors finds nothing."""

_DETECTION_SAMPLE: Final = 2_000
"""Characters of text that language detection looks at."""


@dataclass(frozen=True, slots=True)
class ExtractedReview:
    """One record and why it says what it says."""

    record: ReviewRecord
    evidence: ReviewEvidence
    slot: str = ""
    """"" for a page's only review, else its anchor or ordinal on the page."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a page gave: records, or the reason why there are none. Exactly one of the two is filled."""

    records: tuple[ExtractedReview, ...] = ()
    reject: Reject | None = None


def extract_reviews(
    page: Page,
    site: Site | None = None,
    *,
    site_for: Callable[[str | None], Site | None] | None = None,
    with_body: bool = False,
) -> Extraction:
    """Read the reviews of a page. Never raises on any input.

    Args:
        page: The page; only what it holds is used, no clock and no network.
        site: What is known of the site.
        site_for: Finds the site of a page whose address only its own text tells (a bare file's canonical URL).
        with_body: Put the review's text into the record.

    Returns:
        Records in the page's order, or a reject. A fault of ours is a reject too (`internal_error`): the caller
        must end the run as failed.
    """
    try:
        return _extract(page, site, site_for, with_body)
    except Exception as error:  # noqa: BLE001 - the promise above; the reject names the place
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{frame.filename.rpartition('/')[2]}:{frame.lineno}"
        return _reject(
            page, site, Judgement(Reason.INTERNAL_ERROR, f"{type(error).__name__} at {place}: {error}"[:500])
        )


def extract_dates(page: Page) -> tuple[Stamp | None, Stamp | None]:
    """When a page was published and changed, whatever it is about: the same reading as that of reviews, by itself.

    Raises:
        Exception: whatever a fault of ours raises.
    """
    if judge_body(page):
        return None, None
    units, context, _ = _read(page, None, None)
    if not units:
        return None, None
    found = list(locate_dates(units[0], context))
    published, modified = ([c for c in found if c.field == field] for field in ("published", "modified"))
    return choose_moment(published).value, choose_moment(modified).value


def _extract(
    page: Page, site: Site | None, site_for: Callable[[str | None], Site | None] | None, with_body: bool
) -> Extraction:
    if judgement := judge_body(page):
        return _reject(page, site, judgement)
    units, context, language = _read(page, site, site_for)
    document, site = context.document, context.site
    if judgement := judge_page(document, units, context):
        return _reject(page, site, judgement, document.url)
    records: list[ExtractedReview] = []
    first_judgement: Judgement | None = None
    for unit in units:
        found = _extract_unit(page, unit, context, language, with_body)
        if isinstance(found, Judgement):
            first_judgement = first_judgement or found
        else:
            records.append(found)
    if not records:
        return _reject(page, site, first_judgement or Judgement(Reason.NOT_A_REVIEW, ""), document.url)
    return Extraction(records=tuple(records))


def _read(
    page: Page, site: Site | None, site_for: Callable[[str | None], Site | None] | None
) -> tuple[tuple[ReviewUnit, ...], Context, Choice[str]]:
    """The page's parts, what is known of it before a field is looked for, and how its language was told."""
    document = Document(page)
    if site is None and site_for is not None:
        site = site_for(document.url)
    if site is not None and (site.layouts or site.fields):
        site = _as_designed(site, document)
    units = segment(document)
    language = _language(document, units, site)
    context = Context(
        page=page,
        document=document,
        site=site,
        language=language.value,
        vocabulary=vocabulary(language.value),
        subject=find_subject(document, units),
        site_name=site_name(document, document.items) or (site.name if site is not None else None),
    )
    return units, context, language


def _extract_unit(
    page: Page, unit: ReviewUnit, context: Context, language: Choice[str], with_body: bool
) -> ExtractedReview | Judgement:
    if unit.slot:  # of several reviews, the page's own markup speaks for none in particular
        context = replace(context, subject=subject_of(unit))
    if judgement := judge_listing(unit, context):
        return judgement
    title = choose_one([said for said in locate_title(unit, context) if fits(said)], fold)
    topics = topics_of(unit, context.vocabulary, title.value)
    context = replace(context, work_title=title.value, title_trust=title.trust, topics=topics)
    telling = locate_telling(unit, context)
    if judgement := judge_review(unit, context, telling.candidates):
        return judgement
    candidates = locate_all(unit, context, telling)
    try:
        record, evidence = assemble(page, unit, context, language, title, candidates, with_body)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return Judgement(Reason.INVALID, f"{where}: {first['msg']}")
    return ExtractedReview(record, evidence, unit.slot)


def _as_designed(site: Site, document: Document) -> Site:
    """The site with the selectors of the design that the page shows.

    Where it shows none and the site's own selectors find nothing, the page's warnings say that its design is unknown.
    """
    layout = layout_of(document, site)
    if layout is not None:
        return site.in_layout(layout)
    if not found_by(document, site.fields.values()):
        document.warnings += (UNKNOWN_LAYOUT,)
    return site


def _language(document: Document, units: tuple[ReviewUnit, ...], site: Site | None) -> Choice[str]:
    """What the page states, if its text bears it out: templates often keep the language of their maker."""
    candidates: list[Candidate[str]] = list(locate_language(document))
    if not candidates and site is not None and (tag := normalize_tag(site.language or "")):
        candidates = [Candidate("language", tag, tag, Method.SITE, f"{site.key}.language")]
    sample = " ".join(line.text for unit in units for line in unit.lines)[:_DETECTION_SAMPLE]
    detected = detect(sample, {candidate.value.partition("-")[0] for candidate in candidates})
    if detected is not None:
        read = Candidate("language", detected, sample[:100], Method.PROSE, "text")
        candidates = [c for c in candidates if c.value.partition("-")[0] == detected] or [read]
    return choose_one(candidates, str)


def _reject(page: Page, site: Site | None, judgement: Judgement, url: str | None = None) -> Extraction:
    return Extraction(
        reject=Reject(
            url=page.final_url or page.url or url,
            site=site.key if site is not None else None,
            reason=judgement.reason,
            detail=judgement.detail[:500],
            page=page.describe(),
        )
    )
