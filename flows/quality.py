"""Quality gates: the records of a site, counted, against those that the site gave before.

Everything is a count of a whole: records without a field, unsure values, records with the same value, pages that give
nothing. The site's history says how likely each is; what would come by chance less than once in a hundred thousand
times, and differs by more than the tolerance, is a failure. A site without a history is learned first. Small sites
give a record a day: so their newest commits are looked at together.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import reduce
from math import exp, lgamma
from typing import Final

from extractors.extract import UNKNOWN_LAYOUT
from schemas.evidence import CandidateEvidence, ReviewEvidence
from schemas.quality import FieldProfile, GateFailure, GateKind, Share, SiteProfile
from schemas.review import ReviewRecord, Status
from schemas.run import FieldCoverage
from schemas.site import Site

COVERED_FIELDS: Final = (
    "work.title",
    "work.kind",
    "credits.director",
    "credits.writer",
    "credits.cast",
    "rating",
    "reviewers",
    "published",
    "language",
    "summary",
)
"""The fields whose coverage a run tells, and a gate watches."""

TOLERANCE: Final = 0.2
"""A share may differ by so much from what it was before."""

_CHANCE: Final = 1e-5
_ENOUGH: Final = 10
"""Records of a site before its gates speak."""
_MEMORY: Final = 200
"""What a site did longer than so many records ago counts no more than that: habits change."""
_WINDOW: Final = 30
"""Records that are looked at together, of the newest commits, where the newest has fewer."""
_MOST_COMMITS: Final = 9
_VALUED: Final = frozenset({"work.title", "credits.director", "rating", "published"})
"""Fields of which one value in all records is suspicious."""
_FEW_VALUES: Final = 40
_FEW_LOCATORS: Final = 8
_LONGEST: Final = 60
_TENTHS: Final = 10
_STEPS: Final = (Decimal(1), Decimal("0.5"), Decimal("0.25"), Decimal("0.1"))
_ON_GRID: Final = 0.98
_PLACE: Final = re.compile(r":nth-of-type\(\d+\)|#[^\s>]*\d[^\s>]*")
_POINTER_PLACE: Final = re.compile(r"/\d+(?=/|$)")
_STEPS_SHOWN: Final = 3


# --- counting


@dataclass
class _Field:
    filled: int = 0
    confidence: list[int] = field(default_factory=lambda: [0] * _TENTHS)
    locators: Counter[str] = field(default_factory=Counter)
    values: Counter[str] = field(default_factory=Counter)

    def told(self, name: str) -> FieldProfile:
        return FieldProfile(
            field=name,
            filled=self.filled,
            confidence=tuple(self.confidence) if any(self.confidence) else (),
            locators=dict(self.locators.most_common(_FEW_LOCATORS)),
            values=dict(self.values.most_common(_FEW_VALUES)),
        )


class Profiler:
    """Counts the records of the sites of a batch."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = {}
        self._fields: dict[str, dict[str, _Field]] = {}

    def add(
        self, site: str, lines: Sequence[tuple[ReviewRecord, ReviewEvidence]], *, had_records: bool, is_rejected: bool
    ) -> None:
        """Count one page that was read.

        Args:
            site: Key of its site.
            lines: Its new and changed records.
            had_records: Whether the page gave a review before.
            is_rejected: Whether it was judged to give none.
        """
        counts = self._counts.setdefault(site, Counter())
        counts["reread"] += had_records and (is_rejected or bool(lines))
        counts["rejected"] += had_records and is_rejected
        fields = self._fields.setdefault(site, {name: _Field() for name in COVERED_FIELDS})
        for record, evidence in lines:
            if record.status is Status.PRESENT:
                counts["records"] += 1
                counts["unknown_layout"] += UNKNOWN_LAYOUT in record.warnings
                counts["future"] += _is_future(record)
                for name, tally in fields.items():
                    _count(tally, name, record, evidence)

    def profiles(self) -> tuple[SiteProfile, ...]:
        """What was counted, by site; sites without anything to count have none."""
        return tuple(
            SiteProfile(site=site, **counts, fields=tuple(one.told(name) for name, one in self._fields[site].items()))
            for site, counts in self._counts.items()
            if counts["records"] or counts["reread"]
        )


def _count(tally: _Field, name: str, record: ReviewRecord, evidence: ReviewEvidence) -> None:
    value = value_of(record, name)
    if not value:
        return
    tally.filled += 1
    family = name.partition(".")[0]
    sure = record.confidence.get(name, record.confidence.get(family))
    if sure is not None:
        tally.confidence[min(int(sure * _TENTHS), _TENTHS - 1)] += 1
    if (locator := _locator(evidence, name)) is not None:
        tally.locators[locator] += 1
    if name in _VALUED:
        tally.values[value[:_LONGEST]] += 1


