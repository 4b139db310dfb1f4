"""People next to the work's title: "Title (X, 2022)", "Title, 2024, de X et Y", "A and B in a scene from 'Title'"."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from extractors.locate.eastern import is_eastern, is_eastern_name
from extractors.locate.people import as_pattern, cast_after, full_name, name_at, names_after, names_before
from extractors.locate.sentences import LIKELY, SURE, Mention, by_words, title_spans
from extractors.parse.names import is_full_name, split_names
from extractors.parse.pattern import pattern
from extractors.parse.text import YEAR, flatten, split_label
from extractors.vocabulary import Vocabulary, alternatives

_CLOSING: Final = "\"”“»’'』」》*_ "
_OPENING: Final = "\"“„«‘'『「《*_ "
_DASHES: Final = ("-", "–", "—", "|")
_STARS: Final = "*★☆½"
_BRACKET: Final = pattern(r"[(（\[](?P<inside>[^()（）\[\]]{4,200})(?:[)）\]]|$)")
_MOST_PARTS: Final = 12
_RELATIONS: Final = {"director": "directed_by", "writer": "written_by", "creator": "created_by", "cast": "stars"}
_NOBODY: Final = "nobody"
"""What the label of a fact tells of those behind it."""
_MOST_DIRECTORS: Final = 2
_YEAR: Final = pattern(rf"(?<!\d){YEAR}(?!\d)")
_HYPHENED: Final = pattern(r"[\w-]+")
_PARTS: Final = pattern(r"\s*(?:[,;|/·]|\s[–—-])\s*|\s[–—-]\s|(?<=\d)\.?\s")
_DATED: Final = pattern(rf"[,\s(]{{1,3}}(?:[^\W\d_][^()\d]{{1,30}},\s)?{YEAR}(?:,\s[^()\d]{{2,30}}(?=\)))?\)?")
"""The year behind a title, and the country beside it in a bracket."""
_LONGEST_CAPTION: Final = 220
_FROM_TITLE: Final = 60
_REACH: Final = 200
_LONGEST_HEADED: Final = 100
_LONGEST_OTHER: Final = 30
_MOST_OTHERS: Final = 3
_CAPTION_COLON: Final = pattern(r"[\"”“»’'_* ]{0,3}:\s")
_MARKS: Final = pattern(r"[\W_]+")
_EDGES: Final = ' \t\u00a0.,:;-–—"“”«»'
_HEADED: Final = pattern(r"\s[–—-]\s|[/|,()（）\[\]]")
"""What parts title, year and name in a line that is nothing else."""


def beside_title(sentence: str, titled: list[tuple[int, int]], vocabulary: Vocabulary) -> Iterator[Mention]:
    """Who made the work, said directly behind its title, of which the places are given."""
    for start, end in titled:
        if _is_source(sentence[:start], vocabulary):
            continue
        rest = sentence[end:].lstrip(_CLOSING + _STARS)
        in_bracket = list(_in_bracket(rest, vocabulary))
        yield from in_bracket or _dated_name(sentence[:start], rest, vocabulary)
        if not (rest.lstrip().startswith(_DASHES) and _says_review(sentence[:start], vocabulary)):
            yield from _by(rest, vocabulary)
        if vocabulary.inflects_names and rest != sentence[end:]:
            yield from _genitive(rest, vocabulary)


def _says_review(before: str, vocabulary: Vocabulary) -> bool:
    """Whether a headline says first that it is a review: "Film review: Title – by X" tells who wrote that."""
    return any(match.word.review for match in vocabulary.headline_words(before))


def _is_source(before: str, vocabulary: Vocabulary) -> bool:
    """Whether the title is that of a book of the same name: "the novel 'Title' by X"."""
    words = set(_HYPHENED.findall(flatten(before[-_FROM_TITLE:])))
    return not words.isdisjoint(vocabulary.sentence("books"))


def _in_bracket(rest: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """A bracket with a year and a name: "(X, 2022)", "(2022, dir. X and Y)"; "(South Korea, 2016)" has none.

    Without a label, three names or more are the players: "(2022, A, B, C)". A label stands for all names behind it.
    """
    bracket = _BRACKET.match(rest)
    if bracket is None:
        return
    relation: str | None = None
    found: list[tuple[str | None, str]] = []
    for part in _PARTS.split(bracket["inside"])[:_MOST_PARTS]:
        said, plain = _labelled(part or "", vocabulary)
        relation = said or relation
        people = [person.name for person in split_names(plain, vocabulary)] if relation != _NOBODY else []
        if people and all(full_name(name, vocabulary) for name in people):
            found += [(relation, name) for name in people]
    if relation is None and _YEAR.search(bracket["inside"]) is None:
        return
    usual = "directed_by" if len(found) <= _MOST_DIRECTORS else "stars"
    for one, name in found:
        yield Mention(one or usual, name, weight=SURE)


def _labelled(part: str, vocabulary: Vocabulary) -> tuple[str | None, str]:
    """The relation that a label in front of names in a bracket tells, and the names: "dir. X", "D: X", "starring A"."""
    head, value = split_label(part)
    if value is not None:
        key = vocabulary.label(head) or vocabulary.short_label(head)
        return _RELATIONS.get(key or "", _NOBODY), value
    for count in (2, 1):
        words = part.split(maxsplit=count)
        if len(words) > count and (key := vocabulary.label(" ".join(words[:count]))) is not None:
            return _RELATIONS.get(key, _NOBODY), words[count]
    return None, part


def _dated_name(before: str, rest: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """A line of title, year and one name: "Title (2017) Ann Stone – Movie Review", "Title / 2019 / Taiwan / X"."""
    if _MARKS.sub("", before) or len(rest) > _LONGEST_HEADED:
        return
    parts = [part.strip(_EDGES) for part in _HEADED.split(rest)]
    years = [place for place, part in enumerate(parts) if _YEAR.fullmatch(part)]
    names = [part for part in parts if part and _is_one(part, vocabulary)]
    if len(years) != 1 or len(names) != 1:
        return
    others = [part for part in parts if part and part not in names and not _YEAR.fullmatch(part)]
    is_listed = len(others) <= _MOST_OTHERS and all(len(part) <= _LONGEST_OTHER for part in others)
    if is_listed and not any(vocabulary.label(part) or flatten(part) in vocabulary.byline_phrases for part in others):
        yield Mention("directed_by", names[0], weight=LIKELY)


def _is_one(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text is one person's name by its form or its given name."""
    if is_eastern(text, vocabulary):
        return is_eastern_name(text, vocabulary) and flatten(text) not in vocabulary.places
    return is_full_name(text) and full_name(text, vocabulary) is not None


