"""The words of each language: labels, headline words, months, verdicts, connectives.

The words stand in one TOML file per language beside this module, as words and flags, never patterns; a further
file needs no change of code. A page's own language comes first, then English, then all others: labels and headline
words are known in every language, whatever the page says it is written in.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cache, cached_property, lru_cache
from importlib import resources
from typing import Any, Final, Literal, NamedTuple

import rtoml

from extractors.parse.memo import remembered
from extractors.parse.pattern import pattern
from extractors.parse.text import FIRST_UNSPACED, flatten, fold, is_unspaced, without_accents
from extractors.vocabulary.phrases import Phrases, phrases
from schemas.review import RatingKind, WorkKind
from schemas.site import DateOrder

Position = Literal["before", "after", "either", "kicker", "unsure"]
"""Where a headline word stands: before the title, after it, either; in front of a colon only; nowhere sure."""

SentenceWords = Literal[
    "works",
    "by",
    "makers",
    "offices",
    "players",
    "honours",
    "own",
    "prepositions",
    "is",
    "between",
    "stop",
    "articles",
    "compare",
    "compare_behind",
    "books",
    "music",
    "scripts",
    "debuts",
    "indefinite",
    "scene",
    "compounds",
    "actor_notes",
    "character_notes",
    "kin",
    "ranks",
    "performances",
    "performed_in",
    "parts",
    "latest",
    "later",
    "personal",
    "agents",
    "passives",
    "beside",
    "auxiliaries",
    "tells",
    "compound_works",
    "together",
    "directing",
    "genitives",
    "subjects",
    "topics",
    "objects",
    "announced",
    "seen",
    "are",
    "praised",
    "performs",
    "portrays",
    "leads",
    "notably",
    "earlier",
    "joint",
    "liking",
    "unreal",
    "loose",
    "forerunners",
    "makes",
]
"""Kinds of words in `[sentences]`; what each is for stands in the English file."""

PersonWords = Literal[
    "scripts",
    "family",
    "family_double",
    "and",
    "and_apart",
    "endings",
    "no_name_ends",
    "given",
    "no_given",
    "no_parts",
    "openers",
    "topic",
]
"""Kinds of entries in `[person]`; the Korean file explains them."""

_COMMON: Final = "common"
_FALLBACK: Final = "en"
_FREQUENT: Final = 15
_FIRST_UNACCENTED: Final = "\u0250"
_PLURAL: Final = pattern(r"\s*[(（](?:[\w:/*-]{1,6})[)）]$")
_GLUED: Final = pattern(r"(?<=[a-z0-9+])(?=[\u3040-\u9fff\uac00-\ud7a3])|(?<=[\u3040-\u9fff\uac00-\ud7a3])(?=[a-z])")
"""Where a word in Latin letters stands beside letters that no space parts from it."""
_TIME_UNITS: Final = ("minute", "hour", "day", "week", "month", "year")
_KINDS: Final = frozenset(WorkKind)
_ON_SCREEN: Final = (WorkKind.FILM, WorkKind.SERIES)
_CLOSING: Final = frozenset(")）")
_LABEL_EDGE: Final = " \t:：.·•*-–—|【】[]■□◆◇●○▶▼※◎◾▪➤►‣◦>"
_LABEL_JOINTS: Final = pattern(r"\s*(?:[/&+,，、;|／＆]|(?<=[^\x00-\u303f])[・·]|(?<=\s)[-–](?=\s))\s*")
_NEAR_RATING: Final = frozenset(
    {
        *("gives", "i_give", "articles", "tails", "legends", "denials", "scale", "scale_to", "filled", "counted"),
        *("frames", "givers", "ranges", "about"),
    }
)
"""Words around a rating that are other words in other languages."""
_LONGEST_LABEL: Final = 60
_SHORTEST_UNIT: Final = 4
MAKER_LABELS: Final = frozenset({"director", "writer", "creator", "cast"})
"""Keys of the labels of those whom a work is known by."""
CREW_LABELS: Final = MAKER_LABELS | {"producer", "composer", "cinematographer", "editor"}
"""Those and the labels of others who made it; all are nouns for jobs."""
_ENDING: Final = re.compile(r"(?:[/*:_]-?|\((?=.{1,3}\)$))(?:a|s|as|es|in|innen|e|en|rice|trice|ora|euse|ne)\)?$")
"""Another ending that a label offers."""
_TITLE_PARTS: Final = pattern(r"\s+[-|:»·]\s+|\s*\|\s*")


class HeadlineWord(NamedTuple):
    """Words by which a headline says what it is: "movie review", "kritik zu", "감상"."""

    words: str
    position: Position
    kind: WorkKind | None
    review: bool
    """False where the words set a title off but name no review: "recap", "film:"."""
    doubtful: bool
    """Whether the words' noun may end the title itself: "Squid Game Review"."""


class HeadlineMatch(NamedTuple):
    """A headline word found in a text, with its offsets."""

    word: HeadlineWord
    start: int
    end: int


class Connective(NamedTuple):
    """Words that tie a name to a role in a sentence."""

    after: tuple[str, ...] = ()
    """The name stands after these: "directed by"."""
    before: tuple[str, ...] = ()
    """The name stands before these: "directs"."""


class Verdict(NamedTuple):
    """What verdict words say."""

    polarity: Literal["positive", "mixed", "negative"]
    kind: RatingKind
    alone: bool
    """Whether they are a verdict where nothing else stands in the line, and no label."""


