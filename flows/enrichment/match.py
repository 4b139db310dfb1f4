"""The work that a record reviews: candidates from the catalogue, features of each, one probability over all.

A conditional logit: each candidate has the sum of its features' weights as its score, "none of them" has a fixed one,
and the probabilities are the softmax over all. So two candidates that are alike share their probability, and where
nothing but a title speaks for a work it stays below the threshold. The weights are data (weights.toml), fitted to the
labelled pairs of fixtures/catalogue by `python -m tests.benchmarks.matching --fit`.
"""

import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz

from flows.enrichment.catalogue import Catalogue, CatalogueWork, Named, Person
from flows.enrichment.fold import Part, article_in_front, fold_person, is_latin, names_of, without_article
from flows.enrichment.idents import number_of, scheme_of
from flows.enrichment.sources import AKA
from schemas.enriched import Feature, MatchCandidate, MatchOutcome, WorkMatch
from schemas.review import ReviewRecord, Role, WorkKind

SCREEN: Final = frozenset({WorkKind.FILM, WorkKind.SERIES, WorkKind.SEASON, WorkKind.EPISODE})
_TELEVISION: Final = frozenset({WorkKind.SERIES, WorkKind.SEASON, WorkKind.EPISODE})
_LOOKED_AT: Final = 12
"""Candidates whose people are looked up."""
_SHOWN: Final = 5
_CLOSE: Final = 0.8
"""Titles less alike than this are different ones."""
_SAME_PERSON: Final = 88.0
_MADE: Final = frozenset({Role.DIRECTOR, Role.CREATOR, Role.WRITER})
_MAKERS_ASKED: Final = 3

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature is worth, in log-odds."""

    version: str
    threshold: float
    """Probability from which a work is joined."""
    none: float
    """Score of "none of them"."""
    features: Mapping[str, float]

    def score(self, features: Mapping[str, float]) -> float:
        """Sum of the points."""
        return sum(self.features[name] * value for name, value in features.items())


@lru_cache(maxsize=4)
def load_weights(path: Path | None = None) -> Weights:
    """The fitted weights, or those of another file."""
    file = path or resources.files("flows.enrichment").joinpath("weights.toml")
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    return Weights(told["version"], told["threshold"], told["none"], told["weights"])


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with what speaks for and against it."""

    number: int
    features: Features


def match(record: ReviewRecord, catalogue: Catalogue, weights: Weights | None = None) -> WorkMatch:
    """The work that a record reviews, or its candidates where none is sure enough.

    Of a season or an episode the series is joined, and `part` is its own id where the catalogue has it.
    """
    weights = weights or load_weights()
    if record.work.kind is not None and record.work.kind not in SCREEN:
        return WorkMatch(outcome=MatchOutcome.OTHER_KIND, probability=1)
    if record.work.title is None and not _page_ids(record):
        return WorkMatch(outcome=MatchOutcome.UNTITLED, probability=1)
    ranked = rank(candidates(record, catalogue, weights), weights)
    if not ranked:
        return WorkMatch(outcome=MatchOutcome.ABSENT, probability=1)
    best, probability = ranked[0]
    shown = tuple(_shown(catalogue, one, chance, weights) for one, chance in ranked[:_SHOWN])
    if probability < weights.threshold:
        none = 1 - sum(chance for _, chance in ranked)
        absent = none > 0.5
        outcome = MatchOutcome.ABSENT if absent else MatchOutcome.UNSURE
        told = none if absent else probability
        return WorkMatch(outcome=outcome, probability=round(min(max(told, 0.0), 1.0), 4), candidates=shown)
    return WorkMatch(
        outcome=MatchOutcome.JOINED,
        work=catalogue.work(best.number).ident,
        part=_part(record, catalogue, best.number),
        probability=round(probability, 4),
        candidates=shown,
    )


