"""One record joined: the work's ids, the ids of its people, and what the page lacks. All kept apart from the record."""

from collections.abc import Iterator
from typing import Final

from flows.enrichment.catalogue import Catalogue, CatalogueWork, Person
from flows.enrichment.fold import fold_person
from flows.enrichment.idents import Scheme, scheme_of
from flows.enrichment.match import load_weights, match, same_person
from schemas.enriched import Enrichment, Filled, FilledCredit, MatchOutcome, PersonMatch, WorkMatch
from schemas.review import ReviewRecord, Role

_MOST_CAST: Final = 10
_SOURCES: Final = {
    Scheme.IMDB: "imdb",
    Scheme.MOVIE: "tmdb",
    Scheme.TV: "tmdb",
    Scheme.WIKIDATA: "wikidata",
    Scheme.OWN: "own",
}
_FILLED_ROLES: Final = (Role.DIRECTOR, Role.CREATOR, Role.CAST)


def enrich(record: ReviewRecord, catalogue: Catalogue, more: Catalogue | None = None) -> Enrichment:
    """What a catalogue adds to a record.

    Args:
        record: The record; it is not changed.
        catalogue: Where its work is looked for.
        more: Asked for what the other one lacks altogether, not for what it is unsure of.
    """
    told = _enrich(record, catalogue)
    if more is None or told.match.outcome is not MatchOutcome.ABSENT:
        return told
    found = _enrich(record, more)
    return found if found.match.outcome is MatchOutcome.JOINED else told


def _enrich(record: ReviewRecord, catalogue: Catalogue) -> Enrichment:
    matched = match(record, catalogue)
    number = catalogue.resolve(matched.work) if matched.work is not None else None
    base = Enrichment(
        id=record.id,
        revision=record.revision,
        catalogue=catalogue.version,
        matcher=load_weights().version,
        match=matched,
    )
    if number is None:
        return base
    people = catalogue.people(number)
    return base.model_copy(
        update={
            "ids": (*catalogue.idents(number), *_ids_of_part(matched, catalogue)),
            "people": tuple(_known_people(record, people)),
            "filled": _filled(record, catalogue.work(number), people),
            "source": _SOURCES[scheme_of(number)],
        }
    )


def _ids_of_part(matched: WorkMatch, catalogue: Catalogue) -> list[str]:
    number = catalogue.resolve(matched.part) if matched.part is not None else None
    return catalogue.idents(number) if number is not None else []


def _known_people(record: ReviewRecord, people: list[Person]) -> Iterator[PersonMatch]:
    """Credited people among those of the joined work: of their role first, else of any, and only where one fits."""
    for credit in record.credits:
        folded = fold_person(credit.name)
        fitting = [person for person in people if person.ident and same_person(folded, fold_person(person.name))]
        of_role = [person for person in fitting if person.role is credit.role]
        idents = {person.ident for person in of_role or fitting}
        if len(idents) == 1:
            person = (of_role or fitting)[0]
            yield PersonMatch(name=credit.name, role=credit.role, person=str(person.ident), catalogue_name=person.name)


def _filled(record: ReviewRecord, work: CatalogueWork, people: list[Person]) -> Filled:
    said = record.work
    # Of a season or an episode the year is its own, not the year in which the series began.
    whole = said.season is None and said.episode is None
    return Filled(
        title=work.title if work.title != said.title else None,
        original_title=work.original if work.original not in (said.title, said.native_title) else None,
        kind=work.kind if said.kind is None else None,
        year=work.year if said.year is None and whole else None,
        runtime=work.runtime if whole else None,
        genres=work.genres,
        countries=work.countries,
        credits=tuple(_lacking(record, people)),
    )


def _lacking(record: ReviewRecord, people: list[Person]) -> Iterator[FilledCredit]:
    named = {credit.role for credit in record.credits}
    for role in _FILLED_ROLES:
        if role in named:
            continue
        known = [person for person in people if person.role is role]
        for person in known[:_MOST_CAST]:
            yield FilledCredit.model_validate(
                {"name": person.name, "role": role, "character": person.character, "person": person.ident}
            )
