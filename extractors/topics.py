"""What a review speaks of: which kind of work, and whether it judges, reports or sells."""

from collections import Counter
from typing import Final

from extractors.segment import ReviewUnit
from extractors.vocabulary import Vocabulary

_LONGEST: Final = 20_000
"""Characters of text whose topics are counted."""


def topics_of(unit: ReviewUnit, vocabulary: Vocabulary, title: str | None) -> Counter[str]:
    """Mentions by topic (`Vocabulary.topics`) in a review's heading and text; its work's title speaks of nothing."""
    heading = unit.heading.text if unit.heading is not None else ""
    text = " ".join((heading, *(line.text for line in unit.lines)))
    return vocabulary.topics(text[:_LONGEST], title)