def rank(found: Iterable[Scored], weights: Weights) -> list[tuple[Scored, float]]:
    """The candidates by their probabilities, the likeliest first."""
    scored = [(one, weights.score(one.features)) for one in found]
    top = max([weights.none, *(score for _, score in scored)])
    total = math.exp(weights.none - top) + sum(math.exp(score - top) for _, score in scored)
    chances = ((one, math.exp(score - top) / total) for one, score in scored)
    return sorted(chances, key=lambda pair: (-pair[1], pair[0].number))


def candidates(record: ReviewRecord, catalogue: Catalogue, weights: Weights) -> list[Scored]:
    """Works that may be the reviewed one, each with its features.

    By title first, with what the page links; by maker where that gives nobody who is sure.
    """
    asked = _Asked(record)
    titles = _by_work(asked, catalogue)
    linked = {number for ident in asked.ids if (number := catalogue.resolve(ident)) is not None}
    for number in linked:
        titles.setdefault(number, _title_of(asked, catalogue, number))
    found = _looked_at(asked, titles, linked, catalogue, weights)
    ranked = rank(found, weights)
    if asked.makers and (not ranked or ranked[0][1] < weights.threshold):
        made = {work for name in asked.makers[:_MAKERS_ASKED] for work in catalogue.by_maker(name)} - titles.keys()
        more = {number: title for number in made if "title_other" not in (title := _title_of(asked, catalogue, number))}
        found += _looked_at(asked, more, linked, catalogue, weights)
    return found


class _Asked:
    """What the record says that can be compared, folded once."""

    def __init__(self, record: ReviewRecord) -> None:
        work = record.work
        self.record = record
        title = article_in_front(work.title or "")
        self.names = [*names_of(title)]
        self.wholes = {name.replace(" ", "") for part, name in self.names if part is Part.WHOLE}
        self.bare = {without_article(name).replace(" ", "") for part, name in self.names if part is Part.WHOLE}
        self.parts = {name.replace(" ", "") for part, name in self.names if part is not Part.WHOLE}
        self.native = {name.replace(" ", "") for part, name in names_of(work.native_title or "") if part is Part.WHOLE}
        self.native_names = [name for part, name in names_of(work.native_title or "") if part is Part.WHOLE]
        self.numbers = _numbers(name for part, name in self.names if part is Part.WHOLE)
        self.ids = _page_ids(record)
        self.year = work.year
        self.published = int(record.published.value[:4]) if record.published is not None else None
        self.kind = work.kind
        if work.season is not None or work.episode is not None:
            self.kind = WorkKind.SERIES
        self.makers = [credit.name for credit in record.credits if credit.role in (Role.DIRECTOR, Role.CREATOR)]
        self.latin = all(is_latin(credit.name) for credit in record.credits)
        self.people: dict[Role, list[str]] = {}
        for credit in record.credits:
            self.people.setdefault(credit.role, []).append(fold_person(credit.name))


def _page_ids(record: ReviewRecord) -> tuple[str, ...]:
    ids = record.work.ids
    return tuple(ident for ident in (ids.imdb, ids.tmdb, ids.wikidata) if ident)


def _numbers(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in name.split() if word.isdigit())


# --- titles


def _by_work(asked: _Asked, catalogue: Catalogue) -> dict[int, Features]:
    """The works that share a block with one of the record's titles, with how their titles compare."""
    by_work: dict[int, list[Named]] = {}
    asked_for = [*(name for _, name in asked.names), *asked.native_names]
    for named in catalogue.by_title(asked_for, near=asked.year or asked.published):
        by_work.setdefault(named.work, []).append(named)
    compared = {}
    for number, names in by_work.items():
        features = _title_features(asked, names)
        if "title_other" not in features or "native_same" in features:
            compared[number] = features | _first_look(asked, names[0])
    return compared


