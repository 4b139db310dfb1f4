"""`explain --catalogue`: why a work was joined, or was not."""

from flows.enrichment.match import load_weights
from flows.reports.matches import FEATURES, match_lines
from schemas.enriched import Enrichment, Feature, MatchCandidate, MatchOutcome, PersonMatch, WorkMatch
from schemas.review import Role, WorkKind

CANDIDATE = MatchCandidate(
    work="tt0133093",
    title="The Matrix",
    year=1999,
    kind=WorkKind.FILM,
    probability=0.97,
    features=(Feature(name="title_same", points=4.5), Feature(name="not_yet", points=-5.0)),
)


def told(outcome: MatchOutcome, work: str | None) -> str:
    enriched = Enrichment(
        id="1",
        revision=1,
        catalogue="c",
        matcher="m",
        match=WorkMatch(outcome=outcome, work=work, probability=0.97, candidates=(CANDIDATE,)),
        ids=("tt0133093", "movie/603") if work else (),
        people=(PersonMatch(name="Keanu Reeves", role=Role.CAST, person="nm0000206", catalogue_name="Keanu Reeves"),),
    )
    return "\n".join(map(str, match_lines(enriched)))


def test_a_joined_work_and_what_spoke_for_it() -> None:
    assert told(MatchOutcome.JOINED, "tt0133093").splitlines() == [
        "catalogue  joined to tt0133093, movie/603  97%",
        "  joined  The Matrix (1999, film)  tt0133093 97%",
        "          +4.5  the title is the same",
        "          -5.0  it came out after the review",
        "  person  Keanu Reeves, cast: nm0000206",
    ]


def test_a_work_that_was_not_joined() -> None:
    lines = told(MatchOutcome.UNSURE, None).splitlines()
    assert lines[0] == "catalogue  not joined: no candidate is sure enough  97%"
    assert lines[1].startswith("  lost    The Matrix")


def test_every_feature_has_its_words() -> None:
    assert set(FEATURES) == set(load_weights().features)
