"""What can be the title of a work at all: no section, label, platform or furniture of the page, nor the site's name.

Whatever proposes a title asks here first, whether a headline's words state it or headline, address and text agree.
"""

from collections.abc import Collection, Sequence
from typing import Final

from extractors.context import Context
from extractors.parse.names import is_full_name
from extractors.parse.text import fold, letters_of
from extractors.parse.title import is_balanced, is_part, is_title_case, without_article
from extractors.parse.url import host_parts
from extractors.vocabulary import CREW_LABELS, Vocabulary

_LONGEST: Final = 100
_MOST_WORDS: Final = 12
_LONG_NAME: Final = 6
_SENTENCE: Final = 4
"""From so many words on a text with a verb and small words is a sentence."""


class Proper:
    """The page's own bounds on titles."""

    def __init__(self, context: Context, folders: Collection[str] = ()) -> None:
        self._vocabulary: Final = context.vocabulary
        # A site names the folders above a page after its sections and blogs.
        names = (context.site_name or "", *folders)
        self._hosts: Final = frozenset(host_parts(context.document.url))
        self._names_of_site: Final = {*map(letters_of, names), *self._hosts}

    def admits(self, shown: str) -> bool:
        """Whether a text can be a title, of which nothing but its place and its repetition is known."""
        vocabulary, key = self._vocabulary, fold(shown)
        if not self.admits_stated(shown) or (len(key) == 1 and not key.isdigit()):
            return False
        return not (
            not self._names_of_site.isdisjoint((letters_of(shown), letters_of(without_article(shown, vocabulary))))
            or key in vocabulary.frequent
            or key in vocabulary.months
            or key in vocabulary.festivals
            or ("/" in key and "," in key)
            or vocabulary.says_error(key)
            or key in vocabulary.verdicts
            or is_part(shown, vocabulary)
            or _names_maker(shown, vocabulary)
            or any(match.word.review for match in vocabulary.headline_words(shown))
        )

    def admits_stated(self, shown: str, *, says_review: bool = False) -> bool:
        """Whether a text can be a title where the words around it say that it is one: "Her Review", "404: a review".

        A section's name is none, unless a word for "review" stands beside it.
        """
        vocabulary, key = self._vocabulary, fold(shown)
        words = key.split()
        if not words or len(shown) > _LONGEST or len(words) > _MOST_WORDS or not any(map(str.isalnum, shown)):
            return False
        if not is_balanced(shown) or shown[:1].islower() or _is_statement(shown, vocabulary):
            return False
        is_open = len(words) > 1 and words[-1] in vocabulary.joiners  # "Voto e", of "Voto e recensione: 5/10"
        is_note = shown[0] in "(（" and shown[-1] in ")）"  # "(Spoilers) Movie Review: …"; "[REC]" is a title
        return not (
            is_open
            or is_note
            or key in vocabulary.labels
            or key in vocabulary.furniture
            or key in vocabulary.platform_names
            or key in vocabulary.rubric_fillers
            or (vocabulary.is_section(key) and not says_review)
            or vocabulary.is_kind(key)
            or vocabulary.articles.issuperset(words)
            or self._names_host(shown)
            or _names_media(words, vocabulary)
            or (" " in key and vocabulary.names_archive(key))
        )

    def _names_host(self, shown: str) -> bool:
        """Whether a text is what the site is called, as its host spells it: "Crítica de Time Out"."""
        letters = letters_of(shown)
        return len(letters) >= _LONG_NAME and letters in self._hosts


def _names_maker(shown: str, vocabulary: Vocabulary) -> bool:
    """Whether a text is a job and who has it: "Director Ann Lee"."""
    job, _, name = shown.partition(" ")
    return bool(name) and vocabulary.label(job) in CREW_LABELS and is_full_name(name)


def _names_media(words: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether words name nothing but media, as sections do: "Streaming e VoD", "Blu-ray & DVD"."""

    def is_medium(word: str) -> bool:
        return word in vocabulary.media or vocabulary.label(word) == "platform"

    # Most titles have another word first, and the rest need not be looked up.
    return all(is_medium(word) for word in words if word not in vocabulary.joiners) and any(map(is_medium, words))


def _is_statement(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text says something of a work: "Dhoom 3 is fantastic", in a language that capitalises titles."""
    if not vocabulary.capitalises_titles or len(text.split()) < _SENTENCE or is_title_case(text, vocabulary):
        return False
    return vocabulary.being.first(fold(text)) is not None
