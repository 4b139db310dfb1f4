"""Candidates of one unit -> one record with its evidence: each field's decision, then the record as a whole."""

import hashlib
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import Any, Final

from extractors.context import Context
from extractors.facts import facts_of, rights_of
from extractors.locate.credits import same_credit
from extractors.locate.dates import same_moment
from extractors.locate.rating import ratings_agree, same_rating
from extractors.locate.reviewer import is_part_of, name_key, same_reviewer
from extractors.locate.text import body_of, word_count
from extractors.parse.text import fold
from extractors.parse.url import canonical_url, page_key
from extractors.resolve import Choice, Group, choose_all, choose_one
from extractors.segment import ReviewUnit
from extractors.version import EXTRACTOR_VERSION
from schemas.evidence import Candidate, FieldEvidence, Method, Outcome, ReviewEvidence
from schemas.page import Page
from schemas.review import (
    Credit,
    OtherRating,
    Outlet,
    Rating,
    Reviewer,
    ReviewRecord,
    Role,
    Stamp,
    Work,
    WorkIds,
    WorkKind,
    record_fields,
)
from schemas.site import host_of

_MARKED: Final = frozenset({Method.SITE, Method.JSON_LD, Method.MICRODATA, Method.HREVIEW, Method.LABEL, Method.PLUGIN})
"""Methods that name a credit's role outright: where one of them speaks of directors, prose adds none."""
_SURE: Final = frozenset({Method.SITE, Method.JSON_LD, Method.MICRODATA, Method.HREVIEW, Method.META})
"""Methods that name a reviewer outright."""
_FEW: Final = frozenset({Role.DIRECTOR, Role.WRITER, Role.CREATOR})
_SERIAL: Final = frozenset({WorkKind.SERIES, WorkKind.SEASON, WorkKind.EPISODE})
"""Kinds that do not contradict each other: a season's review is one of its series, too."""
_SCREEN: Final = frozenset({WorkKind.FILM, WorkKind.SERIES, WorkKind.SEASON, WorkKind.EPISODE})
_SURER: Final = 0.05
_MOST_LISTED: Final = 50
_LONGEST_TEXT: Final = 300
_RUBRICS: Final = (Method.HEADLINE, Method.URL, Method.TEXT)
"""How a page's rubrics and words are read, where no markup says what the work is."""
_BOUNDS: Final = {"work.season": (0, 999), "work.episode": (0, 9999), "work.year": (1870, 2200)}
"""The least and the largest number that the record's model takes."""


def assemble(
    page: Page,
    unit: ReviewUnit,
    context: Context,
    language: Choice[str],
    title: Choice[str],
    candidates: Sequence[Candidate[Any]],
    with_body: bool,
) -> tuple[ReviewRecord, ReviewEvidence]:
    """Decide on every field of one review.

    Raises:
        pydantic.ValidationError: what was found does not fit the schema.
    """
    decided = _Decisions(candidates)
    decided.take("language", language)
    decided.take("work.title", title)
    document, site = context.document, context.site
    url = page.final_url or page.url or document.url
    canonical = canonical_url(url, document.canonical) if url else None
    address = canonical or url
    body = body_of(unit)
    work = _work(title.value, decided)
    made_by = _credits(decided, work.kind)
    record = ReviewRecord(
        extractor_version=EXTRACTOR_VERSION,
        id=record_id(page_key(address) if address else f"sha256:{page.sha256}", unit.slot),
        url=url,
        canonical_url=canonical,
        site=site.key if site is not None else None,
        outlet=Outlet(
            name=decided.one("outlet.name", fold),
            domain=host_of(address).partition(":")[0] or None if address else None,
        ),
        headline=decided.one("headline", fold),
        work=work,
        credits=made_by,
        rating=_rating(decided),
        other_ratings=_other_ratings(decided),
        reviewers=_reviewers(decided, made_by),
        published=decided.moment("published"),
        modified=decided.moment("modified"),
        language=language.value,
        summary=decided.one("summary", fold),
        verdict=decided.one("verdict", fold),
        pros=decided.all("pros", fold),
        cons=decided.all("cons", fold),
        body=body if with_body else None,
        body_sha256=hashlib.sha256(body.encode("utf-8", "replace")).hexdigest(),
        word_count=word_count(body),
        rights=rights_of(context, page.robots),
        page=page.describe(),
        confidence=decided.confidence(),
        warnings=decided.warnings(document.warnings),
    )
    said = decided.evidence() | dict(facts_of(unit, context, record))
    in_order = {field: said[field] for field in record_fields() if field in said}
    return record, ReviewEvidence(id=record.id, fields=in_order)