class Vocabulary:
    """All words, those of one language first. Built by `vocabulary`; immutable, look-ups are folded."""

    def __init__(self, language: str | None, files: tuple[Mapping[str, Any], ...], common: Mapping[str, Any]) -> None:
        self.language: Final = language
        self._files: Final = files
        # Short words of other languages are names or other words here: the page's own and English ones only.
        self._near: Final = files[: 1 if language in (None, _FALLBACK) else 2]
        self._common: Final = common
        self._sections_read: Final[dict[tuple[str, str, bool], tuple[str, ...]]] = {}

    # Labels and bylines

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Folded label words to their key."""
        known = {
            word: key
            for file in reversed(self._files)
            for key, words in reversed(file.get("labels", {}).items())
            for word in split(words)
        }
        # What asks for a label has lost its full stop: "Scén.: …".
        known |= {word[:-1]: key for word, key in known.items() if word[-1] == "." and word[:-1] not in known}
        # Capitals and hurried hands drop accents: "Titulo original".
        return {without_accents(word): key for word, key in known.items() if word[0] < _FIRST_UNACCENTED} | known

    def label(self, text: str) -> str | None:
        """The key of a label: "Regie:" -> "director", "Director(s)" -> "director"; None for what is none.

        A label of several keys ("Writer/Director") is none here: see `label_keys`.
        """
        keys = self.label_keys(text)
        return keys[0] if len(keys) == 1 else None

    def label_keys(self, text: str) -> tuple[str, ...]:
        """All keys of a label, in order: "Screenwriter & Director" -> ("writer", "director"); () for no label."""
        return _label_keys(text, self) if len(text) <= _LONGEST_LABEL else ()

    def _keys_of(self, text: str) -> tuple[str, ...]:
        whole = fold(text).strip(_LABEL_EDGE)
        if key := self._label_key(whole):
            return (key,)
        parts = [part for part in _LABEL_JOINTS.split(self._joints.sub("/", whole)) if part]
        is_hyphened = len(parts) == 1 and "-" in whole
        parts = whole.split("-") if is_hyphened else parts
        if not 2 <= len(parts) <= 4:
            return ()
        keys = [self._label_key(part) for part in parts]
        if is_hyphened and not CREW_LABELS.issuperset(keys):
            return ()  # "writer-director" is a label
        return () if None in keys else tuple(dict.fromkeys(key for key in keys if key is not None))

    def _label_key(self, folded: str) -> str | None:
        known = self.labels.get(folded)
        if known is None and folded[-1:] in _CLOSING:
            known = self.labels.get(_PLURAL.sub("", folded).strip(_LABEL_EDGE)) or self._noted_key(folded)
        if known is None and (ending := _ENDING.search(folded)) is not None:
            known = self.labels.get(folded[: ending.start()])  # "director/s", "regisseur*in"
        return known or (self._qualified_key(folded) if " " in folded else None)

    def _noted_key(self, folded: str) -> str | None:
        """The key of a label that a bracket says once more in other words: "Writer (Screenplay)"."""
        label, _, note = folded[:-1].partition("(")
        key = self.labels.get(label.strip())
        return key if key in MAKER_LABELS and self.labels.get(note.strip()) == key else None

    def _qualified_key(self, folded: str) -> str | None:
        """The key of a label with an adjective that says no more: "main actors", "actores principales"."""
        first, _, behind = folded.partition(" ")
        before, _, last = folded.rpartition(" ")
        bare = behind if first in self._qualifiers else before if last in self._qualifiers else ""
        key = self.labels.get(bare)
        return key if key in MAKER_LABELS else None

    @cached_property
    def _qualifiers(self) -> frozenset[str]:
        return frozenset(self._words("lists", "main"))

    def label_words(self, key: str) -> tuple[str, ...]:
        """All labels of a key, in every language."""
        return self._words("labels", key)

    @cached_property
    def label_starts(self) -> frozenset[str]:
        """First words of labels: what a line must begin with to begin with a label."""
        return frozenset(word.split()[0] for word in self.labels)

    @cached_property
    def near_labels(self) -> frozenset[str]:
        """Labels of the page's own language and of English, folded."""
        files = (file.get("labels", {}) for file in self._near)
        return frozenset(word for labels in files for words in labels.values() for word in split(words))

    def short_label(self, text: str) -> str | None:
        """The key of a letter that stands for a label among others of its kind: "R: X. D: A, B"."""
        return self._short_labels.get(fold(text).strip(_LABEL_EDGE))

    @cached_property
    def _short_labels(self) -> Mapping[str, str]:
        own = self._files[0].get("short_labels", {})
        return {word: key for key, words in own.items() for word in split(words)}

    @cached_property
    def _joints(self) -> re.Pattern[str]:
        return re.compile(rf"\s(?:{'|'.join(map(re.escape, self.joiners))})\s")

    @cached_property
    def bylines(self) -> tuple[str, ...]:
        """Words in front of a reviewer's name: "by", "reviewed by", "von"."""
        return self._words("bylines", "words")

    @cached_property
    def byline_phrases(self) -> Phrases:
        """The same, to be found in a text."""
        return phrases(self.bylines)

    def byline_words(
        self,
        key: Literal[
            "after",
            "ends",
            "owned",
            "particles",
            "portraits",
            "verbs",
            "posts",
            "about",
            "headings",
            "bios",
            "writes",
            "writing",
            "elsewhere",
            "credits",
            "labelled",
        ],
    ) -> tuple[str, ...]:
        """Words around a reviewer's name.

        "after" follow it and make the byline ("기자"), "ends" end it ("on"), "owned" say that a review is the name's,
        "particles" begin what is none behind a title, "portraits" tell of the writer's picture in front of it, "verbs"
        stand between it and the work ("reviews").

        Below a text, "posts" stand in front of its writer's name ("view all posts by"), "about" in front of that or of
        other names ("about", "©"), "headings" above it ("about the author"); "bios" begin what is told of a person
        ("is a"), "writes" that of one who writes ("reviews films"), and "writing" are jobs of such; "elsewhere" are
        headings of lists of other texts ("related posts"), "credits" words that beside the director's name who wrote
        the work ("story by"), "labelled" nouns that are a byline's in front of a colon alone ("forfatter").
        """
        return self._words("bylines", key)

    @cached_property
    def nobody(self) -> frozenset[str]:
        """Folded names that software or an office signs with: "admin", "editorial team", "redaktion"."""
        return frozenset(map(fold, self._words("bylines", "nobody")))

    @cached_property
    def jobs(self) -> frozenset[str]:
        """Folded words for what reviewers are, behind or below their name: "Ann Lee, film critic"."""
        return frozenset(map(fold, self._words("bylines", "jobs")))

    @cached_property
    def elsewhere(self) -> frozenset[str]:
        """Folded headings of lists of other texts, which stand below one: "related posts"."""
        return frozenset(map(fold, self._words("bylines", "elsewhere")))

    @cached_property
    def possessors(self) -> tuple[str, ...]:
        """What stands between a reviewer's name and "review" in a headline."""
        return self._words("bylines", "possessors")

    @cached_property
    def verdict_headings(self) -> frozenset[str]:
        """Labels of conclusions, those that can announce a rating too."""
        return frozenset(map(fold, self._words("labels", "verdict")))

    # Headlines

    @cached_property
    def headline(self) -> Mapping[str, HeadlineWord]:
        """Headline words by their flattened spelling."""
        return {
            words: _headline_word(
                words,
                entry.get("position", "either"),
                WorkKind(entry["kind"]) if "kind" in entry else None,
                entry.get("review", True),
                entry.get("doubtful", False),
            )
            for file in reversed(self._files)
            for entry in file.get("headline", ())
            for words in split(entry["words"])
        }

    @cached_property
    def review_words(self) -> frozenset[str]:
        """Those that say that a page is a review."""
        return frozenset(words for words, word in self.headline.items() if word.review)

    def headline_words(self, text: str) -> tuple[HeadlineMatch, ...]:
        """The headline words in a text, leftmost longest, without those inside words that deny it ("in review")."""
        return _headline_words(text, self)

    def _headline_in(self, text: str) -> tuple[HeadlineMatch, ...]:
        flat = flatten(text)
        if self._headline_phrases.first(flat) is None:
            return ()
        denied = list(self._denying.find(flat))
        return tuple(
            HeadlineMatch(self.headline[found.words], found.start, found.end)
            for found in self._headline_phrases.find(flat)
            if not any(
                no.start < found.end and found.start < no.end and len(no.words) > len(found.words) for no in denied
            )
        )

    @cached_property
    def _headline_phrases(self) -> Phrases:
        return phrases(self.headline)

    @cached_property
    def slug_headline(self) -> Phrases:
        """Headline words as addresses spell them, without accents and signs: "critica de la pelicula"."""
        sure = (words for words, word in self.headline.items() if word.position != "kicker")
        return phrases(map(_as_slug, sure))

    def without_slug_noun(self, words: str) -> str:
        """Words of an address without the noun at their end that says what the work is: "my mister k drama"."""
        for found in self._slug_nouns.find(words):
            if found.end == len(words) and found.start:
                return words[: found.start].strip()
        return words

    @cached_property
    def _slug_nouns(self) -> Phrases:
        return phrases(map(_as_slug, self.parts("nouns")))

    @cached_property
    def _denying(self) -> Phrases:
        """Words of no review that hold a headline word: "review roundup"."""
        return phrases(words for words in self._words("not_review", "words") if self._headline_phrases.first(words))

    def not_review(self, text: str) -> tuple[str, ...]:
        """The words in a headline that speak against a review: trailer, interview, list, archive."""
        return tuple(dict.fromkeys(found.words for found in self._not_review_phrases.find(flatten(text))))

    @cached_property
    def _not_review_phrases(self) -> Phrases:
        return phrases(self._words("not_review", "words"))

    @cached_property
    def headline_notes(self) -> frozenset[str]:
        """What stands in brackets beside a title and is no part of it: "spoiler-free"."""
        return frozenset(self._words("headline_notes", "words"))

    @cached_property
    def articles(self) -> frozenset[str]:
        """The language's articles."""
        return frozenset(self._own("titles", "articles"))

    @cached_property
    def leading_articles(self) -> frozenset[str]:
        """The same, and English ones, which names of sites have in every language."""
        return frozenset(self._words("titles", "articles", near=True))

    @cached_property
    def rubrics(self) -> frozenset[str]:
        """What sites print in front of a title, set off by a sign: "classic", "tiff", "netflix"."""
        own = self._words("titles", "rubrics", near=True)
        return frozenset((*own, *self._shared("titles", "rubrics"), *self.platform_names, *self.media))

    @cached_property
    def rubric_fillers(self) -> frozenset[str]:
        """Words that rubrics have beside those that make them some: "my", "week", "new"."""
        return frozenset(self._words("titles", "rubric_fillers", near=True))

    @cached_property
    def title_makers(self) -> Phrases:
        """Words of headlines behind which a work's makers and players stand: "starring"."""
        return phrases(self._words("titles", "makers", near=True))

    @cached_property
    def title_remarks(self) -> Phrases:
        """What headlines say of the post behind a title: "my thoughts", "explained"."""
        remarks = (*self._words("titles", "remarks", near=True), *self.glued_remarks)
        return phrases(words for words in remarks if words not in self.review_words)

    @cached_property
    def glued_remarks(self) -> frozenset[str]:
        """Those that need no sign between: "explained"."""
        return frozenset(self._words("titles", "glued_remarks", near=True))

    @cached_property
    def title_leads(self) -> Phrases:
        """What headlines put in front of a title: "why you should watch"."""
        return phrases(self._words("titles", "leads"))

    @cached_property
    def weak_leads(self) -> frozenset[str]:
        """Single words of the same kind that titles begin with as well: "watching"."""
        return frozenset(self._own("titles", "weak_leads"))

    @cached_property
    def own_leads(self) -> tuple[str, ...]:
        """The same of the page's own language, as words."""
        return self._own("titles", "leads")

    @cached_property
    def linking(self) -> frozenset[str]:
        """What sentences write between a noun for a work and its title: "titled"; endings where words are glued."""
        return frozenset(self._own("titles", "linking"))

    @cached_property
    def capitalises_titles(self) -> bool:
        """Whether the language writes titles with capitals ("Portrait of a Lady on Fire"), so that sentences differ."""
        return self._says("titles", "capitals")

    @cached_property
    def keeps_letters_in_addresses(self) -> bool:
        """Whether addresses spell the language's words with all their letters: other languages' accents are lost."""
        return self._says("titles", "plain")

    @cached_property
    def sets_titles_side_by_side(self) -> bool:
        """Whether headlines set a title and its native form beside each other with no sign: "빈센조 Vincenzo"."""
        return self._says("titles", "side_by_side")

    @cached_property
    def festivals(self) -> frozenset[str]:
        """Festivals and places of film that texts and addresses name beside a title: "cannes"."""
        return frozenset(self._shared("titles", "festivals"))

    @cached_property
    def alias_words(self) -> Phrases:
        """Words between a title and another that the work has: "aka"."""
        return phrases(self._shared("titles", "aliases"))

    @cached_property
    def literal_words(self) -> frozenset[str]:
        """Words in front of a title's translation: "lit."."""
        return frozenset(self._shared("titles", "literal"))

    # Prose and lists of names

    @cached_property
    def prose(self) -> Mapping[str, Connective]:
        """Connectives of the page's own language by key; English ones where it is not known.

        Those of other languages would misread: "con" and "mit" are words or names elsewhere.
        """
        own = self._files[0].get("prose", {})
        return {
            key: Connective(split(sides.get("after", "")), split(sides.get("before", ""))) for key, sides in own.items()
        }

    @cached_property
    def joiners(self) -> tuple[str, ...]:
        """Words for "and"."""
        return self._words("lists", "and", near=True)

    @cached_property
    def company(self) -> frozenset[str]:
        """Words between makers and players: "directed by X with A and B"."""
        return frozenset((*self._own("lists", "with"), *self.prose.get("with", Connective()).after))

    @cached_property
    def others(self) -> frozenset[str]:
        """Ends of a list that name nobody: "etc.", "others"."""
        return frozenset(self._words("lists", "others"))

    @cached_property
    def others_endings(self) -> tuple[str, ...]:
        """The same, the longest first."""
        return tuple(sorted(self.others, key=len, reverse=True))

    @cached_property
    def voices(self) -> tuple[str, ...]:
        """What stands in a list in front of a name, with the space behind it: "voice of ", "introducing "."""
        return tuple(f"{words} " for words in self._words("lists", "voices"))

    @cached_property
    def role_headings(self) -> frozenset[str]:
        """What stands above the characters in a table of players."""
        return frozenset(self._words("lists", "roles"))

    @cached_property
    def name_notes(self) -> frozenset[str]:
        """What stands in brackets behind a name and is no character: "voice"."""
        return frozenset(self._words("lists", "notes"))

    @cached_property
    def not_names(self) -> frozenset[str]:
        """Words that no name holds."""
        return frozenset(self._words("names", "not_names"))

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Words that no name holds, unless as the second of two: "Tim Story"."""
        return frozenset(self._shared("names", "surnames"))

    @cached_property
    def first_names(self) -> frozenset[str]:
        """Words that no name holds, unless as the first of several: "January Jones"."""
        return frozenset(self._shared("names", "first_names"))

    @cached_property
    def forenames(self) -> frozenset[str]:
        """Given names without accents, with which full names begin."""
        return _forenames()

    @cached_property
    def studios(self) -> frozenset[str]:
        """Folded names of companies and of places that stand for them, which make works as people do."""
        return frozenset(self._shared("names", "studios"))

    @cached_property
    def places(self) -> frozenset[str]:
        """Countries and cities of several words, which look like a person's name: "South Korea"."""
        return frozenset(self._shared("names", "places"))

    def sentence(self, key: SentenceWords) -> tuple[str, ...]:
        """Words of the page's own language that show in a sentence who is meant, and whose work."""
        return self._sentence_words.get(key, ())

    @cached_property
    def being(self) -> Phrases:
        """Forms of "to be", by which a text says something of a work."""
        return phrases(self.sentence("is"))

    @cached_property
    def _sentence_words(self) -> Mapping[str, tuple[str, ...]]:
        own = self._files[0].get("sentences", {})
        return {key: split(words) for key, words in own.items() if isinstance(words, str)}

    @cached_property
    def has_genitive_s(self) -> bool:
        """Whether a bare s makes a name possessive: "Nora Fingscheidts Film"."""
        return self._says("sentences", "genitive_s")

    @cached_property
    def puts_characters_first(self) -> bool:
        """Whether the language has the player's name in the bracket and the character's in front of it."""
        return self._says("sentences", "puts_characters_first")

    @cached_property
    def inflects_names(self) -> bool:
        """Whether names take endings: "с участием Итана Хоука"."""
        return self._says("sentences", "inflects_names")

    @cached_property
    def sets_endings_off(self) -> bool:
        """Whether names take endings behind an apostrophe: "Ceylan'ın filmi"."""
        return self._says("sentences", "endings_off")

    def person(self, key: PersonWords) -> tuple[str, ...]:
        """What names of people are made of in a language without capitals, and what stands directly behind them."""
        return self._person.get(key, ())

    @cached_property
    def _person(self) -> Mapping[str, tuple[str, ...]]:
        own = self._files[0].get("person", {})
        return {key: split(words) for key, words in own.items() if isinstance(words, str)}

    @cached_property
    def genitives(self) -> Mapping[str, str]:
        """Given names in the genitive, to their nominative: "Андрея" -> "Андрей"; none that is a nominative too."""
        return self._pairs("given")

    @cached_property
    def genitive_endings(self) -> Mapping[str, str]:
        """Endings of surnames in the genitive, the longest first, to those of the nominative: "ова" -> "ов"."""
        return dict(sorted(self._pairs("surnames").items(), key=lambda pair: -len(pair[0])))

    @cached_property
    def genitive_letters(self) -> tuple[str, ...]:
        """What any name in the genitive ends in."""
        return self._own("genitives", "ends")

    def _pairs(self, key: str) -> dict[str, str]:
        words = self._own("genitives", key)
        return {before: after for before, _, after in (word.partition(" = ") for word in words)}

    @cached_property
    def endings_close(self) -> bool:
        """Whether an ending behind a name also ends the word."""
        return self._says("person", "endings_close")

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """Words whose full stop ends no sentence, without it: "dr"."""
        return frozenset(self._shared("names", "abbreviations"))

    @cached_property
    def particles(self) -> frozenset[str]:
        """Lower-case parts of names: de, van, bin."""
        return frozenset(self._shared("names", "particles"))

    @cached_property
    def name_suffixes(self) -> frozenset[str]:
        """Parts behind a surname: Jr., III."""
        return frozenset(self._shared("names", "suffixes"))

    @cached_property
    def given_names(self) -> frozenset[str]:
        """Given names that never stand for a whole person in a credit."""
        return frozenset(self._shared("names", "given"))

    # Numbers, dates, parts of a series

    @cached_property
    def months(self) -> Mapping[str, int]:
        """Folded names of months, 1 to 12."""
        return {
            word: number
            for file in reversed(self._files)
            for number, words in enumerate(file.get("months", {}).get("names", ()), start=1)
            for word in split(words)
        }

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Small numbers in words."""
        return {**self._common["numbers"], **self._table("numbers")}

    @cached_property
    def spelt_numbers(self) -> tuple[frozenset[str], tuple[str, ...]]:
        """Number words of scripts that space their words, and signs of those that do not."""
        free = tuple(word for word in self.numbers if is_unspaced(word[0]))
        return frozenset(self.numbers) - frozenset(free), free

    @cached_property
    def ordinals(self) -> Mapping[str, int]:
        """Small ordinals in words."""
        return self._table("ordinals")

    @cached_property
    def zones(self) -> Mapping[str, str]:
        """Names of time zones to their offset; ambiguous names are left out."""
        return dict(self._common["zones"])

    def clock(self, key: Literal["on", "at", "hour", "am", "pm", "year", "of", "ordinal", "date"]) -> tuple[str, ...]:
        """Small words in dates and beside clock times.

        "on" stands in front of a day, "hour" behind a clock time, "year" between a year and a time, "of" between day,
        month and year, "ordinal" right behind a day; "date" are labels that do not tell which date they mean.
        """
        return self._words("clock", key)

    @cached_property
    def weekdays(self) -> frozenset[str]:
        """Folded names of weekdays, short ones too, without a dot."""
        return frozenset(self._words("clock", "weekdays"))

    @cached_property
    def date_order(self) -> DateOrder | None:
        """Order of all-number dates where the language leaves no doubt."""
        order: DateOrder | None = self._files[0].get("clock", {}).get("order")
        return order

    @property
    def calendar(self) -> Literal["persian"] | None:
        """The calendar of the language's all-number dates, where it is not the Gregorian one."""
        calendar: Literal["persian"] | None = self._files[0].get("clock", {}).get("calendar")
        return calendar

    @cached_property
    def persian_months(self) -> Mapping[str, int]:
        """Folded names of the months of the Persian calendar, 1 to 12."""
        return {
            word: number
            for file in self._files
            for number, words in enumerate(file.get("months", {}).get("persian", ()), start=1)
            for word in split(words)
        }

    @cached_property
    def day_first_regions(self) -> frozenset[str]:
        """Regions (ISO 3166, and the "uk" of host names) of English that print the day before the month."""
        return frozenset(self._shared("date_order", "dmy"))

    def says_release(self, text: str) -> bool:
        """Whether a short text speaks of a release, an opening or a premiere."""
        return self._release_phrases.first(flatten(text)) is not None

    @cached_property
    def _release_phrases(self) -> Phrases:
        return phrases(
            flatten(word) for file in self._near for word in split(file.get("labels", {}).get("release", ""))
        )

    def relative(self, key: Literal["before", "after", "one"]) -> tuple[str, ...]:
        """Words of a distance in time: in front of its number ("vor"), behind its unit ("ago"), and for one."""
        return self._words("relative", key)

    @cached_property
    def relative_units(self) -> Mapping[str, str]:
        """Units of a distance in time: "minute", "hour", "day", "week", "month" or "year" by their spelling."""
        return {word: unit for unit in reversed(_TIME_UNITS) for word in self._words("relative", unit)}

    @cached_property
    def relative_days(self) -> Mapping[str, int]:
        """Words for today and yesterday, by how many days ago they are."""
        days = dict.fromkeys(self._words("relative", "yesterday"), 1)
        return {**days, **dict.fromkeys(self._words("relative", "today"), 0)}

    @cached_property
    def minutes(self) -> frozenset[str]:
        """Words for minutes, in all languages."""
        return frozenset(map(fold, self._words("relative", "minute")))

    @cached_property
    def countries(self) -> frozenset[str]:
        """Folded names and short forms of countries where films are made, in many languages."""
        return frozenset(self._shared("names", "countries"))

    def parts(
        self, key: Literal["season", "episode", "nouns", "finale", "ordinal_ends", "sequels", "owned"]
    ) -> tuple[str, ...]:
        """Words for parts of a series, what ends figures in front of them ("2nd"), nouns for the kind of a work.

        `owned` are nouns for what titles say is a character's: "The Diary of X".
        """
        return self._words("parts", key)

    @cached_property
    def part_words(self) -> frozenset[str]:
        """Words for parts of a series: "season", "episode"."""
        return frozenset((*self.parts("season"), *self.parts("episode")))

    # What a page and its text are about

    @cached_property
    def frequent(self) -> frozenset[str]:
        """The dozen most frequent words of the page's own language; empty where it is not known."""
        words = frequent_words()[self.language] if self.language is not None else ()
        return frozenset(words[:_FREQUENT])

    @cached_property
    def capitalises_nouns(self) -> bool:
        """Whether the page's language writes all nouns with a capital, so that capitals tell no names."""
        return self._says("language", "capitalises_nouns")

    def topics(self, text: str, title: str | None = None) -> Counter[str]:
        """What a text speaks of, with the number of mentions.

        Keys: the kinds of works by what the text calls them ("the film", "this season"), "screen" for what films and
        series alike are made of ("scenes", "acting"), "opinion" for words of judgement, each of these counted once.
        Words of the work's title speak of nothing: "Squid Game" is no game, "The Interview" none.
        """
        counts: Counter[str] = Counter()
        judged: set[str] = set()
        flat = flatten(title or "")
        titled = {*flat.split(), *(found.words for found in self._topic_phrases.find(flat))}
        for found in self._topic_phrases.find(flatten(text)):
            if found.words in titled:
                continue
            topic = self._topics[found.words]
            if topic == "opinion":
                judged.add(found.words)
            else:
                counts[topic] += 1
        counts["opinion"] = len(judged)
        return counts

    @cached_property
    def _topics(self) -> Mapping[str, str]:
        kinds, topics = self._files[0].get("kinds", {}), dict(self._files[0].get("topics", {}))
        stems, endings = split(topics.pop("inflected", "")), ("", *split(topics.pop("endings", "")))
        return {
            **{stem + ending: "opinion" for stem in stems for ending in endings},
            **{word: topic for section in (topics, kinds) for topic, words in section.items() for word in split(words)},
        }

    @cached_property
    def _topic_phrases(self) -> Phrases:
        return phrases(self._topics)

    @cached_property
    def judging(self) -> frozenset[str]:
        """Words of judgement, frequent words and numbers: what stands behind a label that rates and names nobody."""
        opinion = {word for word, topic in self._topics.items() if topic == "opinion"}
        frequent = frequent_words()[self.language] if self.language is not None else ()
        return frozenset({*opinion, *self.verdicts, *frequent, *self.spelt_numbers[0]})

    def kind_words(self, text: str) -> tuple[WorkKind, ...]:
        """What a headline or address calls a work, one entry per mention."""
        topics = (self._topics[found.words] for found in self._topic_phrases.find(flatten(text)))
        return tuple(WorkKind(topic) for topic in topics if topic in _KINDS)

    def is_kind(self, folded: str) -> bool:
        """Whether a text is nothing but a word for a kind of work: "film", "series"."""
        return self._topics.get(folded) in _KINDS

    @cached_property
    def screen_nouns(self) -> frozenset[str]:
        """Words of the page's own language for one film or series: "drama", "cinta", "фильма"; none for books."""
        nouns = self._own("parts", "nouns")
        works = (word for word in self.sentence("works") if self._topics.get(word) in _ON_SCREEN)
        no_nouns = {*self.articles, *self.frequent, *self.sentence("articles"), *self.sentence("books")}
        words = (*nouns, *works)
        no_nouns |= {word for word in words if self._topics.get(word) == WorkKind.BOOK or len(word) == 1}
        return frozenset(words) - no_nouns

    def says_shown(self, text: str) -> bool:
        """Whether a sentence says where a work is shown: "streaming on", "now on"."""
        return self._shown_phrases.first(flatten(text)) is not None

    @cached_property
    def _shown_phrases(self) -> Phrases:
        sides = self.prose.get("streams_on", Connective())
        return phrases(sides.after or sides.before)

    def says_paywall(self, text: str) -> bool:
        """Whether a text asks its reader to pay for the rest."""
        return self._paywall_phrases.first(flatten(text)) is not None

    @cached_property
    def _paywall_phrases(self) -> Phrases:
        return phrases(self._words("pages", "paywall"))

    def announces_comments(self, text: str) -> bool:
        """Whether a short line stands above what readers say: "Leave a reply"."""
        return self._comment_phrases.first(flatten(text)) is not None

    def announces_others(self, text: str) -> bool:
        """Whether a short line stands above what is no more of the review: comments, related posts, archives."""
        head = flatten(text).strip(_LABEL_EDGE)
        head = head.partition(":")[0].strip() if ":" in head else head
        return head in self._follows or self.announces_comments(text)

    @cached_property
    def _follows(self) -> frozenset[str]:
        return frozenset(map(flatten, self._words("pages", "follows")))

    @cached_property
    def _comment_phrases(self) -> Phrases:
        return phrases(self._words("pages", "comments"))

    def says_error(self, title: str) -> bool:
        """Whether a title is that of an error page: the whole of it, or a part set off by a dash or bar."""
        parts = _TITLE_PARTS.split(fold(title))
        return any(part.strip(" !.:…") in self._errors for part in (*parts, fold(title)))

    @cached_property
    def _errors(self) -> frozenset[str]:
        return frozenset(self._words("pages", "error"))

    def is_section(self, folded: str) -> bool:
        """Whether a text is the name of a section of reviews and nothing else."""
        return folded in self._sections

    @cached_property
    def _sections(self) -> frozenset[str]:
        return frozenset(self._words("pages", "sections"))

    @cached_property
    def review_nouns(self) -> tuple[str, ...]:
        """Words for reviews that are sections' names, of the page's language and English, the longest first."""
        nouns = (words for words in self._words("pages", "sections", near=True) if " " not in words)
        return tuple(sorted(nouns, key=len, reverse=True))

    def names_archive(self, text: str) -> bool:
        """Whether a headline names a list of reviews: "Category: Reviews", "Reviews A to Z"."""
        return self._archive_phrases.first(flatten(text)) is not None

    def names_archive_alone(self, text: str) -> bool:
        """Whether nothing but punctuation and figures follows the archive's word: "Reviews (12)", no "Tag der …"."""
        flat = flatten(text)
        found = self._archive_phrases.first(flat)
        return found is not None and not any(map(str.isalpha, flat[found.end :]))

    def ends_in_critic(self, text: str) -> bool:
        """Whether a byline ends in what a critic is called: "Ann Lee, Film Critic"."""
        return text.rstrip(" .)").lower().endswith(self._critics)

    @cached_property
    def _critics(self) -> tuple[str, ...]:
        return self._words("pages", "critics")

    @cached_property
    def _archive_phrases(self) -> Phrases:
        return phrases(self._words("pages", "archive"))

    @cached_property
    def title_continues(self) -> frozenset[str]:
        """First words of a bracket that goes on with the title: "Birdman or (The Unexpected Virtue of Ignorance)"."""
        return frozenset(self._shared("titles", "continues"))

    @cached_property
    def media(self) -> frozenset[str]:
        """What works are published on: "blu-ray"."""
        return frozenset(self._shared("titles", "media"))

    @cached_property
    def discs(self) -> frozenset[str]:
        """What a review of a disc says behind the title: "Blu-ray", "4K UHD"."""
        return frozenset(self._shared("titles", "discs"))

    @cached_property
    def work_folders(self) -> frozenset[str]:
        """Folders of an address in which sites file works."""
        return frozenset(self._shared("titles", "work_folders"))

    @cached_property
    def film_hosts(self) -> tuple[str, ...]:
        """What the names of sites about films are made of."""
        return self._shared("titles", "film_hosts")

    @cached_property
    def furniture(self) -> frozenset[str]:
        """Texts that pages print around their content: "skip to content", "search this blog"."""
        return frozenset(self._words("pages", "furniture"))

    @cached_property
    def before_people(self) -> tuple[str, ...]:
        """What a sentence writes in front of a name of a person, each with the space behind it: "directed by "."""
        keys = (
            "directed_by",
            "written_by",
            "created_by",
            "stars",
            "played_by",
            "composed_by",
            "shot_by",
            "produced_by",
        )
        words = (word for key in keys for word in self.prose.get(key, Connective()).after)
        return tuple(f"{word} " for word in words)

    @cached_property
    def before_makers(self) -> tuple[str, ...]:
        """Of `before_people` what opens a line of credits: "directed by ", "regia di "."""
        words = (word for key in ("directed_by", "written_by") for word in self.prose.get(key, Connective()).after)
        return tuple(f"{word} " for word in words if " " in word)

    def names_reviews(self, text: str) -> bool:
        """Whether the words of a section, category or address are those of reviews."""
        return self._section_phrases.first(flatten(text)) is not None

    def files_reviews(self, text: str) -> bool:
        """Whether an address or a section is one of reviews, and not of news about them: "first reviews of"."""
        return self.names_reviews(text) and not self.tells_of_reviews(text)

    def tells_of_reviews(self, text: str) -> bool:
        """Whether a headline or an address announces the reviews of others: "The First Review of Tin Summer"."""
        return self._about_reviews.first(flatten(text)) is not None

    @cached_property
    def _about_reviews(self) -> Phrases:
        """Words of no review that hold a section's name and more: "first reviews of", "user reviews"."""
        words = (words for words in self._words("not_review", "words") if words not in self._sections)
        return phrases(words for words in words if self.names_reviews(words))

    @cached_property
    def _section_phrases(self) -> Phrases:
        return phrases(self._sections)

    # Ratings

    def rating_words(self, key: str) -> tuple[str, ...]:
        """Words in and around a rating, flattened: the keys of [rating], which en.toml explains."""
        return self._rating_words.get(key, ())

    @cached_property
    def rating_units(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What stars are counted in, and the words in front of a scale that nothing else holds by chance.

        Those of the page's language and of English, as every line is asked for them.
        """
        stars, scales = (tuple(map(flatten, self._words("rating", key, near=True))) for key in ("stars", "out_of"))
        return stars, tuple(word for word in scales if len(word) >= _SHORTEST_UNIT)

    @cached_property
    def rating_frames(self) -> frozenset[str]:
        """Small words that may stand around a verdict without changing it: "it's", "a", "solid", "for", "me"."""
        return frozenset(self.rating_words("frames"))

    def judges(self, text: str) -> bool:
        """Whether a text is one word or two of judgement and nothing else: "Great", "Very good"."""
        flat = flatten(text).strip(" .!")
        if flat.count(" ") > 1 or not flat:
            return False
        last = flat.rpartition(" ")[2]
        return flat in self.verdicts or self._topics.get(flat) == "opinion" or self._topics.get(last) == "opinion"

    @cached_property
    def _rating_words(self) -> Mapping[str, tuple[str, ...]]:
        keys = {key for file in self._files for key in file.get("rating", {})}
        return {key: tuple(map(flatten, self._words("rating", key, near=key in _NEAR_RATING))) for key in keys}

    @cached_property
    def gives(self) -> Phrases:
        """Words of the page's language and of English, in front of a verdict in a sentence: "i give it", "le doy"."""
        return phrases((*self.rating_words("gives"), *self.own_voice))

    @cached_property
    def own_voice(self) -> frozenset[str]:
        """Those of them that only the writer says: "i give it"."""
        return frozenset(self.rating_words("i_give"))

    @cached_property
    def gives_signs(self) -> tuple[str, ...]:
        """Those of them that the others hold: a text without these has none."""
        words = {*self.rating_words("gives"), *self.own_voice}
        return tuple(word for word in words if not any(other in word for other in words - {word}))

    def announces_legend(self, text: str) -> bool:
        """Whether a short line is a heading of what a site's ratings mean: a single word must be all of it."""
        flat = flatten(text).strip(_LABEL_EDGE)
        found = self._legends.first(flat)
        return found is not None and (" " in found.words or found.words.rstrip(":") == flat)

    @cached_property
    def _legends(self) -> Phrases:
        return phrases(self.rating_words("legends"))

    def begins_with_scale(self, text: str) -> bool:
        """Whether a text goes on from a value with its scale: "von 10 Punkten", "/5"."""
        return self._scale_start.match(flatten(text)) is not None

    @cached_property
    def _scale_start(self) -> re.Pattern[str]:
        words = alternatives((*self.rating_words("out_of"), *self.rating_words("of")))
        return re.compile(rf"(?:/|⁄|{words})\s?\d{{1,3}}(?!\d)")

    @cached_property
    def raters(self) -> Phrases:
        """Words of a sentence about ratings by others: aggregators, their averages, the readers."""
        return phrases((*self.rating_words("raters"), *self.audiences))

    @cached_property
    def audiences(self) -> frozenset[str]:
        """Those of them that mean the readers or viewers."""
        return frozenset((*self.rating_words("audiences"), *map(flatten, self._words("labels", "audience"))))

    @cached_property
    def aspects(self) -> Phrases:
        """Parts of a work that are rated apart, in the page's language and in English."""
        return phrases(map(flatten, self._words("labels", "aspect", near=True)))

    def is_own_rating_label(self, text: str) -> bool:
        """Whether a label of a rating, or its last word, is one of the page's own language or of English."""
        folded = fold(text).strip(_LABEL_EDGE)
        own = self._own_rating_labels
        return folded in own or folded.rpartition(" ")[2] in own or _PLURAL.sub("", folded) in own

    @cached_property
    def _own_rating_labels(self) -> frozenset[str]:
        return frozenset(map(fold, self._words("labels", "rating", near=True)))

    @cached_property
    def verdicts(self) -> Mapping[str, Verdict]:
        """Folded verdict words to what they say."""
        return {
            word: _verdict(entry["polarity"], RatingKind(entry.get("kind", "verdict")), entry.get("alone", False))
            for file in reversed(self._files)
            for entry in file.get("verdict", ())
            for word in split(entry["words"])
        }

    @cached_property
    def certificates(self) -> frozenset[str]:
        """Age certificates, folded: "pg-13", "fsk 12"."""
        return frozenset(self._shared("certificates", "words"))

    @cached_property
    def unknown_certificates(self) -> frozenset[str]:
        """Those of them that say that there is none."""
        return frozenset(self._shared("certificates", "unknown"))

    # Platforms

    def platforms(self, text: str, *, labelled: bool = False) -> tuple[str, ...]:
        """Canonical names of the services that a text names as whole words, in its order.

        Args:
            text: any text.
            labelled: whether a label says that the text names platforms; then names such as "Max" or "Sky" count.
        """
        names = self._labelled_platforms if labelled else self._platforms
        known = self._labelled_platform_phrases if labelled else self._platform_phrases
        flat = flatten(text)
        if not flat.isascii() and max(flat) >= FIRST_UNSPACED:
            flat = _GLUED.sub(" ", flat)  # "Netflixで配信中"
        return tuple(dict.fromkeys(names[found.words] for found in known.find(flat)))

    def channels(self, text: str) -> tuple[str, ...]:
        """Canonical names directly behind several words that say where a work is shown: "that aired on SBS".

        There names count that a label alone makes known otherwise, if they have a capital.
        """
        flat = flatten(text)
        behind = (found.end + 1 for found in self._airing_phrases.find(flat) if flat[found.end : found.end + 1] == " ")
        named = (
            self._labelled_platform_phrases.at(flat, place) for place in behind if text[place : place + 1].isupper()
        )
        return tuple(dict.fromkeys(self._labelled_platforms[found.words] for found in named if found is not None))

    @cached_property
    def _airing_phrases(self) -> Phrases:
        return phrases(words for words in self.prose.get("streams_on", Connective()).after if " " in words)

    @property
    def platform_names(self) -> Collection[str]:
        """Every spelling of a service's name, flattened."""
        return self._labelled_platforms.keys()

    @cached_property
    def platform_starts(self) -> tuple[str, ...]:
        """The same, as `str.startswith` takes them."""
        return tuple(self._labelled_platforms)

    @cached_property
    def _platforms(self) -> Mapping[str, str]:
        return _spellings("platforms")

    @cached_property
    def _labelled_platforms(self) -> Mapping[str, str]:
        return _spellings("platforms_labelled", "platforms")

    @cached_property
    def _platform_phrases(self) -> Phrases:
        return phrases(self._platforms)

    @cached_property
    def _labelled_platform_phrases(self) -> Phrases:
        return phrases(self._labelled_platforms)

    # Reading the files

    def _words(self, section: str, key: str, *, near: bool = False) -> tuple[str, ...]:
        known = self._sections_read.get((section, key, near))
        if known is None:
            files = self._near if near else self._files
            words = (word for file in files for word in split(file.get(section, {}).get(key, "")))
            known = self._sections_read[section, key, near] = tuple(dict.fromkeys(words))
        return known

    def _own(self, section: str, key: str) -> tuple[str, ...]:
        """Words of the page's own language; English ones where it is not known."""
        return split(self._files[0].get(section, {}).get(key, ""))

    def _says(self, section: str, key: str) -> bool:
        """A flag of the page's own language."""
        return bool(self._files[0].get(section, {}).get(key, False))

    def _shared(self, section: str, key: str) -> tuple[str, ...]:
        """Words that belong to no language."""
        return split(self._common[section][key])

    def _table(self, section: str) -> dict[str, int]:
        return {word: number for file in reversed(self._near) for word, number in file.get(section, {}).items()}


@remembered
def _label_keys(text: str, words: Vocabulary) -> tuple[str, ...]:
    return words._keys_of(text)  # noqa: SLF001 - a method cannot be remembered without its object


@remembered
def _headline_words(text: str, words: Vocabulary) -> tuple[HeadlineMatch, ...]:
    return words._headline_in(text)  # noqa: SLF001


@lru_cache(maxsize=64)
def vocabulary(language: str | None = None) -> Vocabulary:
    """The vocabulary for a page in a language (BCP 47 tag; None where it is not known)."""
    primary = re.split("[-_]", language)[0].lower() if language else ""
    primary = language_codes().get(primary, primary)
    return _of_language(primary if primary in _languages() else None)


@lru_cache(maxsize=64)
def _of_language(language: str | None) -> Vocabulary:
    files = _languages()
    order = dict.fromkeys(name for name in (language, _FALLBACK, *files) if name is not None)
    return Vocabulary(language, tuple(files[name] for name in order), _files()[_COMMON])


@lru_cache(maxsize=1)
def language_codes() -> Mapping[str, str]:
    """Other codes of the languages that have a file here: ISO 639-2, deprecated, regional, those of their countries."""
    return {
        code: language
        for language, file in _languages().items()
        for code in split(file.get("language", {}).get("codes", ""))
    }


@lru_cache(maxsize=1)
def frequent_words() -> Mapping[str, tuple[str, ...]]:
    """The most frequent words of each language, or its letters where words have no spaces; of others too."""
    own = {language: split(file.get("language", {}).get("frequent", "")) for language, file in _languages().items()}
    return {**own, **{language: split(words) for language, words in _files()[_COMMON]["frequent"].items()}}


@lru_cache(maxsize=1)
def labels_by_language() -> Mapping[str, tuple[str, ...]]:
    """Labels and headline words of each language."""
    return {
        language: tuple(
            word
            for words in (*file.get("labels", {}).values(), *(entry["words"] for entry in file.get("headline", ())))
            for word in split(words)
        )
        for language, file in _languages().items()
    }


@lru_cache(maxsize=1)
def _languages() -> dict[str, dict[str, Any]]:
    return {name: file for name, file in _files().items() if name != _COMMON}


@lru_cache(maxsize=1)
def _files() -> dict[str, dict[str, Any]]:
    """Every TOML file beside this module, by language."""
    found = (entry for entry in resources.files(__name__).iterdir() if entry.name.endswith(".toml"))
    return {
        entry.name.removesuffix(".toml"): rtoml.loads(entry.read_text("utf-8"))
        for entry in sorted(found, key=lambda entry: entry.name)
    }


def _as_slug(words: str) -> str:
    """Words as an address spells them, a space between two."""
    return " ".join(re.findall(r"[^\W_]+", without_accents(words)))


@cache
def _spellings(*sections: str) -> Mapping[str, str]:
    """Every spelling of the names in these sections of the common file, to the name."""
    names = [one for section in sections for one in _files()[_COMMON][section].items()]
    return {word: name for name, others in names for word in (flatten(name), *split(others))}


@cache
def _forenames() -> frozenset[str]:
    names = _files()[_COMMON]["names"]
    return frozenset((*names["forenames"].split(), *map(without_accents, split(names["given"]))))


_headline_word: Final = cache(HeadlineWord)
_verdict: Final = cache(Verdict)
"""Thirty vocabularies are made of the same words: what is the same in all of them is kept once."""


@cache
def split(words: str) -> tuple[str, ...]:
    """The words of one line of a vocabulary file, which " | " separates."""
    return tuple(word for word in map(str.strip, words.split("|")) if word)


def alternatives(words: Iterable[str]) -> str:
    """The words as alternatives of a pattern, the longest first; a pattern that never matches for no words."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"
