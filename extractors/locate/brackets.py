"""Names in brackets: "Sophie (Frankie Corio)" and "Matt Damon (Leslie Groves)".

Which of the two is the player cannot be seen from one pair; a bracket may also hold another film ("Paul Mescal (Normal
People)") or a maker ("Alien (Ridley Scott)"). The page's other pairs and what else it says of the names decide; where
they say nothing, the bracket holds the player, as reviews in running text have it, if a given name shows a person.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from extractors.locate.eastern import is_eastern
from extractors.locate.people import full_name, starts_as_title, trailing_run
from extractors.parse.names import is_full_name, is_name
from extractors.parse.pattern import pattern
from extractors.parse.text import flatten, fold, script_of
from extractors.vocabulary import CREW_LABELS, SentenceWords, Vocabulary

_PAIR: Final = pattern(r"[(（](?P<inside>[^()（）\"“”«»『』]{2,60}?)(?:,\s?[\"“«『a-zà-ÿа-я][^()（）]{1,150})?[)）]")
"""A bracket; a comment or the title of another film may stand behind the name: "(X, “Tin Summer”)", "(Y, superb)"."""
_NOTES: Final[tuple[tuple[SentenceWords, str], ...]] = (("actor_notes", "inside"), ("character_notes", "left"))
_NO_PERSONS: Final[tuple[SentenceWords, ...]] = ("works", "books", "makers", "stop", "honours")
_QUOTES: Final = "\"”“»«’'』」》"
_REACH: Final = 80
_MOST_PAIRS: Final = 60
_SYLLABLES: Final = pattern(r"[A-Z][a-z]{1,5}-[a-z]{1,6}")
_SENTENCE_ENDS: Final = (".", "!", "?", "…", "”.", ".”")
_PRAISE: Final = 4
_FEWEST_NOUNS: Final = 3
_FEWEST_USUAL: Final = 2
_CAPITAL: Final = pattern(r"(?<=\s)(?=[^\W\d_a-zß-öø-ÿ])")
_BETWEEN: Final = pattern(r"[\s,;]{0,3}(?:\w{1,4}\s)?$")


@dataclass(frozen=True, slots=True)
class Pair:
    """A name or noun with a bracket behind it."""

    left: str
    """The name; "" where a noun stands there."""
    inside: str
    text: str
    """The line."""
    index: int
    """Of the line."""
    player: str | None = None
    """Which of the two a note in the bracket says to be the player: "left", "inside"."""
    noun: str = ""
    """The noun for a person that stands in the name's place: "her mother"."""
    is_listed: bool = False
    """Whether the line is a list of such pairs: "A (B), C (D) and E (F)"."""


def pairs_in(text: str, index: int, vocabulary: Vocabulary) -> Iterator[Pair]:
    """The pairs of one line in which a person's name stands in the bracket or in front of it."""
    matches = list(_PAIR.finditer(text))[:_MOST_PAIRS]
    lefts = [_left(text[max(0, found.start() - _REACH) : found.start()].rstrip(" "), vocabulary) for found in matches]
    listed = _listed(text, matches, lefts)
    for number, (found, left) in enumerate(zip(matches, lefts, strict=True)):
        if _tells_job(found["inside"], vocabulary) or _signs(text, found):
            continue
        inside, player = _noted(found["inside"].strip(), vocabulary)
        if player == "inside" and is_full_name(left) and not is_full_name(inside):
            player = "left"  # "Ann Lee (voice of NORA)"
        if inside and (not left or _script(left) == _script(inside)):
            noun = "" if left else _noun(text[max(0, found.start() - _REACH) : found.start()], vocabulary)
            for one in (_both(inside, vocabulary) or [inside]) if noun else [inside] if left else ():
                yield Pair(left, one, text, index, player, noun, listed[number])


def _tells_job(inside: str, vocabulary: Vocabulary) -> bool:
    """Whether a bracket begins with the label of a maker: "Tin Summer (Dir. X)"."""
    first, space, _ = inside.partition(" ")
    key = vocabulary.label(first) if space and first[-1:] in (".", ":") else None
    return key in CREW_LABELS and key != "cast"


