"""Languages: tags as BCP 47 writes them, and what language a text is in.

A text's script decides where only one language is written in it. Else its most frequent words do, of the languages
that we know and of many that we do not, so that a text in none of ours is not forced onto one; what labels say
("Director: … Cast: …") counts for half. A model of letter sequences has the last word on texts without such words.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from extractors.parse.pattern import pattern
from extractors.parse.text import flatten, script_of_character
from extractors.vocabulary import frequent_words, labels_by_language, language_codes

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_TAG: Final = pattern(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,6}")
_NOT_ASCII: Final = pattern("[^\x00-\x7f]")
_NO_LETTERS: Final = bytes(code for code in range(128) if not chr(code).isalpha())
_NOT_TAGS: Final = frozenset({"und", "mul", "zxx", "mis", "php", "xxx", "nan"})
# Languages that a script decides by itself.
_BY_SCRIPT: Final = {
    "Hangul": "ko",
    "Greek": "el",
    "Hebrew": "he",
    "Thai": "th",
    "Bengali": "bn",
    "Tamil": "ta",
    "Telugu": "te",
    "Kannada": "kn",
    "Malayalam": "ml",
    "Gujarati": "gu",
    "Gurmukhi": "pa",
    "Sinhala": "si",
    "Georgian": "ka",
    "Armenian": "hy",
}
_LONGEST: Final = 2000
"""Characters of a text that are looked at."""
_SHORTEST: Final = 6
"""Letters of a script that decides by itself."""
_DENSE: Final = {"Han": 2.5, "Kana": 2.5, "Hangul": 2.5}
"""Letters of other scripts that one of these stands for."""
_MUCH_KANA: Final = 0.3
"""A share of kana that no Chinese text has for the names that it quotes."""
_FEW_HAN: Final = 20
_LABEL_POINTS: Final = 2

_COUNTED: Final = 3
"""How often a word counts: one word alone, in a title or a chorus, is no language."""
_LABEL_WEIGHT: Final = 0.5
"""Points of a word of a label; a frequent word of running text is one point."""
_FEWEST_WORDS: Final = 3
_FEWEST_POINTS: Final = 2.0
_LEAD: Final = 1.5
"""How many times as many points the words must have that only the first of two languages has."""
_LEAD_POINTS: Final = 0.5
_STATED_LEAD: Final = 2.0
_SHARE: Final = 0.12
"""Points of a language for each word that has no capital, at least; texts in unknown languages have some by chance."""
_RIVALS: Final = 6

_CONFIDENT: Final = 0.8
_MANY_RUNNING: Final = 15
_SHORTEST_BY_MODEL: Final = 40


def normalize_tag(text: str) -> str | None:
    """A language tag in the case that RFC 5646 section 2.1.1 recommends; None for what is none.

    Of several codes for a language it is the one that the vocabulary has: "no" for both forms of Norwegian, "ja" also
    for "jpn" and for "jp", the country's code, which pages often write instead.

    >>> normalize_tag("en_GB"), normalize_tag("zh-hans-cn"), normalize_tag("nb-NO"), normalize_tag("english")
    ('en-GB', 'zh-Hans-CN', 'no-NO', None)
    """
    first = text.split(",")[0].split(".")[0].strip()
    if _TAG.fullmatch(first) is None:
        return None
    primary, *rest = re.split(r"[-_]", first)
    if primary.lower() in _NOT_TAGS:
        return None
    language = language_codes().get(primary.lower(), primary.lower())
    return "-".join((language, *map(_subtag, rest)))


def _subtag(subtag: str) -> str:
    if len(subtag) == 2 and subtag.isalpha():
        return subtag.upper()
    return subtag.title() if len(subtag) == 4 and subtag.isalpha() else subtag.lower()


def detect(text: str, stated: Collection[str] = ()) -> str | None:
    """The ISO 639 language of a text; None where that is not sure.

    Args:
        text: The text, or its start.
        stated: Languages that its page says it is in; another one must be clearly more likely.

    >>> detect("드라마 더 글로리의 마지막 회를 보고 나서")
    'ko'
    >>> detect("Genre: Drama. Director: Tom Hooper. Cast: Colin Firth, Guy Pearce. Running time: 118 minutes.")
    'en'
    """
    sample = text[:_LONGEST]
    if sample.isascii():
        return _by_words(sample, stated)
    characters = Counter(_NOT_ASCII.findall(sample))
    latin = len(sample.encode("ascii", "ignore").translate(None, _NO_LETTERS))
    scripts = Counter({"Latin": latin} if latin else {})
    for character, count in characters.items():
        if script := script_of_character(character):
            scripts[script] += count
    if not scripts:
        return None
    main = max(scripts, key=lambda script: scripts[script] * _DENSE.get(script, 1.0))
    if main in ("Han", "Kana"):
        return _of_han(sample, characters, scripts)
    if main in _BY_SCRIPT:
        return _BY_SCRIPT[main] if scripts[main] >= _SHORTEST else None
    return _by_words(sample, stated)


def _of_han(sample: str, characters: Mapping[str, int], scripts: Mapping[str, int]) -> str | None:
    """Japanese or Chinese: by the share of kana, else by particles and labels; titles are quoted in either."""
    letters = scripts["Han"] + scripts["Kana"]
    if letters < _SHORTEST:
        return None
    if scripts["Kana"] >= _MUCH_KANA * letters:
        return "ja"
    japanese, chinese = (
        sum(characters.get(particle, 0) for particle in frequent_words()[language])
        + sum(_LABEL_POINTS for label in labels_by_language()[language] if len(label) > 1 and label in sample)
        for language in ("ja", "zh")
    )
    if japanese == chinese and letters < _FEW_HAN:
        return None
    return "ja" if japanese > chinese else "zh"


def _by_words(sample: str, stated: Collection[str]) -> str | None:
    written = Counter(sample.translate(_APART).split())
    running = len([word for word in written if not word[0].isupper()])
    index = _index()
    known = [
        (min(count, _COUNTED), index[word]) for spelled, count in written.items() if (word := spelled.lower()) in index
    ]
    points: dict[str, float] = defaultdict(float)
    for count, languages in known:
        for language, weight in languages.items():
            points[language] += count * weight
    # Of two with the same words the one that has a file here: Malay must have words that are not Indonesian.
    ranked = sorted(points, key=lambda language: (-points[language], language not in labels_by_language()))
    first = ranked[0] if ranked else None
    if (
        first is not None
        and sum(first in languages for _, languages in known) >= _FEWEST_WORDS
        and points[first] >= max(_FEWEST_POINTS, _SHARE * running)
        and all(_leads(first, other, known, points, stated) for other in ranked[1:_RIVALS])
    ):
        return first
    said = _by_model(sample)
    return said if said is not None and _is_likely(said, points, running, stated) else None


def _leads(
    first: str,
    other: str,
    known: Iterable[tuple[int, Mapping[str, float]]],
    points: Mapping[str, float],
    stated: Collection[str],
) -> bool:
    """Whether the words that only one of two languages has are clearly those of the first."""
    if points[first] >= _LEAD * points[other] + _STATED_LEAD:
        return True  # the words of both can but narrow it
    ahead = behind = 0.0
    for count, languages in known:
        more = languages.get(first, 0.0) - languages.get(other, 0.0)
        if more > 0:
            ahead += count * more
        else:
            behind -= count * more
    if first in stated or (other not in stated and other not in labels_by_language()):
        return ahead >= _LEAD * behind
    return ahead >= max(_LEAD * behind, _STATED_LEAD if other in stated else _LEAD_POINTS)


def _is_likely(said: str, points: Mapping[str, float], running: int, stated: Collection[str]) -> bool:
    """Whether the words do not speak against what the model says."""
    most = max(points.values(), default=0.0)
    strange = running >= _MANY_RUNNING and most < _SHARE * running
    if stated and said not in stated:
        return strange
    return points.get(said, 0.0) >= max(1.0, most) / 2 if said in frequent_words() else strange


def _by_model(sample: str) -> str | None:
    """What letter sequences say, if they are sure."""
    if len(sample) < _SHORTEST_BY_MODEL:
        return None
    said, confidence = _identifier().classify(sample)
    return language_codes().get(said, str(said)) if confidence >= _CONFIDENT else None


class _Apart(dict[int, str]):
    """Translation table that fills itself: letters and their marks stay, all else parts words."""

    def __missing__(self, code: int) -> str:
        category = unicodedata.category(chr(code))
        # Letters without case come in several forms (Arabic and Persian ones), which `lower` does not level.
        self[code] = flatten(chr(code)) if category == "Lo" else chr(code) if category[0] in "LM" else " "
        return self[code]


_APART: Final = _Apart()


@lru_cache(maxsize=1)
def _index() -> Mapping[str, Mapping[str, float]]:
    """Each word that tells languages of one script apart, with the weight that it has in each."""
    by_script = {*_BY_SCRIPT.values(), "ja", "zh"}
    index: dict[str, dict[str, float]] = {}
    for weight, words in ((_LABEL_WEIGHT, labels_by_language()), (1.0, frequent_words())):
        for language, phrases in words.items():
            if language in by_script:
                continue
            for word in " ".join(phrases).translate(_APART).split():
                index.setdefault(word, {})[language] = weight
    return index


@lru_cache(maxsize=1)
def _identifier() -> "LanguageIdentifier":
    # Here, as the import and the model cost a tenth of a second that most pages do not need.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
