"""How likely each hypothesis is the work's title: signs of how it is written, where it stands, what texts do with it.

A sign is there or not, and its worth, as a logit, stands in title_signs.toml: a conditional logistic regression
(McFadden 1974, "Conditional logit analysis of qualitative choice behavior") over the hypotheses of a page and "none of
them", fitted to labelled pages by `make titles` (tests/benchmarks/titles.py, which measures it on unseen sites too).
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from math import exp
from typing import Final

import rtoml

from extractors.parse.names import is_full_name
from extractors.parse.text import is_unspaced
from extractors.parse.title import is_title_case, reads_as_sentence
from extractors.vocabulary import Vocabulary

NONE: Final = "none of them"
"""What the table calls the worth of the answer that no hypothesis is the title."""

_SURE, _SET_OFF, _PERHAPS = 0.85, 0.5, 0.3
_WHOLE, _PIECE = 0.42, 0.27
_URL_PIECE, _URL_START = 0.59, 0.4
_SOME, _OFTEN, _VERY_OFTEN = 2, 3, 5
_LONG_UNSPACED: Final = 12
_THREE_WORDS, _MANY_WORDS = 3, 9
_QUOTES: Final = frozenset("\"“„‘'«『「《〈<"), frozenset("\"”“’'»』」》〉>")


@dataclass(slots=True)
class Hypothesis:
    """A text that may be the title, with the best each witness says for it."""

    shown: str
    set_off: float = 0.0
    """How surely a headline's words set it off as a title: "Review: …"."""
    headline: float = 0.0
    headline_raw: str = ""
    headline_where: str = ""
    url: float = 0.0
    marked: int = 0
    named: int = 0
    in_lead: bool = False
    places: int = 0
    credited: int = 0
    """In how many of its places it is credited as a person."""
    inner: int = 0
    """In how many of its places it stands within a sentence."""
    led: int = 0
    """In how many of its places a capitalised word stands in front."""
    followed: int = 0
    """In how many of its places a capitalised word stands behind."""
    backed: bool = False
    """Whether what stands beside it says that it is a title: a noun, a year, a second script, lines of credits."""
    dated: bool = False
    """Whether its year follows it, as a line begins."""
    called: bool = False
    """Whether the lead calls it a film or a series."""
    cut: bool = True
    """Whether it was only ever cut out of a longer phrase, so that nothing in the writing bounds it."""
    spellings: Counter[str] = field(default_factory=Counter)

    @property
    def aside(self) -> int:
        """In how many of its places it is a line of its own or nearly so."""
        return self.places - self.named


def likelihoods(
    hypotheses: Mapping[str, Hypothesis], headlines: Sequence[str], vocabulary: Vocabulary
) -> Iterator[tuple[Hypothesis, float]]:
    """Each hypothesis with how likely it is the title, 0 to 1; together they are less than 1, as it may be none.

    Args:
        hypotheses: By folded spelling.
        headlines: The page's headlines, the best first.
        vocabulary: Words of the page's language.
    """
    table = worths()
    odds = [
        exp(min(30.0, sum(table.get(sign, 0.0) for sign in signs)))
        for signs in signs_of(hypotheses, headlines, vocabulary)
    ]
    total = sum(odds) + exp(table[NONE])
    yield from zip(hypotheses.values(), (each / total for each in odds), strict=True)


@lru_cache(maxsize=1)
def worths() -> Mapping[str, float]:
    """What each sign is worth, as a logit."""
    text = resources.files("extractors").joinpath("title_signs.toml").read_text(encoding="utf-8")
    return {name: float(worth) for name, worth in rtoml.loads(text)["worth"].items()}


def signs_of(
    hypotheses: Mapping[str, Hypothesis], headlines: Sequence[str], vocabulary: Vocabulary
) -> Iterator[list[str]]:
    """The signs that each hypothesis of a page has, by name."""
    page = _Page(hypotheses, headlines, vocabulary)
    for key, known in hypotheses.items():
        signs = {
            **_in_headlines(known, page),
            **_in_address(known, page),
            **_in_text(known, page),
            **_in_writing(key, known.shown, page.vocabulary),
            **_beside_others(key, known, page),
        }
        yield [name for name, is_there in signs.items() if is_there]


class _Page:
    """What the hypotheses of a page are compared with."""

    def __init__(self, hypotheses: Mapping[str, Hypothesis], headlines: Sequence[str], vocabulary: Vocabulary) -> None:
        known = hypotheses.values()
        self.hypotheses: Final = {f" {key} ": each for key, each in hypotheses.items()}
        self.headlines: Final = [(text, text.casefold()) for text in headlines]
        self.vocabulary: Final = vocabulary
        self.most_named: Final = max((each.named for each in known), default=0)
        self.most_marked: Final = max((each.marked for each in known), default=0)
        self.is_addressed: Final = any(each.url > _URL_START for each in known)
        self.is_dated: Final = any(each.dated for each in known)
        self.set_off: Final = max((each.set_off for each in known), default=0.0)

    def around(self, shown: str) -> tuple[str, int]:
        """The best headline that has a text, and its place there; an empty one and -1 for none."""
        small = shown.casefold()
        return next(((text, place) for text, low in self.headlines if (place := low.find(small)) >= 0), ("", -1))