def _title_of(asked: _Asked, catalogue: Catalogue, number: int) -> Features:
    """How the titles of a work compare that was found otherwise."""
    work = catalogue.work(number)
    names = [
        Named(number, name, AKA, part, work.year, work.kind)
        for title in catalogue.names(number)
        for part, name in names_of(title)
    ]
    return _title_features(asked, names) | _first_look(asked, Named(number, "", AKA, 0, work.year, work.kind))


def _title_features(asked: _Asked, names: Iterable[Named]) -> Features:
    """The best of the ways in which two titles can be alike, and the second title."""
    features: Features = {}
    best, close, whole = "title_other", 0.0, ""
    for named in names:
        plain = named.name.replace(" ", "")
        if named.part == Part.WHOLE and plain in asked.native:
            features["native_same"] = 1.0
        how, alike = _compare(asked, named, plain)
        if (_TITLE_ORDER[how], -alike) < (_TITLE_ORDER[best], -close):
            best, close, whole = how, alike, named.name
    features[best] = 1.0
    if best == "title_close":
        features["title_unlike"] = round(1 - close, 3)
    if best in ("title_close", "title_part", "title_more") and _numbers([whole]) != asked.numbers:
        features["numbers_differ"] = 1.0
    if best in ("title_same", "title_aka", "title_article") and " " not in whole and whole.isascii():
        features["title_word"] = 1.0
    return features


_TITLE_ORDER: Final = {
    name: place
    for place, name in enumerate(
        ("title_same", "title_aka", "title_article", "title_close", "title_part", "title_more", "title_other")
    )
}


def _compare(asked: _Asked, named: Named, plain: str) -> tuple[str, float]:
    if named.part == Part.WHOLE:
        if plain in asked.wholes:
            return ("title_aka" if named.origin == AKA else "title_same"), 1.0
        if without_article(named.name).replace(" ", "") in asked.bare:
            return "title_article", 1.0
        if plain in asked.parts:
            return "title_more", 1.0
        alike = max((fuzz.ratio(plain, whole) / 100 for whole in asked.wholes), default=0.0)
        if alike >= _CLOSE and len(plain) > 3:
            return "title_close", alike
    elif plain in asked.wholes:
        return "title_part", 1.0
    return "title_other", 0.0


# --- years and kinds


def _first_look(asked: _Asked, named: Named) -> Features:
    """What can be compared without asking for the work itself."""
    features = dict(_kind_features(asked, named.kind))
    if named.year is not None:
        if asked.year is not None:
            off = abs(named.year - asked.year)
            features[
                "year_same" if off == 0 else "year_near" if off == 1 else "year_off" if off <= 3 else "year_far"
            ] = 1.0
        if asked.published is not None:
            age = asked.published - named.year
            if age < -1:
                features["not_yet"] = 1.0
            elif asked.year is None:
                features["age_new" if age <= 1 else "age_old" if age <= 10 else "age_older"] = 1.0
    return features


def _kind_features(asked: _Asked, kind: WorkKind | None) -> Iterator[tuple[str, float]]:
    if kind is not None and kind not in SCREEN:
        yield "kind_off", 1.0
    elif kind is not None and asked.kind is not None:
        yield ("kind_same" if (kind in _TELEVISION) == (asked.kind in _TELEVISION) else "kind_other"), 1.0


def _running(asked: _Asked, work: CatalogueWork, features: Features) -> None:
    """A series is new for as long as it runs, and the year of a review's season lies in its run."""
    if work.kind is not WorkKind.SERIES or work.year is None:
        return
    last = work.end_year or (work.year + 3)
    if asked.published is not None and work.year - 1 <= asked.published <= last + 1:
        for name in ("age_old", "age_older"):
            if features.pop(name, None):
                features["age_new"] = 1.0
    if asked.year is not None and asked.record.work.season is not None and work.year <= asked.year <= last:
        for name in ("year_near", "year_off", "year_far"):
            if features.pop(name, None):
                features["year_run"] = 1.0


# --- people, seasons and ids


