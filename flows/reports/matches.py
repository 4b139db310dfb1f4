"""Why a work was joined, or was not: the candidates and what speaks for and against each, as lines of text."""

from collections.abc import Iterator
from typing import Final

from flows.reports.answers import printable
from flows.reports.terminal import Line
from schemas.enriched import Enrichment, MatchCandidate, MatchOutcome

_TOLD: Final = {
    MatchOutcome.JOINED: "joined",
    MatchOutcome.UNSURE: "not joined: no candidate is sure enough",
    MatchOutcome.ABSENT: "not joined: it is not in the catalogue",
    MatchOutcome.OTHER_KIND: "not looked for: it is neither film nor television",
    MatchOutcome.UNTITLED: "not looked for: the record names no work",
}
FEATURES: Final = {
    "title_same": "the title is the same",
    "title_aka": "the title is another title of it",
    "title_article": "the title is the same but for the article",
    "title_close": "the title is spelt about the same",
    "title_part": "the title is a part of its title",
    "title_more": "its title is a part of the title",
    "title_other": "the titles differ",
    "title_unlike": "how far the spellings differ",
    "title_word": "the title is one word, which others may have",
    "numbers_differ": "another number in the title",
    "native_same": "the second title is one of its titles",
    "year_same": "the year is the same",
    "year_near": "the year is one off",
    "year_run": "the year is one of its run",
    "year_off": "the year is two or three off",
    "year_far": "the year is far off",
    "age_new": "it was new when the review was published",
    "age_old": "it was two to ten years old when the review was published",
    "age_older": "it was older than ten years when the review was published",
    "not_yet": "it came out after the review",
    "kind_same": "both are films, or both television",
    "kind_other": "one is a film, the other television",
    "kind_off": "it is neither film nor television",
    "makers_same": "somebody who made it is credited",
    "makers_other": "others made it than are credited",
    "director_other": "another director is credited",
    "cast_same": "somebody of its cast is credited",
    "cast_more": "more of its cast are credited",
    "cast_other": "nobody of its cast is credited, but others",
    "id_same": "the page links its id",
    "id_other": "the page links another work's id",
    "season_absent": "it has no such season",
}
"""The matcher's features in words."""


def match_lines(enriched: Enrichment) -> Iterator[Line]:
    """What became of the search for a record's work, and why."""
    matched = enriched.match
    head = [("catalogue", "bold cyan"), ("  ", ""), (_TOLD[matched.outcome], "bold")]
    if matched.work is not None:
        head.append((f" to {', '.join(enriched.ids)}", "bold"))
    if matched.candidates or matched.outcome is MatchOutcome.ABSENT:
        head.append((f"  {matched.probability:.0%}", ""))
    yield Line(tuple(head))
    for place, candidate in enumerate(matched.candidates):
        yield from _candidate(candidate, chosen=place == 0 and matched.work is not None)
    for person in enriched.people:
        yield Line((("person  ", "green"), (printable(f"{person.name}, {person.role}: {person.person}"), "")), 2)


def _candidate(candidate: MatchCandidate, *, chosen: bool) -> Iterator[Line]:
    told = [str(part) for part in (candidate.year, candidate.kind) if part is not None]
    about = f" ({', '.join(told)})" if told else ""
    yield Line(
        (
            ("joined  " if chosen else "lost    ", "green" if chosen else "red"),
            (printable(candidate.title) + about, ""),
            (f"  {candidate.work} {candidate.probability:.0%}", "cyan"),
        ),
        2,
    )
    for feature in candidate.features:
        style = "green" if feature.points > 0 else "red"
        yield Line(((f"{feature.points:+.1f}  ", style), (FEATURES.get(feature.name, feature.name), "")), 10)