def record_id(key: str, slot: str) -> str:
    """The record's id: 128 bits of SHA-256 over the URL key and the slot, in hexadecimal."""
    return hashlib.sha256(f"{key}\n{slot}".encode("utf-8", "replace")).hexdigest()[:32]


def fits(candidate: Candidate[Any]) -> bool:
    """Whether the record's model can take a value: what is odd is left out, and does not cost the record."""
    value = candidate.value
    if isinstance(value, str):
        return bool(value.strip()) and len(value) <= _LONGEST_TEXT and any(map(str.isprintable, value))
    if isinstance(value, int):
        least, largest = _BOUNDS.get(candidate.field, (0, value))
        return least <= value <= largest
    return True


class _Decisions:
    """The choices made so far, by field."""

    def __init__(self, candidates: Sequence[Candidate[Any]]) -> None:
        self._by_field: dict[str, list[Candidate[Any]]] = {}
        self._ruled_out: dict[str, list[tuple[Candidate[Any], Outcome]]] = {}
        for candidate in candidates:
            if fits(candidate):
                self._by_field.setdefault(candidate.field, []).append(candidate)
            else:
                self._ruled_out.setdefault(candidate.field, []).append((candidate, Outcome.UNFIT))
        self._choices: dict[str, Choice[Any]] = {}

    def candidates(self, field: str) -> list[Candidate[Any]]:
        """What the locators said of a field."""
        return self._by_field.get(field, [])

    def drop(self, field: str, unwanted: Callable[[Any], bool], outcome: Outcome) -> None:
        """Leave out candidates that another decision has ruled out."""
        said = self.candidates(field)
        self._by_field[field] = [c for c in said if not unwanted(c.value)]
        self._ruled_out.setdefault(field, []).extend((c, outcome) for c in said if unwanted(c.value))

    def take(self, field: str, choice: Choice[Any]) -> None:
        """Note a choice that was made elsewhere."""
        self._choices[field] = choice

    def one(self, field: str, same: Callable[[Any], Hashable], **how: Any) -> Any:
        """Decide on a single value."""
        choice = choose_one(self.candidates(field), same, **how)
        self._choices[field] = choice
        return choice.value

    def moment(self, field: str) -> Stamp | None:
        """Decide on a date."""
        choice = choose_moment(self.candidates(field))
        self._choices[field] = choice
        return choice.value

    def is_serial(self) -> bool:
        """Whether a work with a season is a series, though a rubric ("DVD Review", "Movie Guide") calls it a film."""
        candidates = self.candidates("work.kind")
        return any(candidate.value in _SERIAL for candidate in candidates) and all(
            candidate.method in _RUBRICS for candidate in candidates if candidate.value is WorkKind.FILM
        )

    def refine_kind(self) -> WorkKind:
        """Take a season's or an episode's review for what it is, by the evidence of its number."""
        number = self._choices["work.episode"]
        kind = WorkKind.EPISODE if number.chosen else WorkKind.SEASON
        (group,) = number.chosen or self._choices["work.season"].chosen
        said = replace(group.best, field="work.kind", value=kind)
        broader = self._choices["work.kind"]
        if broader.value != kind:
            broader = broader.keeping((), Outcome.REFINED)
            agreeing = [
                candidate for each, _ in broader.lost for candidate in each.candidates if candidate.value is kind
            ]
            refined = replace(group, candidates=(said, *agreeing))
            others = tuple((each, outcome) for each, outcome in broader.lost if each.best.value is not kind)
            self._choices["work.kind"] = replace(broader, chosen=(refined,), lost=others)
        return kind

    def all(self, field: str, same: Callable[[Any], Hashable]) -> tuple[Any, ...]:
        """Decide on a list."""
        choice = choose_all(self.candidates(field), same)
        choice = choice.keeping(choice.chosen[:_MOST_LISTED], Outcome.OVER_LIMIT)
        self._choices[field] = choice
        return choice.values

    def confidence(self) -> dict[str, float]:
        """How likely each value is right."""
        return {name: sure for name, choice in self._choices.items() if (sure := choice.confidence) is not None}

    def warnings(self, others: Sequence[str]) -> tuple[str, ...]:
        """All that a careful reader should know, each once."""
        notes = [note for choice in self._choices.values() for note in choice.warnings]
        return tuple(dict.fromkeys([*notes, *others]))

    def evidence(self) -> dict[str, FieldEvidence]:
        """By field, for those of which something was said."""
        told = dict(self._choices)
        for field, ruled_out in self._ruled_out.items():
            told[field] = told.get(field, Choice(())).with_lost(ruled_out)
        return {field: choice.evidence for field, choice in told.items() if choice.chosen or choice.lost}


