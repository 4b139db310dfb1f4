"""What the boxes of review plugins say: verdict, criteria, readers' votes, pros and cons, summary."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

from extractors.locate.page import shorten
from extractors.parse.rating import marked
from extractors.segment import ReviewUnit
from extractors.structured import Box
from extractors.structured.scores import Score
from schemas.evidence import Candidate, Method
from schemas.review import OtherRating, Rating

_FEWEST_WORDS: Final = 4

BoxCandidate = Candidate[Rating] | Candidate[OtherRating] | Candidate[str]


def locate_boxes(unit: ReviewUnit) -> Iterator[BoxCandidate]:
    """Candidates for rating, other_ratings, pros, cons and verdict from the boxes in a review's region."""
    boxes = [box for box in unit.document.boxes if _is_of(unit, box)]
    yield from _verdicts(boxes, unit)
    for box in boxes:
        place = unit.document.path(box.node)
        for criterion in box.criteria:
            yield from _other(criterion.score, "aspect", place, aspect=criterion.name)
        if box.votes is not None:
            yield from _other(box.votes.score, "audience", place, count=box.votes.count)
        for field, notes in (("pros", box.pros), ("cons", box.cons)):
            for note in notes:
                yield Candidate(field, note, note, Method.PLUGIN, place)
        if box.summary is not None and len(box.summary.split()) >= _FEWEST_WORDS:
            yield Candidate("verdict", shorten(box.summary), box.summary, Method.PLUGIN, place)


def _is_of(unit: ReviewUnit, box: Box) -> bool:
    """Whether a box stands in the region; it may itself be what segmentation leaves out (<aside>, "kk-star")."""
    around = box.node.parent
    return around is not None and unit.contains(around)


def _verdicts(boxes: Sequence[Box], unit: ReviewUnit) -> Iterator[Candidate[Rating]]:
    """The editors' scores; of a plugin that gives several different ones none is the review's."""
    by_plugin: dict[str, list[tuple[Box, Score]]] = {}
    for box in boxes:
        if box.overall is not None:
            by_plugin.setdefault(box.plugin, []).append((box, box.overall))
    for scored in by_plugin.values():
        if len({score.value for _, score in scored}) > 1:
            continue
        for box, score in scored:
            rating = _rating(score)
            if rating is not None:
                yield Candidate("rating", rating, score.raw, Method.PLUGIN, unit.document.path(box.node))


def _rating(score: Score) -> Rating | None:
    return marked(score.raw, score.value, score.best, drawn=score.drawn)


def _other(
    score: Score,
    role: Literal["aspect", "audience"],
    place: str,
    *,
    aspect: str | None = None,
    count: int | None = None,
) -> Iterable[Candidate[OtherRating]]:
    rating = _rating(score)
    if rating is None:
        return ()
    other = OtherRating(**rating.model_dump(), role=role, aspect=aspect, count=count)
    return (Candidate("other_ratings", other, score.raw, Method.PLUGIN, place),)
