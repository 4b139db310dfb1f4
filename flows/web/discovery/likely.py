"""How likely an address is a review's, by what it says itself and what its source says of it; and the words of links.

The words are those of the vocabularies (every language) and of `links.toml`.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from extractors.parse.text import fold
from extractors.parse.url import path_parts
from extractors.vocabulary import Vocabulary, split, vocabulary
from schemas.page import Likelihood
from schemas.site import Site

_NUMBER: Final = re.compile(r"\d{1,4}")
_FEW_WORDS: Final = 3
_LONGEST: Final = 300


def likelihood(url: str, site: Site, title: str = "", sections: Iterable[str] = ()) -> Likelihood:
    """Judge an address before anyone visits it.

    What a title, a section or the address calls a review is likely one; what one of them calls something else, an
    archive's address and the pages that every site has are likely none. Where both are said the title decides.

    >>> site = Site(key="a", hosts=("a.test",))
    >>> likelihood("https://a.test/dune-review/", site).name, likelihood("https://a.test/tag/dune/", site).name
    ('LIKELY', 'UNLIKELY')
    """
    if site.review_url is not None and site.is_review_url(url):
        return Likelihood.LIKELY
    if is_archive(url):
        return Likelihood.UNLIKELY
    words = vocabulary(site.language)
    *above, last = [_as_words(part) for part in path_parts(url)] or [""]
    if words.is_section(last) or (not above and last in _words()["furniture"]):
        return Likelihood.UNLIKELY
    if title and (said := _said(title[:_LONGEST], words)) is not Likelihood.OPEN:
        return said
    filed = " | ".join((*sections, *above))[:_LONGEST]
    told = {_spelt(last[:_LONGEST], words), _filed(filed, words)}
    if Likelihood.LIKELY in told:
        return Likelihood.LIKELY
    return Likelihood.UNLIKELY if Likelihood.UNLIKELY in told else Likelihood.OPEN


def is_archive(url: str) -> bool:
    """Whether an address is that of a list by its folders or parameters, or the home page."""
    parts = [_as_words(part) for part in path_parts(url)]
    if any(part in _words()["archives"] for part in parts[:2] + parts[-2:-1]):
        return True
    try:
        named = {name.lower() for name, _ in parse_qsl(urlsplit(url).query)}
    except ValueError:  # more parameters than it takes
        return True
    if not parts:
        return not named & {"p", "id"} or bool(named & _words()["parameters"])
    return all(map(_NUMBER.fullmatch, parts)) or bool(named & _words()["parameters"])


def is_hub(url: str, text: str, site: Site) -> bool:
    """Whether a link leads to a list of reviews: "Reviews", "/category/film-reviews/"."""
    words = vocabulary(site.language)
    parts = [_as_words(part) for part in path_parts(url)]
    if not parts or len(parts) > _FEW_WORDS or len(parts[-1].split()) > _FEW_WORDS:
        return False
    return words.is_section(fold(text)) or words.is_section(fold(parts[-1])) or words.names_archive(parts[-1])


def is_article(url: str) -> bool:
    """Whether an address looks like one page among many: words joined by hyphens, a number, or a date above it."""
    if is_archive(url):
        return False
    parts = path_parts(url)
    if not parts:
        return True
    last = re.sub(r"\.\w{2,5}$", "", parts[-1])
    joined = len(re.split(r"[-_]", last)) >= _FEW_WORDS or not last.isascii()
    return joined or any(part.isdigit() for part in parts[:-1]) or (len(parts) > 1 and "-" in last) or last.isdigit()


def is_file(url: str) -> bool:
    """Whether an address ends as those of images, feeds and other files do that are no pages."""
    parts = path_parts(url)
    _, dot, ending = parts[-1].rpartition(".") if parts else ("", "", "")
    return bool(dot) and ending.lower() in _words()["files"]


def says_next(text: str) -> bool:
    """Whether a link's text says that it leads to the next page of a list."""
    folded = fold(text).strip()
    return (folded.strip(' "‹«←<›»→>.…') or folded) in _words()["next"]


def page_number(url: str) -> int | None:
    """The number that an address has among the pages of a list; None where it has none.

    >>> page_number("https://a.test/reviews/page/2/"), page_number("https://a.test/?start=40")
    (2, 40)
    """
    found = _paging().search(url)
    return int(found[1]) if found else None


@lru_cache(maxsize=1)
def _paging() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _words()["paging"])))
    return re.compile(rf"[/?&;](?:{names})[/=-]?(\d{{1,7}})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _words() -> Mapping[str, frozenset[str]]:
    text = resources.files("flows.web.discovery").joinpath("links.toml").read_text(encoding="utf-8")
    return {name: frozenset(map(fold, split(words))) for name, words in tomllib.loads(text).items()}


@lru_cache(maxsize=4_096)
def _as_words(part: str) -> str:
    return fold(re.sub(r"[-_+]+", " ", re.sub(r"\.(?:html?|php|aspx?)$", "", part))).strip()


def _said(text: str, words: Vocabulary) -> Likelihood:
    """What a title says of its page."""
    if any(found.word.review for found in words.headline_words(text)):
        return Likelihood.LIKELY
    return Likelihood.UNLIKELY if words.not_review(text) else Likelihood.OPEN


def _spelt(text: str, words: Vocabulary) -> Likelihood:
    """What the last words of an address say of its page."""
    if words.slug_headline.first(text) or words.names_reviews(text):
        return Likelihood.LIKELY
    return Likelihood.UNLIKELY if words.not_review(text) else Likelihood.OPEN


@lru_cache(maxsize=4_096)
def _filed(sections: str, words: Vocabulary) -> Likelihood:
    """What sections and folders say; the same ones come with thousands of pages."""
    if not sections:
        return Likelihood.OPEN
    if words.names_reviews(sections):
        return Likelihood.LIKELY
    return Likelihood.UNLIKELY if words.not_review(sections) else Likelihood.OPEN