def _work(title: str | None, decided: _Decisions) -> Work:
    season = decided.one("work.season", str, ambiguous_is_null=True)
    episode = decided.one("work.episode", str, ambiguous_is_null=True)
    kind = decided.one("work.kind", str, agree=lambda one, other: {one, other} <= _SERIAL)
    if kind is WorkKind.FILM and season is not None and decided.is_serial():
        kind = WorkKind.SEASON
    if kind in (None, WorkKind.SERIES, WorkKind.SEASON) and (season is not None or episode is not None):
        kind = decided.refine_kind()
    if kind not in (None, *_SCREEN):  # a computer's review that names a service for films
        decided.drop("work.platforms", bool, Outcome.OTHER_KIND)
    decided.drop("work.native_title", lambda native: fold(native) == fold(title or ""), Outcome.REPEATS)
    return Work(
        title=title,
        native_title=decided.one("work.native_title", fold, ambiguous_is_null=True),
        kind=kind,
        year=decided.one("work.year", str, ambiguous_is_null=True),
        season=season,
        episode=episode,
        platforms=decided.all("work.platforms", fold),
        ids=WorkIds.model_validate(
            {name: decided.one(f"work.ids.{name}", str, ambiguous_is_null=True) for name in WorkIds.model_fields}
        ),
    )


def _credits(decided: _Decisions, kind: WorkKind | None) -> tuple[Credit, ...]:
    choice = choose_credits(decided.candidates("credits"))
    if kind in _SCREEN:  # "Author:" on the page of a film is who wrote the review
        kept = [group for group in choice.chosen if group.best.value.role is not Role.AUTHOR]
        choice = choice.keeping(kept, Outcome.OTHER_ROLE)
    decided.take("credits", choice)
    return credits_of(choice)


def choose_credits(candidates: Sequence[Candidate[Credit]]) -> Choice[Credit]:
    """One group per person and role; where markup or a label speaks of directors, sentences add none."""
    choice: Choice[Credit] = choose_all(candidates, same_credit)
    marked = {group.best.value.role for group in choice.chosen if _is_marked(group)}
    kept = tuple(
        group
        for group in choice.chosen
        if group.best.value.role not in _FEW or group.best.value.role not in marked or _is_marked(group)
    )
    choice = choice.keeping(kept, Outcome.OUTRANKED)
    choice = choice.keeping(_surest_makers(choice.chosen, marked), Outcome.OTHER_SENTENCE)
    if Role.CAST in marked:  # the page lists its cast: a writer whom a sentence names beside it does not play
        listed = [group for group in choice.chosen if _is_marked(group)]
        makers = {same_credit(group.best.value)[1] for group in listed if group.best.value.role is not Role.CAST}
        kept = tuple(
            group
            for group in choice.chosen
            if group.best.value.role is not Role.CAST
            or _is_marked(group)
            or same_credit(group.best.value)[1] not in makers
        )
        choice = choice.keeping(kept, Outcome.OTHER_ROLE)
    return choice.keeping(_without_short_forms(choice.chosen), Outcome.SHORTER_FORM)


def _without_short_forms(groups: tuple[Group[Credit], ...]) -> tuple[Group[Credit], ...]:
    """Without the players whom a sentence calls by one word of a full name of the page: "Lind"."""
    words = {
        word
        for group in groups
        if group.best.value.role is Role.CAST and " " in group.best.value.name
        for word in (fold(group.best.value.name).split()[0], fold(group.best.value.name).split()[-1])
    }
    return tuple(
        group
        for group in groups
        if group.best.value.role is not Role.CAST or _is_marked(group) or fold(group.best.value.name) not in words
    )


