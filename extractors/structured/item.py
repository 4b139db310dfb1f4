"""The node that every syntax of structured data gives."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborNode

from schemas.evidence import Method


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One node of structured data, with schema.org names freed of prefix and IRI.

    Compared by identity: nodes that refer to one another by `@id` or `itemref` may form cycles.
    """

    types: tuple[str, ...]
    """Types, each cut to its last segment: ("Review",)."""
    properties: "Mapping[str, tuple[Value, ...]]"
    """Always a tuple, whatever the page wrote; strings have their character references read and white space folded."""
    id: str | None
    """`@id` or `itemid` as written."""
    where: str
    """JSON pointer, block number first ("/0/@graph/2"), or CSS path."""
    syntax: Method
    """Method.JSON_LD, Method.MICRODATA or Method.HREVIEW."""
    node: LexborNode | None = None
    """Where it stands on the page; null for JSON-LD, which stands nowhere."""

    def all(self, name: str) -> "tuple[Value, ...]":
        """Every value of a property, in the page's order."""
        return self.properties.get(name, ())

    def items(self, name: str) -> "tuple[Item, ...]":
        """The values of a property that are nodes."""
        return tuple(value for value in self.all(name) if isinstance(value, Item))

    def texts(self, name: str) -> tuple[str, ...]:
        """The values of a property as text: scalars as written, nodes by their name; those without one left out."""
        return tuple(self._texts(name))

    def text(self, name: str) -> str | None:
        """The first of `texts`."""
        return next(self._texts(name), None)

    def _texts(self, name: str) -> Iterator[str]:
        for value in self.all(name):
            text = value_text(value)
            if text is not None and (not text or any(map(str.isprintable, text))):
                yield text

    def is_a(self, *types: str) -> bool:
        """Whether the node has one of the types."""
        return not set(self.types).isdisjoint(types)


_MAX_NAMES: Final = 20
Value = Item | str | int | float | bool
"""A property's value."""


def last_segment(name: str) -> str:
    """Name without prefix or IRI: "https://schema.org/Review", "schema:Review" -> "Review"."""
    return name.strip().rstrip("/").rpartition("/")[2].rpartition("#")[2].rpartition(":")[2]


def type_name(name: str) -> str:
    """A type without prefix or IRI, in schema.org's own case: "movie", "schema:Movie" -> "Movie"."""
    bare = last_segment(name)
    return _TYPES.get(bare.lower(), bare)


_SCHEMA_TYPES: Final = """
    AggregateRating Article Audiobook BlogPosting Book Comment CreativeWork CriticReview Episode Game LocalBusiness
    Movie MusicAlbum MusicGroup MusicRecording NewsArticle Offer Organization Person Product Rating Recipe Restaurant
    Review ReviewNewsArticle SoftwareApplication TVEpisode TVSeason TVSeries UserReview VideoGame VideoObject WebPage
    WebSite
"""
_TYPES: Final = {name.lower(): name for name in _SCHEMA_TYPES.split()}
"""Names of types in small letters to their proper case: pages write "movie" and "blogposting"."""


def value_text(value: Value) -> str | None:
    """A value as text: a scalar as written, a node by its name."""
    if not isinstance(value, Item):
        return str(value)
    for name in ("name", "@value"):
        for inner in value.all(name)[:_MAX_NAMES]:
            if not isinstance(inner, Item):
                return str(inner)
    return None