def _signs(text: str, found: re.Match[str]) -> bool:
    """Whether a bracket signs a text: it is the last thing in it, a sentence ends in front of it."""
    return text[: found.start()].rstrip()[-1:] in _SENTENCE_ENDS and not text[found.end() :].strip(" .")


def _script(text: str) -> str | None:
    """The script of a name, in which the two that Japanese mixes are one."""
    script = script_of(text)
    return "Han" if script == "Kana" else script


@cache
def _eastern_left() -> re.Pattern[str]:
    # Wide classes take `re` milliseconds: not at import.
    return re.compile(
        r"(?:[\u4e00-\u9fff々]{0,4}[\u30a1-\u30ff＝=]{1,20}|[\u4e00-\u9fff々]{1,4}[\u3041-\u309f]{2,4}"
        r"|[\u4e00-\u9fff々·]{1,10}|[가-힣]{1,8})$"
    )


def _left(before: str, vocabulary: Vocabulary) -> str:
    """The name in front of a bracket; "" for a title in quotes and for what begins as a title does."""
    if not before or before[-1] in _QUOTES:
        return ""
    if is_eastern(before[-3:], vocabulary):
        found = _eastern_left().search(before)
        return found[0] if found is not None else ""
    run = trailing_run(before, vocabulary)
    if not run or starts_as_title(run, vocabulary):
        return ""
    head = before[: before.rfind(run)].split()
    words = {*vocabulary.sentence("works"), *vocabulary.sentence("books"), *vocabulary.sentence("makers")}
    if not head:
        return run
    is_titled = head[-1][0].isupper() and flatten(head[-1]) in vocabulary.sentence("articles")
    return "" if is_titled or flatten(head[-1]) in words else run


def _both(inside: str, vocabulary: Vocabulary) -> list[str]:
    """The two full names of a bracket behind a noun for both: "her parents (X and Y)"."""
    words = inside.split()
    place = next((place for place, word in enumerate(words) if word in vocabulary.joiners), 0)
    both = [" ".join(words[:place]), " ".join(words[place + 1 :])]
    return both if place and all(map(is_full_name, both)) else []


def _noun(before: str, vocabulary: Vocabulary) -> str:
    """The noun for a person in front of a bracket ("her mother (X)"); "" where it is one of what people make."""
    words = before.split()
    last = words[-1] if words else ""
    flat = flatten(last)
    if not last.replace("-", "").isalpha() or not last[0].islower() or len(last) < 3 or flat in vocabulary.labels:
        return ""
    return "" if any(flat in vocabulary.sentence(key) for key in _NO_PERSONS) else last


def _listed(text: str, matches: list[re.Match[str]], lefts: list[str]) -> list[bool]:
    """For each bracket, whether nothing but its left name stands between it and the pair before or behind."""
    joined = [
        bool(lefts[number + 1])
        and _BETWEEN.fullmatch(text[found.end() : matches[number + 1].start()].rstrip().removesuffix(lefts[number + 1]))
        is not None
        for number, found in enumerate(matches[:-1])
    ]
    return [
        (number > 0 and joined[number - 1]) or (number < len(joined) and joined[number])
        for number in range(len(matches))
    ]


def _noted(inside: str, vocabulary: Vocabulary) -> tuple[str, str | None]:
    """What a bracket holds without its note, and whom the note calls the player: "(张丰毅 饰)", "(마석도 역)"."""
    for key, player in _NOTES:
        for note in vocabulary.sentence(key):
            flat = flatten(inside)
            if flat.endswith(note) and len(inside) > len(note) + 1:
                return inside[: -len(note)].rstrip(" :："), player
            if flat.startswith(f"{note} "):
                return inside[len(note) + 1 :].strip(), player
    plain = (
        _undescribed(inside, vocabulary)
        if inside[0].islower() or full_name(inside, vocabulary)
        else (_without_origin(inside, vocabulary))
    )
    return plain, None if plain == inside else "inside"  # "(the terrific X)": characters have no such praise