def value_of(record: ReviewRecord, name: str) -> str:
    """What a record says of a covered field, as a text; "" for nothing."""
    family, _, part = name.partition(".")
    if family == "credits":
        return ", ".join(credit.name for credit in record.credits if credit.role == part)
    if name == "rating":
        rating = record.rating
        if rating is None:
            return ""
        return f"{rating.value if rating.value is not None else rating.label}/{rating.best or ''}"
    if name == "published":
        return record.published.value[:10] if record.published is not None else ""
    if name == "reviewers":
        return ", ".join(reviewer.name for reviewer in record.reviewers)
    value = getattr(record, family)
    return str((getattr(value, part) if part else value) or "")


def _locator(evidence: ReviewEvidence, name: str) -> str | None:
    """What gave a record's value, without what differs from page to page: "json-ld /…/reviewRating"."""
    family, _, role = name.partition(".")
    told = evidence.fields.get(name) or evidence.fields.get(family)
    candidates: Iterable[CandidateEvidence] = told.candidates if told is not None else ()
    for one in candidates:
        if one.chosen and (family != "credits" or (isinstance(one.value, dict) and one.value.get("role") == role)):
            return f"{one.method} {_everywhere(one.where)}"
    return None


def _everywhere(where: str) -> str:
    if where.startswith("/"):
        return _POINTER_PLACE.sub("/*", where)
    steps = _PLACE.sub("", where).split(" > ")
    return " > ".join(steps[-_STEPS_SHOWN:])


def _is_future(record: ReviewRecord) -> bool:
    if record.published is None or record.page.fetched_at is None:
        return False
    day = record.page.fetched_at.date().isoformat()
    return record.published.value[: len(day)] > day


def coverage_of(profiles: Iterable[SiteProfile]) -> tuple[FieldCoverage, ...]:
    """How full each field is in the records of several sites."""
    listed = list(profiles)
    filled = Counter(dict.fromkeys(COVERED_FIELDS, 0))
    for profile in listed:
        filled.update({told.field: told.filled for told in profile.fields})
    records = sum(profile.records for profile in listed)
    return tuple(FieldCoverage(field=name, filled=filled[name], records=records) for name in COVERED_FIELDS)


def merged(profiles: Iterable[SiteProfile]) -> SiteProfile | None:
    """Several profiles of a site as one; None for none."""
    listed = list(profiles)
    return reduce(_both, listed) if listed else None


def _both(one: SiteProfile, other: SiteProfile) -> SiteProfile:
    counts = {
        name: getattr(one, name) + getattr(other, name)
        for name in ("records", "reread", "rejected", "unknown_layout", "future")
    }
    by_name = {told.field: told for told in other.fields}
    fields = []
    for told in one.fields or other.fields:
        also = by_name.get(told.field) if one.fields else None
        if also is None:
            fields.append(told)
            continue
        tenths = zip(told.confidence or (0,) * _TENTHS, also.confidence or (0,) * _TENTHS, strict=True)
        fields.append(
            FieldProfile(
                field=told.field,
                filled=told.filled + also.filled,
                confidence=tuple(a + b for a, b in tenths) if told.confidence or also.confidence else (),
                locators=dict(Counter(told.locators) + Counter(also.locators)),
                values=dict(Counter(told.values) + Counter(also.values)),
            )
        )
    return SiteProfile(site=one.site, **counts, fields=tuple(fields))


# --- judging


def judge(
    now: SiteProfile, history: Sequence[SiteProfile], site: Site, *, tolerance: float = TOLERANCE
) -> list[GateFailure]:
    """What is otherwise with a site's records than before; nothing where all is well or too little is known.

    Args:
        now: The records of a batch.
        history: Those of the commits before, the newest first, since the last that a person accepted.
        site: The site file's scale tells which ratings there can be.
        tolerance: A share may differ by so much.
    """
    failures: dict[tuple[GateKind, str | None], GateFailure] = {}
    window: SiteProfile | None = now
    for used in range(min(len(history), _MOST_COMMITS) + 1):
        before = merged(history[used:])
        if window is None or before is None:
            break
        if max(before.records, before.reread) >= _ENOUGH:
            for failure in _compared(window, before, site, tolerance):
                failures.setdefault((failure.kind, failure.field), failure)
        if window.records >= _WINDOW or used == len(history):
            break
        window = _both(window, history[used])
    return list(failures.values())


def _compared(now: SiteProfile, before: SiteProfile, site: Site, tolerance: float) -> Iterator[GateFailure]:
    for kind, name, share, past, told in _shares(now, before, site):
        worse = share.of and past.of and share.count / share.of - past.count / past.of >= tolerance
        if worse and _chance(share, past) < _CHANCE:
            yield _failure(kind, name, share, past, told, now, before)


