"""Numbers for the ids of all sources: made from the id alone, so that files can be read in any order, without look-ups.

The source stands above bit 48, so a smaller number is of a source that is preferred.
"""

import hashlib
import re
from enum import IntEnum
from typing import Final

_SHIFT: Final = 48
_MASK: Final = (1 << _SHIFT) - 1


class Scheme(IntEnum):
    """Whose ids they are."""

    IMDB = 0
    """"tt0133093", "nm0000206"."""
    MOVIE = 1
    """TMDB's films: "movie/603"."""
    TV = 2
    """TMDB's series: "tv/1399"."""
    PERSON = 3
    """TMDB's people: "person/6384"."""
    WIKIDATA = 4
    """"Q83495"."""
    OWN = 5
    """Any other id, of a file with a column mapping; the number is a digest of it."""


_FORMS: Final = (
    (Scheme.IMDB, re.compile(r"(?:https?://\S+?/)?(?:tt|nm)(\d{1,12})/?")),
    (Scheme.MOVIE, re.compile(r"movie/(\d{1,12})")),
    (Scheme.TV, re.compile(r"tv/(\d{1,12})")),
    (Scheme.PERSON, re.compile(r"person/(\d{1,12})")),
    (Scheme.WIKIDATA, re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?Q(\d{1,12})")),
)


def number_of(ident: str) -> int:
    """The number of an id.

    >>> number_of("tt0133093"), number_of("movie/603") == 1 << 48 | 603
    (133093, True)
    """
    for scheme, form in _FORMS:
        if found := form.fullmatch(ident):
            return scheme << _SHIFT | int(found[1])
    digest = hashlib.blake2b(ident.encode(), digest_size=6).digest()
    return Scheme.OWN << _SHIFT | int.from_bytes(digest)


def numbered(scheme: Scheme, number: int) -> int:
    """The number of a source's own number."""
    return scheme << _SHIFT | number


def scheme_of(number: int) -> Scheme:
    """Whose id a number stands for."""
    return Scheme(number >> _SHIFT)


def ident_of(number: int, *, person: bool = False) -> str | None:
    """The id that a number was made from; None for one of its own scheme, which only the catalogue knows.

    >>> ident_of(133093), ident_of(number_of("Q83495"))
    ('tt0133093', 'Q83495')
    """
    plain = number & _MASK
    match scheme_of(number):
        case Scheme.IMDB:
            return f"{'nm' if person else 'tt'}{plain:07d}"
        case Scheme.MOVIE:
            return f"movie/{plain}"
        case Scheme.TV:
            return f"tv/{plain}"
        case Scheme.PERSON:
            return f"person/{plain}"
        case Scheme.WIKIDATA:
            return f"Q{plain}"
    return None