def _undescribed(inside: str, vocabulary: Vocabulary) -> str:
    """A name without what praises it: "(the terrific X)", "(scene-stealer X)"."""
    first = inside.partition(" ")[0]
    articles, nouns = (
        vocabulary.sentence("articles"),
        (*vocabulary.sentence("honours"), *vocabulary.sentence("players")),
    )
    start = next((found.start() for found in _CAPITAL.finditer(inside)), 0)
    words = flatten(inside[:start]).split()
    is_praise = bool(words) and (first in articles or "-" in words[-1] or words[-1] in nouns)
    if not is_praise or len(words) > _PRAISE or any(_leads_away(word, vocabulary) for word in words):
        return inside
    return inside[start:] if full_name(inside[start:], vocabulary) is not None else inside


def _without_origin(inside: str, vocabulary: Vocabulary) -> str:
    """A full name without what a preposition ties to it: "(X of Tin Summer)", "(X mit einem Akzent)"."""
    words = inside.split()
    end = next((place for place, word in enumerate(words) if word.islower() and word not in vocabulary.particles), 0)
    is_tied = words[end] not in vocabulary.joiners or words[end] in vocabulary.company
    is_origin = is_tied and words[end] in vocabulary.sentence("prepositions")
    if end < _FEWEST_USUAL or not is_origin:
        return inside
    name = " ".join(words[:end])
    return name if is_full_name(name) and full_name(name, vocabulary) is not None else inside


def _leads_away(word: str, vocabulary: Vocabulary) -> bool:
    is_article = word in vocabulary.sentence("articles")
    return not is_article and (word in vocabulary.sentence("stop") or word in vocabulary.sentence("makers"))


def players(
    pairs: Iterable[Pair], vocabulary: Vocabulary, playing: Collection[str], making: Collection[str], text: str
) -> Iterator[tuple[str, str | None, Pair]]:
    """Player and character of each pair of which that is clear.

    Args:
        pairs: The pairs of a review.
        vocabulary: The page's words.
        playing: Folded names of those who are known to play.
        making: Folded names of those who are known to do something else: directors, authors, the reviewer.
        text: The whole review.
    """
    pairs = [pair for pair in pairs if fold(pair.inside) not in making and fold(pair.left) not in making]
    full = [(full_name(pair.left, vocabulary), full_name(pair.inside, vocabulary)) for pair in pairs]
    character_first = _are_nouns(pairs, full, vocabulary) or any(
        fold(pair.inside) in playing
        or pair.player == "inside"
        or (inside is not None and left is None and bool(pair.left) and is_name(pair.left))
        or (inside is not None and left is not None and _goes_by_given_name(left, text))
        for pair, (left, inside) in zip(pairs, full, strict=True)
    )

    def calls_character(pair: Pair, known: tuple[str | None, str | None]) -> bool:
        """Whether a list has a full name and then one word that the text comes back to: "A (Max) and B (Nora Frey)"."""
        left, inside = known
        is_word = inside is None and " " not in pair.inside and is_name(pair.inside)
        return (
            pair.is_listed and left is not None and is_word and is_full_name(left) and _recurs_alone(pair.inside, text)
        )

    player_first = any(
        fold(pair.left) in playing or pair.player == "left" or (inside is None and left is not None and pair.is_listed)
        for pair, (left, inside) in zip(pairs, full, strict=True)
    )
    is_list_of_players = not character_first and any(map(calls_character, pairs, full))
    player_first = player_first or is_list_of_players
    usual = sum(1 for left, inside in full if left is not None and inside is not None and is_full_name(inside))
    for pair, (left, inside) in zip(pairs, full, strict=True):
        if not pair.left:
            is_person = inside is not None and (is_full_name(inside) or _recurs(inside.split()[-1], text))
            if inside and character_first and vocabulary.capitalises_nouns is False and is_person:
                yield inside, None, pair
        elif (pair.player == "inside" and is_name(pair.inside)) or fold(pair.inside) in playing:
            yield pair.inside, pair.left, pair
        elif (pair.player == "left" and left) or (
            fold(pair.left) in playing and "," not in pair.inside and _recurs(pair.inside, text)
        ):
            yield pair.left, pair.inside, pair
        elif (left and pair.is_listed and is_name(pair.inside) and is_list_of_players) or (
            left and pair.is_listed and is_name(pair.inside) and _announces_cast(pair, vocabulary, character_first)
        ):
            yield left, pair.inside, pair
        elif left and inside:
            is_character = _has_rank(left, vocabulary) or goes_by_first_name(left, text)
            is_person = is_full_name(inside) or usual >= _FEWEST_USUAL
            is_usual = not player_first and is_person and not goes_by_first_name(inside, text)
            if character_first or vocabulary.puts_characters_first or is_character or is_usual:
                yield inside, pair.left, pair
        elif inside and is_name(pair.left) and not _is_place(pair.left, vocabulary):
            yield inside, pair.left, pair


