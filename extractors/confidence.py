"""How far an answer is trusted against others, and how likely a value is right.

The two are different things. Trust (trust.toml, kept by hand) ranks the answers of one page. Confidence
(confidence.toml, fitted to labelled pages by `make calibrate`) is P(right) of what the ranking put in its place: one
table over field family, method and agreement, in which every row rises with agreement.
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any, Final

import rtoml

from schemas.evidence import Agreement, Candidate, Method

POOL: Final = "any"
"""Row of a family for methods that have none of their own; family of the fields that are in none."""
LEVELS: Final = tuple(Agreement)
"""What the columns of confidence.toml stand for."""

FAMILIES: Final = {
    "work.title": "title",
    "work.kind": "kind",
    "work.platforms": "platforms",
    "work": "work",
    "credits": "credits",
    "rating": "rating",
    "other_ratings": "rating",
    "reviewers": "reviewers",
    "published": "dates",
    "modified": "dates",
    "language": "language",
}
"""The family of a field, or of all fields below one."""
_RANKED_AS: Final = {"kind": "work", "platforms": "work", "language": "page", POOL: "page"}
"""Families that trust.toml does not tell apart."""
_UNKNOWN: Final = 0.5

Table = Mapping[str, Mapping[str, tuple[float, ...]]]
"""P(right) by field family, method and agreement."""


@lru_cache(maxsize=256)
def family_of(field: str) -> str:
    """The fields that are calibrated together with this one: "work.year" -> "work"; POOL for what no label knows."""
    return FAMILIES.get(field) or FAMILIES.get(field.partition(".")[0]) or POOL


@lru_cache(maxsize=512)
def trust_in(family: str, method: Method) -> float:
    """How far a method is trusted in a family of fields."""
    return _trust()[_RANKED_AS.get(family, family)].get(method.value, _UNKNOWN)


def methods_of(family: str) -> tuple[Method, ...]:
    """The methods that trust.toml speaks of in a family of fields."""
    return tuple(Method(name) for name in _trust()[_RANKED_AS.get(family, family)])


def trust_of(candidate: Candidate[Any]) -> float:
    """How far a candidate is trusted, by itself: its method's trust, lowered where the locator has doubts."""
    return trust_in(family_of(candidate.field), candidate.method) * candidate.weight


@lru_cache(maxsize=4096)
def confidence_of(family: str, method: Method, agreement: Agreement) -> float:
    """How likely a value is right that this method gave and that others bear out so far."""
    rows = confidence_table().get(family) or confidence_table()[POOL]
    row = rows.get(method.value) or rows[POOL]
    return row[LEVELS.index(agreement)]


@lru_cache(maxsize=1)
def confidence_table() -> Table:
    """What confidence.toml holds."""
    told = {family: rows for family, rows in _read("confidence.toml").items() if isinstance(rows, dict)}
    return {family: {method: tuple(row) for method, row in rows.items()} for family, rows in told.items()}


@lru_cache(maxsize=1)
def _trust() -> Mapping[str, Mapping[str, float]]:
    return _read("trust.toml")


def _read(name: str) -> dict[str, Any]:
    return dict(rtoml.loads(resources.files("extractors").joinpath(name).read_text(encoding="utf-8")))