def _looked_at(
    asked: _Asked, titles: Mapping[int, Features], linked: set[int], catalogue: Catalogue, weights: Weights
) -> list[Scored]:
    """The most promising works with all their features."""
    first = sorted(titles, key=lambda number: (number not in linked, -weights.score(titles[number]), number))
    found = []
    for number in first[:_LOOKED_AT]:
        features = dict(titles[number])
        work = catalogue.work(number)
        _running(asked, work, features)
        features |= _people_features(asked, catalogue.people(number))
        features |= _id_features(asked, number, linked, catalogue)
        season = asked.record.work.season
        if season is not None and (known := catalogue.seasons(number)) is not None and season > known:
            features["season_absent"] = 1.0
        found.append(Scored(number, features))
    # The others weigh too: a title that twenty works share is not sure for the twelve that were looked at.
    found += [Scored(number, dict(titles[number])) for number in first[_LOOKED_AT:]]
    return found


def _people_features(asked: _Asked, people: list[Person]) -> Features:
    features: Features = {}
    # Of names in two scripts only the same one tells something: "박찬욱" is "Park Chan-wook", but no table knows it.
    comparable = asked.latin or any(not is_latin(person.name) for person in people)
    by_role: dict[Role, list[str]] = {}
    for person in people:
        by_role.setdefault(person.role, []).append(fold_person(person.name))
    made = [name for role in _MADE for name in by_role.get(role, ())]
    named = [name for role in _MADE for name in asked.people.get(role, ())]
    if any(same_person(one, other) for one in named for other in made):
        features["makers_same"] = 1.0
    elif comparable and named and made:
        directed = asked.people.get(Role.DIRECTOR) and by_role.get(Role.DIRECTOR)
        features["director_other" if directed else "makers_other"] = 1.0
    cast, playing = asked.people.get(Role.CAST, []), by_role.get(Role.CAST, [])
    if cast and playing:
        shared = sum(any(same_person(one, other) for other in playing) for one in cast)
        if shared:
            features["cast_same"] = 1.0
            features["cast_more"] = float(min(shared, 4) - 1)
        elif comparable and len(cast) > 1 and len(playing) > 2:
            features["cast_other"] = 1.0
    return features


@lru_cache(maxsize=65_536)
def same_person(one: str, other: str) -> bool:
    """Whether two folded names (`fold_person`) are spellings of one: "joon ho bong" and "bong junho"."""
    if one == other:
        return True
    alike = max(
        fuzz.ratio(one, other), fuzz.ratio("".join(sorted(one)), "".join(sorted(other))) - 6 if len(one) > 8 else 0
    )
    return alike >= _SAME_PERSON


def _id_features(asked: _Asked, number: int, linked: set[int], catalogue: Catalogue) -> Features:
    """What the page links: this work, or another one in a scheme in which this one has an id."""
    if not asked.ids:
        return {}
    if number in linked:
        return {"id_same": 1.0}
    schemes = {scheme_of(number_of(ident)) for ident in catalogue.idents(number)}
    if any(scheme_of(number_of(ident)) in schemes for ident in asked.ids):
        return {"id_other": 1.0}
    return {}


def _part(record: ReviewRecord, catalogue: Catalogue, series: int) -> str | None:
    season, episode = record.work.season, record.work.episode
    if season is None:
        return None
    number = catalogue.part(series, season, episode)
    return None if number is None else catalogue.work(number).ident


def _shown(catalogue: Catalogue, one: Scored, chance: float, weights: Weights) -> MatchCandidate:
    work = catalogue.work(one.number)
    points = [
        Feature(name=name, points=round(weights.features[name] * value, 2)) for name, value in one.features.items()
    ]
    return MatchCandidate(
        work=work.ident,
        title=work.title,
        year=work.year,
        kind=work.kind,
        probability=round(chance, 4),
        features=tuple(sorted(points, key=lambda feature: -abs(feature.points))),
    )