def _are_nouns(pairs: list[Pair], full: list[tuple[str | None, str | None]], vocabulary: Vocabulary) -> bool:
    """Whether nouns for persons have names behind them: one of kin ("her father (X)"), or several of any."""
    kin = vocabulary.sentence("kin")
    nouns = [pair.noun for pair, (_, inside) in zip(pairs, full, strict=True) if inside and not pair.left]
    return len(nouns) >= _FEWEST_NOUNS or any(flatten(noun).rpartition("-")[2] in kin for noun in nouns)


def _recurs(name: str, text: str) -> bool:
    """Whether a review speaks of somebody again: of a character, not of a film that an actor was in before."""
    first = name.split()[0]
    return len(first) > 1 and text.count(first) > 1


def _recurs_alone(name: str, text: str) -> bool:
    """Whether a review has a name again outside of brackets, as that of somebody who does something."""
    return re.search(rf"(?<![\w(]){re.escape(name)}(?:['’]s)?\s[a-z]", text) is not None


def _has_rank(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a rank or an office in front of a name makes it a character's: "Captain Ann Lee"."""
    first, _, rest = name.partition(" ")
    return " " in rest and flatten(first) in vocabulary.sentence("ranks")


def goes_by_first_name(name: str, text: str) -> bool:
    """Whether a review calls somebody by the first name alone, as it does with characters and not with players."""
    first, _, rest = name.partition(" ")
    alone = re.compile(rf"(?<!\w){re.escape(first)}(?!\w|\s{re.escape(rest)}|\s[A-ZÀ-ÖØ-ÞА-Я])")
    return len(first) > 2 and alone.search(text) is not None


def _goes_by_given_name(name: str, text: str) -> bool:
    """The same of a Korean name, in which the given name stands last: "Baek Na-ri", who is "Na-ri" elsewhere."""
    family, _, given = name.rpartition(" ")
    alone = re.compile(rf"(?<!\w)(?<!{re.escape(family)}\s){re.escape(given)}(?!\w)")
    return _SYLLABLES.fullmatch(given) is not None and alone.search(text) is not None


def _is_place(text: str, vocabulary: Vocabulary) -> bool:
    return fold(text) in vocabulary.places


def _announces_cast(pair: Pair, vocabulary: Vocabulary, character_first: bool) -> bool:
    """Whether the line says in front of its pairs that players follow, or has nothing else on a page without others."""
    before = re.split(r"[(（]", pair.text, maxsplit=1)[0].rstrip()
    head = before.removesuffix(_left(before, vocabulary)).strip(" •*-–")
    if character_first:
        return False
    is_list = not head and pair.text.rstrip(" .;…").endswith((")", "）"))
    return is_list or any(vocabulary.labels.get(word) == "cast" for word in re.findall(r"\w+", flatten(head)))
