"""Locators: (ReviewUnit, Context) -> Candidates, one file per field family; each says what it sees, decides nothing."""

from itertools import chain
from typing import Any

from extractors.context import Context
from extractors.locate.credits import locate_credits, locate_native_title
from extractors.locate.dates import locate_dates
from extractors.locate.page import locate_headline, locate_notes, locate_outlet, locate_summary
from extractors.locate.plugins import locate_boxes
from extractors.locate.rating import locate_other_ratings, locate_rating
from extractors.locate.reviewer import locate_reviewers
from extractors.locate.selected import locate_selected
from extractors.locate.text import locate_lists, locate_verdict
from extractors.locate.work import kind_from_makers, locate_details
from extractors.segment import ReviewUnit
from schemas.evidence import Candidate


def locate_all(unit: ReviewUnit, context: Context) -> list[Candidate[Any]]:
    """Everything that is said of a review, but the language and the work's title, which the context has already."""
    makers = list(locate_credits(unit, context))
    return list(
        chain[Candidate[Any]](
            locate_headline(unit, context),
            locate_outlet(context),
            locate_details(unit, context),
            locate_native_title(unit, context),
            makers,
            kind_from_makers(context, makers),
            locate_rating(unit, context),
            locate_other_ratings(context),
            locate_boxes(unit),
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