def credits_of(choice: Choice[Credit]) -> tuple[Credit, ...]:
    """The credits in the page's order within each role, with the character from whichever source names one."""
    order: dict[Role, int] = {}
    made: list[Credit] = []
    for group in choice.chosen:
        role = group.best.value.role
        order[role] = order.get(role, 0) + 1
        character = next((c.value.character for c in group.candidates if c.value.character), None)
        made.append(Credit(name=group.best.value.name, role=role, character=character, order=order[role]))
    ranks = list(Role)
    made.sort(key=lambda credit: (ranks.index(credit.role), credit.order))
    return tuple(made)


def _surest_makers(groups: tuple[Group[Credit], ...], marked: set[Role]) -> tuple[Group[Credit], ...]:
    """Of the makers that sentences alone name, those of the first sentence that is as sure as any.

    What another sentence says of a director may be another work's: a remake's, an earlier film's.
    """
    first: dict[Role, Group[Credit]] = {}
    for group in groups:
        role = group.best.value.role
        if role in _FEW and role not in marked and (role not in first or group.trust > first[role].trust + _SURER):
            first[role] = group
    return tuple(
        group
        for group in groups
        if (best := first.get(group.best.value.role)) is None
        or (group.best.raw == best.best.raw and group.trust >= best.trust - _SURER)
    )


def _is_marked(group: Group[Credit]) -> bool:
    return any(candidate.method in _MARKED for candidate in group.candidates)


def _rating(decided: _Decisions) -> Rating | None:
    """The verdict, completed by the reading of the same number that knows the scale."""
    said = sorted(decided.candidates("rating"), key=lambda candidate: candidate.value.value is None)
    choice: Choice[Rating] = choose_one(said, same_rating, ambiguous_is_null=True, agree=ratings_agree)
    if choice.chosen:
        (group,) = choice.chosen
        scales = {candidate.value.best for candidate in group.candidates if candidate.value.best is not None}
        if group.best.value.best is None and len(scales) == 1:
            choice = replace(choice, chosen=(group.led_by(lambda candidate: candidate.value.best is None),))
    decided.take("rating", choice)
    return choice.value


def _other_ratings(decided: _Decisions) -> tuple[OtherRating, ...]:
    def same(rating: OtherRating) -> Hashable:
        return rating.role, rating.aspect, same_rating(rating)

    return decided.all("other_ratings", same)


def _reviewers(decided: _Decisions, made_by: Sequence[Credit]) -> tuple[Reviewer, ...]:
    """The reviewers; a page that names them surely is not asked for those that may be.

    Who directed the work or plays in it is none unless markup says so, nor is a name that is another one cut short;
    a "written by" that names the director names writers.
    """
    makers = {name_key(credit.name) for credit in made_by if credit.role in (Role.DIRECTOR, Role.CAST)}
    choice: Choice[Reviewer] = choose_all(decided.candidates("reviewers"), same_reviewer)
    if any(same_reviewer(group.best.value) in makers for group in choice.chosen):
        makers |= {name_key(credit.name) for credit in made_by if credit.role in _FEW}
    possible = [
        group
        for group in choice.chosen
        if same_reviewer(group.best.value) not in makers or any(c.method in _SURE for c in group.candidates)
    ]
    choice = choice.keeping(possible, Outcome.MADE_THE_WORK)
    surest = max((group.trust for group in possible), default=0.0)
    names = [group.best.value.name for group in possible]
    whole = [group for group in possible if not any(is_part_of(group.best.value.name, name) for name in names)]
    choice = choice.keeping(whole, Outcome.SHORTER_FORM)
    choice = choice.keeping([g for g in whole if g.trust >= surest - 0.25], Outcome.LESS_TRUSTED)
    decided.take("reviewers", choice)
    return tuple(_fullest(group) for group in choice.chosen)


def choose_moment(candidates: Sequence[Candidate[Stamp]]) -> Choice[Stamp]:
    """Decide on a date, with the clock time from whichever source has one for that day.

    Where nothing is sure enough, what the candidates warn of is told all the same.
    """
    choice = choose_one(candidates, same_moment)
    if not choice.chosen:
        notes = dict.fromkeys(note for candidate in candidates for note in candidate.notes)
        return replace(choice, warnings=tuple(notes))
    (group,) = choice.chosen
    return replace(choice, chosen=(group.led_by(lambda candidate: -len(candidate.value.value)),))


def _fullest(group: Group[Reviewer]) -> Reviewer:
    url = next((candidate.value.url for candidate in group.candidates if candidate.value.url), None)
    kind = next((candidate.value.kind for candidate in group.candidates if candidate.value.kind), None)
    return group.best.value.model_copy(update={"url": url, "kind": kind})
