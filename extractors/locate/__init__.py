"""Locators: (ReviewUnit, Context) -> Candidates, one file per field family; each says what it sees, decides nothing."""

from itertools import chain
from typing import Any, NamedTuple

from extractors.context import Context
from extractors.locate.credits import locate_credits, locate_native_title
from extractors.locate.dates import locate_dates
from extractors.locate.page import locate_headline, locate_notes, locate_outlet, locate_summary
from extractors.locate.plugins import BoxCandidate, locate_boxes
from extractors.locate.rating import locate_other_ratings, locate_rating
from extractors.locate.reviewer import locate_reviewers
from extractors.locate.selected import locate_selected
from extractors.locate.text import locate_lists, locate_verdict
from extractors.locate.work import kind_from_makers, locate_details
from extractors.segment import ReviewUnit
from schemas.evidence import Candidate
from schemas.review import Credit, OtherRating, Rating


class Telling(NamedTuple):
    """What tells a review from other pages: who is said to have made a work, and ratings."""

    makers: list[Candidate[Credit]]
    ratings: list[Candidate[Rating] | Candidate[OtherRating]]
    boxes: list[BoxCandidate]

    @property
    def candidates(self) -> list[Candidate[Any]]:
        """All of it."""
        return [*self.makers, *self.ratings, *self.boxes]


def locate_telling(unit: ReviewUnit, context: Context) -> Telling:
    """What a page is judged by; the rest need not be looked for on the many that are no reviews."""
    makers = list(locate_credits(unit, context))
    return Telling(makers, list(locate_rating(unit, context)), list(locate_boxes(unit)))


def locate_all(unit: ReviewUnit, context: Context, telling: Telling | None = None) -> list[Candidate[Any]]:
    """Everything that is said of a review, but the language and the work's title, which the context has already.

    Args:
        unit: The review.
        context: What is known before.
        telling: What is located already.
    """
    makers, ratings, boxes = telling or locate_telling(unit, context)
    return list(
        chain[Candidate[Any]](
            locate_headline(unit, context),
            locate_outlet(context),
            locate_details(unit, context),
            locate_native_title(unit, context),
            makers,
            kind_from_makers(context, makers),
            ratings,
            locate_other_ratings(context),
            boxes,
            locate_reviewers(unit, context),
            locate_dates(unit, context),
            locate_summary(unit, context),
            locate_verdict(unit, context),
            locate_notes(context, "pros"),
            locate_notes(context, "cons"),
            locate_lists(unit, context),
            locate_selected(unit, context),
        )
    )