def _in_headlines(known: Hypothesis, page: _Page) -> dict[str, bool]:
    headline, place = page.around(known.shown)
    before, after = headline[: max(0, place)].rstrip(), headline[place + len(known.shown) :].lstrip()
    return {
        "headline: set off by its words": known.set_off >= _SURE,
        "headline: set off, perhaps": _PERHAPS < known.set_off < _SURE,
        "headline: another is set off": page.set_off >= _SET_OFF > known.set_off,
        "headline: whole or first": known.headline >= _WHOLE,
        "headline: a later piece": _PIECE < known.headline < _WHOLE,
        "headline: the first has it": bool(headline) and headline == page.headlines[0][0],
        "headline: begins with it": place == 0,
        "headline: in quotation marks": before[-1:] in _QUOTES[0] and after[:1] in _QUOTES[1],
        "headline: a capital behind": bool(headline) and after[:1].isupper(),
    }


def _in_address(known: Hypothesis, page: _Page) -> dict[str, bool]:
    return {
        "address: another": page.is_addressed and not known.url,
        "address: a piece": known.url >= _URL_PIECE,
        "address: begins with it": _URL_START < known.url < _URL_PIECE,
        "address: within": 0 < known.url <= _URL_START,
    }


def _in_text(known: Hypothesis, page: _Page) -> dict[str, bool]:
    named, marked, places = known.named, known.marked, known.places
    return {
        "text: named": named > 0,
        "text: named three times": named >= _OFTEN,
        "text: named five times": named >= _VERY_OFTEN,
        "text: named most": 0 < named == page.most_named,
        "text: others are named": not named and page.most_named >= _SOME,
        "text: in the lead": known.in_lead,
        "text: within a sentence": known.inner > 0,
        "text: within sentences": known.inner >= _SOME,
        "text: apart": known.aside > 0,
        "text: apart twice": known.aside >= _SOME,
        "text: capitals in front": 0 < places <= 2 * known.led,
        "text: capitals behind": 0 < places <= 2 * known.followed,
        "text: marked twice": marked >= _SOME,
        "text: marked most": 0 < marked == page.most_marked,
        "text: credited": known.credited > 0,
        "text: credited mostly": 0 < places < 2 * known.credited,
        "text: called a work": known.called,
        "text: backed": known.backed,
        "text: its year behind": known.dated,
        "text: another has its year behind": page.is_dated and not known.dated,
        "text: cut out": known.cut,
    }


def _in_writing(key: str, shown: str, vocabulary: Vocabulary) -> dict[str, bool]:
    words = key.split()
    number, small = len(words), sum(word[0].islower() for word in shown.split())
    first, last = (words[0], words[-1]) if words else ("", "")
    return {
        "writing: three words": number == _THREE_WORDS,
        "writing: nine words": number >= _MANY_WORDS,
        "writing: title case": is_title_case(shown, vocabulary),
        "writing: one small word": small == 1,
        "writing: two small words": small == _SOME,
        "writing: a small letter first": shown[0].islower(),
        "writing: a full name": is_full_name(shown),
        "writing: a forename first": first in vocabulary.forenames,
        "writing: an article first": first in vocabulary.articles,
        "writing: a common word first": first in vocabulary.frequent,
        "writing: a noun of works last": last in vocabulary.parts("nouns"),
        "writing: a word for a kind": bool(vocabulary.kind_words(shown)),
        "writing: a word of judgement": vocabulary.topics(shown)["opinion"] > 0,
        "writing: figures": any(map(str.isdigit, shown)),
        "writing: a sentence": reads_as_sentence(shown, vocabulary),
        "writing: long without spaces": is_unspaced(shown[0]) and len(shown) > _LONG_UNSPACED,
    }


def _beside_others(key: str, known: Hypothesis, page: _Page) -> dict[str, bool]:
    """What longer texts that hold it, and shorter ones within it, have before it."""
    own = f" {key} "
    longer = [other for name, other in page.hypotheses.items() if own in name and other is not known]
    shorter = [other for name, other in page.hypotheses.items() if name in own and other is not known]
    return {
        "longer: named": any(other.named for other in longer),
        "longer: set off": any(other.set_off >= _SET_OFF for other in longer),
        "shorter: marked more": any(other.marked > known.marked for other in shorter),
        "shorter: address more": any(other.url > known.url for other in shorter),
    }


def shares(likelihood: float, witnesses: Collection[object]) -> float:
    """The trust that each of some witnesses deserves, so that together they convince as far as it is likely.

    Trust adds up as 1 - product(1 - trust) (`extractors.resolve`).
    """
    return float(1.0 - (1.0 - likelihood) ** (1.0 / max(1, len(witnesses))))