def _by(rest: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """The word for "by", at most a year between it and the title: ", 2024, de X et Y", " von X"."""
    dated = _DATED.match(rest)
    behind = rest[dated.end() :] if dated is not None else rest
    by = _by_pattern(vocabulary).match(behind)
    if by is None:
        return
    rest = behind[by.end() : by.end() + _REACH]
    playing = _playing_pattern(vocabulary).match(rest)
    names = [name for name in names_after(rest[playing.end() if playing else 0 :], vocabulary) if " " in name]
    for name in names[:1] if playing else names:
        yield Mention("directed_by", name, weight=SURE if playing else LIKELY)
    for name in names if playing else ():
        yield Mention("stars", name)


def _genitive(rest: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """The name in the genitive, right behind the title in quotes: "«Title» Анны Беловой"."""
    named = name_at(rest, 0, vocabulary)
    ends = vocabulary.genitive_letters
    if named is not None and " " in named[0] and all(word.endswith(ends) for word in named[0].split()):
        yield Mention("directed_by", named[0], weight=LIKELY)


def caption(line: str, vocabulary: Vocabulary, title: str | None) -> Iterator[Mention]:
    """Who a caption says is to be seen: "A and B in 'Title'", "A in einer Szene aus „Title“"."""
    if title is None or len(line) > _LONGEST_CAPTION:
        return
    for start, end in title_spans(line, title)[:1]:
        yield from _captioned(line[:start], line[end:], vocabulary)
        before = line[:start].rstrip(_OPENING)
        scene = _scene_pattern(vocabulary).search(before)
        if scene is None or before[: scene.start()].endswith(","):
            continue  # "X, in Title, tells": no caption
        head = before[: scene.start()]
        names = names_before(head, vocabulary)
        if names and head.lstrip(_OPENING).startswith(names[0].split()[0]):
            for name in names:
                yield Mention("stars", name)


def _captioned(before: str, rest: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """The players of a caption that begins with the title: "“Title”: A, B and C as thieves © Studio"."""
    colon = _CAPTION_COLON.match(rest)
    if colon is None or _MARKS.sub("", before):
        return
    listed = cast_after(rest[colon.end() :], vocabulary, described=False)
    behind = rest[rest.rfind(listed[-1].name) + len(listed[-1].name) :] if listed else ""
    is_caption = as_pattern(vocabulary).match(behind) is not None or "©" in behind
    if len(listed) > 1 and is_caption:
        yield from (Mention("stars", one.name) for one in listed)


@lru_cache(maxsize=64)
def _by_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"\s*[,–—-]?\s*{by_words(vocabulary)}")


@lru_cache(maxsize=64)
def _playing_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """The maker plays too, and the others with that one: "de et avec X, Y"."""
    return re.compile(rf"(?:{alternatives(vocabulary.joiners)})\s(?:{alternatives(vocabulary.company)})\s")


@lru_cache(maxsize=64)
def _scene_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"\s(?:{alternatives(vocabulary.sentence('scene'))})$", re.IGNORECASE)
