"""Languages: tags as BCP 47 writes them, and what language a text is in."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from extractors.parse.text import script_of

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,6}")
_NOT_TAGS: Final = frozenset({"und", "mul", "zxx", "mis", "php", "xxx", "nan"})
# Languages that a script decides by itself. Kana beside Han is "Kana".
_BY_SCRIPT: Final = {
    "Hangul": "ko",
    "Kana": "ja",
    "Han": "zh",
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
_SHORTEST: Final = 40
_SHORTEST_BY_SCRIPT: Final = 8
_LONGEST: Final = 4000
_CONFIDENT: Final = 0.8
_WORD: Final = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS: Final = 15
_FREQUENT_SHARE: Final = 0.15


def normalize_tag(text: str) -> str | None:
    """A language tag in the case that RFC 5646 section 2.1.1 recommends; None for what is none.

    >>> normalize_tag("en_GB"), normalize_tag("zh-hans-cn"), normalize_tag("english")
    ('en-GB', 'zh-Hans-CN', None)
    """
    first = text.split(",")[0].split(".")[0].strip()
    if _TAG.fullmatch(first) is None:
        return None
    primary, *rest = re.split(r"[-_]", first)
    if primary.lower() in _NOT_TAGS:
        return None
    return "-".join((primary.lower(), *map(_subtag, rest)))


def _subtag(subtag: str) -> str:
    if len(subtag) == 2 and subtag.isalpha():
        return subtag.upper()
    return subtag.title() if len(subtag) == 4 and subtag.isalpha() else subtag.lower()


def reads_as(text: str, frequent: frozenset[str]) -> bool:
    """Whether a text is full of a language's most frequent words: a cheap yes, no is no answer.

    In running text the dozen most frequent words of a language make up a fifth of all words and more.

    >>> reads_as("It is the film of the year, and that is not a joke: the end of it will stay with you.",
    ...     frozenset({"the", "of", "and", "is", "it"}))
    True
    """
    words = _WORD.findall(text[:_LONGEST].lower())
    return len(words) >= _FEWEST_WORDS and sum(word in frequent for word in words) >= _FREQUENT_SHARE * len(words)


def detect(text: str) -> str | None:
    """The ISO 639 language of a text: by its script, else by its letter sequences; None where that is not sure.

    >>> detect("드라마 더 글로리의 마지막 회를 보고 나서")
    'ko'
    """
    sample = text[:_LONGEST].strip()
    script = script_of(sample)
    if script in _BY_SCRIPT:
        return _BY_SCRIPT[script] if len(sample) >= _SHORTEST_BY_SCRIPT else None
    if script is None or len(sample) < _SHORTEST:
        return None
    language, confidence = _identifier().classify(sample)
    return str(language) if confidence >= _CONFIDENT else None


@lru_cache(maxsize=1)
def _identifier() -> "LanguageIdentifier":
    # Here, as the import and the model cost a tenth of a second that most pages do not need.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