def _shares(
    now: SiteProfile, before: SiteProfile, site: Site
) -> Iterator[tuple[GateKind, str | None, Share, Share, str | None]]:
    """Each thing that can be wrong: how often it is so now, how often before; what is counted is always the wrong."""
    known = {told.field: told for told in before.fields}
    yield "rejected", None, _of(now.rejected, now.reread), _of(before.rejected, before.reread), None
    layouts = _of(now.unknown_layout, now.records), _of(before.unknown_layout, before.records)
    yield "unknown_layout", None, *layouts, None
    yield "future", "published", _of(now.future, now.records), _of(before.future, before.records), None
    for told in now.fields:
        past = known.get(told.field)
        if past is None:
            continue
        lacking = _of(now.records - told.filled, now.records), _of(before.records - past.filled, before.records)
        yield "missing", told.field, *lacking, None
        yield from _unsure(told, past)
        yield from _one_value(told, past)
        if told.field == "rating":
            yield from _off_grid(told, past, site)


def _unsure(told: FieldProfile, past: FieldProfile) -> Iterator[tuple[GateKind, str, Share, Share, None]]:
    """Values whose confidence is below what nine in ten of the site's values had."""
    total, below, limit = sum(past.confidence), 0, 0
    for tenth, count in enumerate(past.confidence):
        if below + count > total / 10:
            limit = tenth
            break
        below += count
    if total:
        yield "unsure", told.field, _of(sum(told.confidence[:limit]), sum(told.confidence)), _of(below, total), None


def _one_value(told: FieldProfile, past: FieldProfile) -> Iterator[tuple[GateKind, str, Share, Share, str]]:
    if told.values and past.values and told.filled >= 3:
        value, count = max(told.values.items(), key=lambda each: each[1])
        yield "one_value", told.field, _of(count, told.filled), _of(max(past.values.values()), past.filled), value


def _off_grid(told: FieldProfile, past: FieldProfile, site: Site) -> Iterator[tuple[GateKind, str, Share, Share, str]]:
    """Ratings that the site's scale does not have: that of its file, or the one that its ratings keep to."""
    numbers, earlier = _numbers(told.values), _numbers(past.values)
    step = site.scale.step if site.scale is not None else None
    best = site.scale.best if site.scale is not None else None
    step = step or _grid(earlier)
    if step is None:
        return

    def off(values: Mapping[Decimal, int]) -> Share:
        wrong = sum(count for value, count in values.items() if value % step or (best is not None and value > best))
        return _of(wrong, sum(values.values()))

    yield "off_grid", told.field, off(numbers), off(earlier), f"steps of {step}"


def _numbers(values: Mapping[str, int]) -> dict[Decimal, int]:
    found: dict[Decimal, int] = {}
    for text, count in values.items():
        try:
            found[Decimal(text.partition("/")[0])] = count
        except InvalidOperation:
            continue  # a letter, a word
    return found


def _grid(values: Mapping[Decimal, int]) -> Decimal | None:
    total = sum(values.values())
    if total < _ENOUGH:
        return None
    for step in _STEPS:
        if sum(count for value, count in values.items() if not value % step) >= _ON_GRID * total:
            return step
    return None


def _failure(
    kind: GateKind,
    name: str | None,
    share: Share,
    past: Share,
    value: str | None,
    now: SiteProfile,
    before: SiteProfile,
) -> GateFailure:
    told = next((one for one in now.fields if one.field == name), None)
    earlier = next((one for one in before.fields if one.field == name), None)
    locator = locator_now = locator_before = None
    if kind in ("missing", "unsure") and told is not None and earlier is not None and earlier.locators:
        locator, count = max(earlier.locators.items(), key=lambda each: each[1])
        locator_now, locator_before = _of(told.locators.get(locator, 0), now.records), _of(count, before.records)
    if kind == "missing":  # told by what is there
        share, past = _of(share.of - share.count, share.of), _of(past.of - past.count, past.of)
    return GateFailure(
        site=now.site,
        kind=kind,
        field=name,
        now=share,
        before=past,
        value=value,
        locator=locator,
        locator_now=locator_now,
        locator_before=locator_before,
    )


def _of(count: int, total: int) -> Share:
    return Share(count=min(count, total), of=total)


def _chance(now: Share, before: Share) -> float:
    """How likely it is to see so many or more, after what was seen before (beta-binomial, uniform prior)."""
    weight = min(1.0, _MEMORY / before.of)
    a = before.count * weight + 1
    b = (before.of - before.count) * weight + 1
    return min(1.0, sum(exp(_log_chance(k, now.of, a, b)) for k in range(now.count, now.of + 1)))


def _log_chance(k: int, n: int, a: float, b: float) -> float:
    choose = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return choose + _log_beta(k + a, n - k + b) - _log_beta(a, b)


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def is_wrong(failure: GateFailure, record: ReviewRecord, now: datetime) -> bool:
    """Whether a record is one of those that a failure speaks of."""
    if failure.kind == "unknown_layout":
        return UNKNOWN_LAYOUT in record.warnings
    if failure.kind == "future":
        return _is_future(record) or (record.published is not None and record.published.value > now.isoformat())
    if failure.field is None:
        return False
    value = value_of(record, failure.field)
    if failure.kind == "missing":
        return not value
    return bool(value) if failure.kind != "one_value" else value[:_LONGEST] == failure.value
