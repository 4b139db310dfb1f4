"""The reviewer's verdict on the work, wherever it stands; averages and the readers' votes are kept apart."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Final

from extractors.context import Context
from extractors.locate.drawn import locate_drawn
from extractors.locate.lines import site_texts
from extractors.locate.stated import locate_stated
from extractors.parse.pattern import pattern
from extractors.parse.rating import LETTER_MAPS, LINEAR, marked, normalize, parse_rating
from extractors.parse.text import fold
from extractors.segment import ReviewUnit
from extractors.structured.item import Item
from extractors.vocabulary import Vocabulary
from schemas.evidence import Candidate, Method
from schemas.review import OtherRating, Rating, RatingKind

FIELD: Final = "rating"

_DEFAULT_BEST: Final = Decimal(5)
"""schema.org and Google's review snippets: a reviewRating without bestRating is out of five."""
_LARGEST: Final = Decimal(10) ** 9
"""As in the schema; arithmetic with what is far beyond it fails."""
_FAR: Final = Decimal("0.25")
"""Between a letter and a number that say the same on their sites' own scales there is less."""
_SAME: Final = Decimal("0.0101")
_COUNT: Final = pattern(r"\d{1,9}|\d{1,3}(?:[.,\s]\d{3}){1,2}")


def locate_rating(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Rating] | Candidate[OtherRating]]:
    """Candidates for `rating`, and for `other_ratings` where the text has them with a label.

    The site's scale completes ratings that name none.
    """
    for candidate in _all_ratings(unit, context):
        yield _with_site_scale(candidate, context) if candidate.field == FIELD else candidate


def _all_ratings(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Rating] | Candidate[OtherRating]]:
    for text, path in site_texts(unit, context, FIELD):
        rating = parse_rating(text, vocabulary=context.vocabulary)
        if rating is not None:
            yield Candidate(FIELD, rating, text, Method.SITE, path)
    for item in (context.subject.review, context.subject.article):
        if item is not None:
            yield from _from_item(item, context)
    yield from locate_stated(unit, context)
    yield from locate_drawn(unit, context)


def _from_item(item: Item, context: Context) -> Iterator[Candidate[Rating]]:
    """schema.org reviewRating: a Rating node, or a bare number or text."""
    for position, stated in enumerate(item.all("reviewRating")):
        where = f"{item.where}/reviewRating/{position}"
        if isinstance(stated, Item):
            rating = _with_default(rating_of(stated, context.vocabulary), context)
        else:
            rating = parse_rating(str(stated), vocabulary=context.vocabulary)
        if rating is not None:
            raw = stated.text("ratingValue") or rating.raw if isinstance(stated, Item) else str(stated)
            yield Candidate(FIELD, rating, raw, item.syntax, where)


def _with_default(rating: Rating | None, context: Context) -> Rating | None:
    """A Rating node without bestRating is out of five, unless the site file knows the site's scale."""
    if rating is None or rating.best is not None or rating.value is None:
        return rating
    if context.site is not None and context.site.scale is not None:
        return rating
    return marked(rating.raw, rating.value, _DEFAULT_BEST) or rating


def rating_of(item: Item, vocabulary: Vocabulary) -> Rating | None:
    """A schema.org Rating: ratingValue, bestRating, worstRating. Impossible ones are None."""
    raw = item.text("ratingValue")
    if raw is None or not raw.strip():
        return None
    best, worst = _decimal(item.text("bestRating")), _decimal(item.text("worstRating"))
    value = _decimal(raw)
    if value is None:
        rating = parse_rating(raw, best=best, worst=worst, vocabulary=vocabulary)
        return rating.model_copy(update={"scale_source": "markup"}) if rating and rating.best else rating
    if value == 0 and worst == 1:
        return None  # what plugins print for "not rated"
    if worst is not None and 0 <= value < worst <= 1:  # plugins print worstRating 1 whatever their widget allows
        worst = None
    if value < min(worst or 0, 0):
        return None
    return marked(raw, value, best, worst)


def _decimal(text: str | None) -> Decimal | None:
    try:
        number = Decimal((text or "").strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and -_LARGEST < number < _LARGEST else None


def _count(text: str | None) -> int | None:
    """A number of votes; thousands may be set apart: "1,234"."""
    written = (text or "").strip()
    return int(re.sub(r"\D", "", written)) if _COUNT.fullmatch(written) else None


def _with_site_scale(candidate: Candidate[Rating], context: Context) -> Candidate[Rating]:
    """The candidate, with what the site file knows: the scale of a number without one, how letters are read."""
    scale = context.site.scale if context.site is not None else None
    rating = candidate.value
    if scale is None:
        return candidate
    if rating.kind is RatingKind.LETTER and rating.label is not None and scale.letters is not None:
        facts: dict[str, object] = {
            "normalized": LETTER_MAPS[scale.letters].get(rating.label),
            "normalizer": scale.letters,
        }
        return replace(candidate, value=rating.model_copy(update=facts))
    if rating.best is not None or rating.value is None:
        return candidate
    normalized = normalize(rating.value, scale.best, scale.worst)
    if normalized is None:
        return candidate
    facts = {
        "best": scale.best,
        "worst": scale.worst,
        "scale_source": "site",
        "normalized": normalized,
        "normalizer": LINEAR,
    }
    return replace(candidate, value=rating.model_copy(update=facts))


def locate_other_ratings(context: Context) -> Iterator[Candidate[OtherRating]]:
    """Averages that the markup gives (schema.org aggregateRating): never the reviewer's verdict."""
    for item in (context.subject.work, context.subject.review):
        if item is None:
            continue
        for aggregate in item.items("aggregateRating"):
            rating = rating_of(aggregate, context.vocabulary)
            if rating is None:
                continue
            count = _count(aggregate.text("ratingCount") or aggregate.text("reviewCount"))
            yield Candidate(
                "other_ratings",
                OtherRating(**rating.model_dump(), role="aggregate", count=count),
                rating.raw,
                aggregate.syntax,
                aggregate.where,
            )


def same_rating(rating: Rating) -> str:
    """Key under which two readings of a verdict are one; the scale completes, it does not distinguish."""
    return fold(rating.label or "") if rating.value is None else str(rating.value.normalize())


def ratings_agree(one: Rating, other: Rating) -> bool:
    """Whether two readings with different numbers say the same: 8 of 10, and the 80 of 1 to 100 that plugins write.

    Words ("Must watch") beside a number contradict it as little, nor do letters, but for those of another verdict:
    "Overall Score: A-" and "Recommendation: 3/5".
    """
    if one.value is None or other.value is None:
        is_far = (
            one.normalized is not None
            and other.normalized is not None
            and abs(one.normalized - other.normalized) > _FAR
        )
        return one.kind is not other.kind and not is_far
    if one.normalized is None or other.normalized is None:
        return False
    return abs(one.normalized - other.normalized) <= _SAME
