"""Names of people in running text: the list that a text begins or ends with, the one name in a bracket.

Capitals tell a name where the script has them; where it has none, `eastern` knows the forms of names. A word in lower
case ends a name unless it is a particle between two capitals ("Guillermo del Toro").
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from extractors.locate.eastern import eastern_names_after, eastern_names_before, is_eastern, is_eastern_name
from extractors.locate.uncased import is_uncased, is_uncased_name, uncased_names_after, uncased_names_before
from extractors.parse.names import ends_abbreviated, is_full_name, is_name, shared_surname
from extractors.parse.pattern import pattern
from extractors.parse.text import flatten, script_of, without_accents
from extractors.vocabulary import Connective, SentenceWords, Vocabulary, alternatives

CASED: Final = frozenset({"Latin", "Cyrillic", "Greek"})
"""Scripts in which a capital tells a name from a word, but not from the first word of a title."""
_MOST_NAMES: Final = 30
_MOST_WORDS: Final = 6
_SHORTEST_PRAISE: Final = 7
_FULL: Final = 2
"""Words of the shortest full name."""
_MOST_PARTICLES: Final = 2
"""Between two capitals: "de la", "van der"."""
_REACH: Final = 120
"""Characters that a single name and what describes it may take."""
_WORD: Final = pattern(
    r"[^\s,;:()\[\]{}<>“”„\"«»「」『』《》—–/|…-]+(?:-(?!-)[^\s,;:()\[\]{}<>“”„\"«»「」『』《》—–/|…-]*)*"
)
_POSSESSIVE: Final = pattern(r"['’]s?$")
_SUFFIXED: Final = pattern(r"['’][a-zçğıöşü]{1,4}$")
"""Endings that an apostrophe sets off, in a language that has them: "Ceylan'ın"."""
_CLAUSES: Final = pattern(r"[,;:()]")
_CLAUSE_END: Final = pattern(r"[;:()\[\]]")
_BRACKET: Final = pattern(r"\s*\([^()]{0,120}\)")
_LAST_BRACKET: Final = pattern(r"\s*\([^()]{0,120}\)\s*$")
_ASIDE: Final = pattern(r"\s*\([^()]{1,40}\)\s*")
"""A word to the reader in front of a list: "features (hold tight) A, B and C"."""
_LEADING: Final = ', \t\u00a0:–—-([“”"«»*‘'
_TRAILING: Final = " \t\u00a0,:–—-*("
_DESCRIPTION: Final = 8
"""Words in lower case that may stand in front of a name: "played by the wonderful X", "plays the nurse Y"."""
_LONGEST_CHARACTER: Final = 60


class Listed(NamedTuple):
    """A name in a list, and whom that person plays where the list says so."""

    name: str
    character: str | None = None


def names_after(text: str, vocabulary: Vocabulary, *, described: bool = False, single: bool = False) -> list[str]:
    """The list of names that a text begins with: "A, B and C in a film …" -> A, B, C. All are in one script.

    Args:
        text: What stands behind the word that announces names.
        vocabulary: The page's words.
        described: Whether words may stand in front of the first name: "by six-time winner X".
        single: Whether a name of one word may stand alone: "director Villeneuve".
    """
    return [listed.name for listed in _read(text, vocabulary, described=described, single=single)]


def cast_after(text: str, vocabulary: Vocabulary, *, described: bool) -> list[Listed]:
    """The list of players that a text begins with: "A as X, B as Y and C"."""
    if (aside := _ASIDE.match(text)) is not None and aside[0].islower():
        text = text[aside.end() :]
    first = flatten(text.lstrip(_LEADING).partition(" ")[0])
    described = described and first not in _set("articles", vocabulary)
    return _read(text, vocabulary, described=described, with_characters=True)


def _read(
    text: str, vocabulary: Vocabulary, *, described: bool = False, single: bool = False, with_characters: bool = False
) -> list[Listed]:
    if is_eastern(text, vocabulary):
        return [Listed(name) for name in eastern_names_after(text, vocabulary)]
    if is_uncased(text):
        return [Listed(name) for name in uncased_names_after(text, vocabulary)]
    found: list[Listed] = []
    joins: list[bool] = []
    position = len(text) - len(text.lstrip(_LEADING))
    described = described and "--" not in text[:position]  # "writers--think of X"
    while len(found) < _MOST_NAMES:
        start = _behind_description(text, position, vocabulary, first=not found) if described else None
        named = name_at(text, position if start is None else start, vocabulary)
        if named is None:
            break
        name, position, is_possessive = named
        if found and " " not in name and text[position : position + 1] in (":", "："):
            break  # the label behind a list: "A, B / Duur: 104 min."
        owned = name_at(text, position + 1, vocabulary) if is_possessive and not found else None
        if owned is not None and is_full(owned[0]) and (is_full_name(owned[0]) or not is_full_name(name)):
            name, position, is_possessive = owned  # "played by Silver Express's Jonathan Marsh"
        elif is_possessive and found and not joins[-1]:
            break  # "written by Ann Lee, Tom Reed's film"
        character = None
        if with_characters and text.startswith(" (", position) and (note := _BRACKET.match(text, position)) is not None:
            position = note.end() if as_pattern(vocabulary).match(text, note.end()) else position  # "X (Tin Sea) as Y"
        if with_characters and (role := as_pattern(vocabulary).match(text, position)) is not None:
            character, position = _character(text, role.end(), vocabulary)
            if joins and joins[-1] and found[-1].character is None:
                # "A and B as X and Y": who plays whom is not said name by name, and Y is nobody who plays.
                character, position = None, _behind_partner(text, position, vocabulary)
        found.append(Listed(_without_noun(name, vocabulary), character))
        if is_possessive:
            break
        if (bracket := _BRACKET.match(text, position)) is not None:
            position = bracket.end()
        separator = _separator_pattern(vocabulary).match(text, position)
        word = separator["word"] or separator["next"] if separator is not None else None
        if separator is None or (word and not with_characters and _is_company(word, vocabulary)):
            break  # "directed by X with A and B": those play
        joins.append(separator["word"] is not None)
        position = separator.end()
    return _people(_one_script(_shared(found, joins, vocabulary)), vocabulary, single=single)


def _without_noun(name: str, vocabulary: Vocabulary) -> str:
    """A full name without the noun for a job that stands in front of it: "Kabarettist Jonas Hall"."""
    _, _, rest = name.partition(" ")
    is_apart = vocabulary.capitalises_nouns and " " in rest and not is_full_name(name)
    return rest if is_apart and rest[0].isupper() and is_full_name(rest) else name


def _is_company(word: str, vocabulary: Vocabulary) -> bool:
    return flatten(word) in vocabulary.company


def company_behind(text: str, names: list[str], vocabulary: Vocabulary) -> list[Listed]:
    """The players behind the makers that a text begins with: "X with A and B" -> A, B; one alone may be anybody."""
    behind = text[text.rfind(names[-1]) + len(names[-1]) :].lstrip(", ")
    word = next((word for word in vocabulary.company if flatten(behind).startswith(f"{word} ")), None)
    listed = cast_after(behind[len(word) :], vocabulary, described=False) if word is not None else []
    return listed if len(listed) > 1 else []


def names_before(text: str, vocabulary: Vocabulary) -> list[str]:
    """The list of names that a text ends with: "In it A, B and C" -> A, B, C; words such as "who also" may follow."""
    if is_eastern(text, vocabulary):
        return eastern_names_before(text, vocabulary)
    text = text.rstrip(_TRAILING)
    if is_uncased(text[-1:]):
        return uncased_names_before(text, vocabulary)
    names: list[str] = []
    rest = _without_between(text, vocabulary)
    is_joined = False
    while len(names) < _MOST_NAMES:
        rest = _LAST_BRACKET.sub("", rest)
        run = trailing_run(rest, vocabulary)
        if run == rest and run.count(" ") >= _FULL and _is_praised(run, vocabulary):
            run = run.partition(" ")[2]
        if " " not in run or not is_name(run):
            if names and is_joined and run in vocabulary.given_names:
                names = [shared_surname([run, names[0]], vocabulary)[0], *names]
            break
        names.insert(0, run)
        rest = rest[: rest.rfind(run)]
        if vocabulary.capitalises_titles and _begins_title(rest, vocabulary) and not is_full_name(run):
            return names[1:]  # "The Iron Sea plays"
        cut = _last_separator(vocabulary).search(rest[-30:])
        if cut is None:
            break
        is_joined = cut[0].strip() != ","
        rest = rest[: len(rest) - len(cut[0])]
    return _same_script_as_last(names)


def _begins_title(before: str, vocabulary: Vocabulary) -> bool:
    """Whether a capital article stands in front of a name: "The Iron Sea"."""
    last = before.rstrip().rpartition(" ")[2]
    return last[:1].isupper() and flatten(last) in _set("articles", vocabulary)


def single_name_before(text: str) -> str | None:
    """A name of one word that a text ends with and a clause begins with: "IU", "…, Zendaya"."""
    last = _CLAUSES.split(text.rstrip())[-1].split()
    return last[0] if len(last) == 1 and is_name(last[0]) else None


def last_name_before(text: str, vocabulary: Vocabulary) -> str | None:
    """A surname alone that a text ends with, as reviews have it in front of a verb: "Stone, who also", "Stone"."""
    rest = _without_between(text.rstrip(_TRAILING), vocabulary)
    run = trailing_run(rest, vocabulary)
    is_surname = len(run) > 2 and " " not in run and rest.endswith(run) and is_name(run) and script_of(run) in CASED
    return run if is_surname and not vocabulary.capitalises_nouns and run not in vocabulary.given_names else None


def name_at(text: str, position: int, vocabulary: Vocabulary) -> tuple[str, int, bool] | None:
    """The name that stands at a position: as printed, where it ends, and whether it is possessive there."""
    run, end = _run_at(text, position, vocabulary)
    if not run:
        return None
    bare = _owner(vocabulary).sub("", run)
    if script_of(bare) not in CASED or not is_name(bare) or starts_as_title(bare, vocabulary):
        return None
    if _is_stop(bare.partition(" ")[0], vocabulary) or _is_honour(bare, vocabulary):
        return None
    return bare, end, bare != run


def starts_as_title(run: str, vocabulary: Vocabulary) -> bool:
    """Whether capitalised words begin as a title does, not as a name: "El Paciente", "The Stranger"."""
    return flatten(run.partition(" ")[0]) in _set("articles", vocabulary) | _set("indefinite", vocabulary)


def full_name(text: str, vocabulary: Vocabulary) -> str | None:
    """A text that is the full name of one person and nothing else."""
    text = text.strip()
    if is_eastern(text, vocabulary):
        return text if is_eastern_name(text, vocabulary) else None
    if is_uncased(text):
        return text if is_uncased_name(text, vocabulary) else None
    ends = name_at(text, 0, vocabulary)
    is_whole = ends is not None and ends[1] >= len(text) and " " in ends[0]
    return ends[0] if ends is not None and is_whole and flatten(ends[0]) not in vocabulary.places else None


def is_full(name: str) -> bool:
    """Whether a name is more than a surname; scripts without spaces have none between the two."""
    return " " in name or script_of(name) not in CASED


def trailing_run(text: str, vocabulary: Vocabulary) -> str:
    """The capitalised words (and the particles between them) that a text ends with."""
    text = text[-_REACH:]
    words = list(_WORD.finditer(text))
    start = place = len(words)
    while place and start - place <= _MOST_PARTICLES:
        word = words[place - 1]
        following = words[place].start() if place < len(words) else len(text.rstrip())
        if text[word.end() : following].strip() or (place < len(words) and _closes(word[0])):
            break
        if place < len(words) and _is_stop(word[0], vocabulary):
            break
        if is_capitalised(word[0]):
            start = place = place - 1
        elif place < len(words) and flatten(word[0]) in vocabulary.particles - frozenset(vocabulary.joiners):
            place -= 1
        else:
            break
    while start < len(words) and _is_no_first_word(words[start][0], vocabulary):
        start += 1
    if start == len(words) or len(words) - start > _MOST_WORDS:
        return ""
    return _behind_noun(
        _owner(vocabulary).sub("", _without_stop(text[words[start].start() :].strip(_TRAILING))), vocabulary
    )


def _is_praised(run: str, vocabulary: Vocabulary) -> bool:
    """Whether a clause's first word is none of the full name behind it: "Bravissima Anna Riva"; a rank is."""
    first, _, rest = run.partition(" ")
    is_long = len(first) >= _SHORTEST_PRAISE  # few family names that stand first are
    is_apart = without_accents(first) not in vocabulary.forenames and flatten(first) not in _set("ranks", vocabulary)
    return is_long and is_apart and is_full_name(rest)


def _behind_noun(run: str, vocabulary: Vocabulary) -> str:
    """A run without a noun and the preposition between it and a full name: "Bilder von Fatih Akin", "Cine de Ana Ruiz".

    A preposition between a given name and a surname is a part of the name.
    """
    noun, _, rest = run.partition(" ")
    word, _, name = rest.partition(" ")
    is_small = flatten(word) in _set("by", vocabulary) | _set("prepositions", vocabulary)
    is_apart = is_small and " " in name and noun not in vocabulary.given_names
    return name if is_apart and not is_full_name(f"{noun} {name}") and is_full_name(name) else run


def _owner(vocabulary: Vocabulary) -> re.Pattern[str]:
    """What an apostrophe sets off at the end of a name, and is none of it."""
    return _SUFFIXED if vocabulary.sets_endings_off else _POSSESSIVE


def _is_stop(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word, for all its capital, is none of a name: headlines capitalise "In" and "And" too."""
    flat = flatten(word)
    return flat in _set("stop", vocabulary) and flat not in vocabulary.particles


def _is_no_first_word(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word in front of a name is none of it: "In", "It's", "Director", "del" of a name that was cut."""
    flat = flatten(word)
    return (
        flat in _set("stop", vocabulary)
        or _POSSESSIVE.sub("", flat) in _set("stop", vocabulary)
        or flat in vocabulary.frequent
        or (not word[0].isupper() and flat in vocabulary.particles)
        or flat in _set("makers", vocabulary)
        or flat in _set("works", vocabulary)
        or flat in _set("honours", vocabulary)
        or flat in _set("players", vocabulary)
        or (flat in vocabulary.labels and flat not in vocabulary.forenames)
    )


def _run_at(text: str, position: int, vocabulary: Vocabulary) -> tuple[str, int]:
    """The capitalised words that begin at a position, and where they end."""
    end = position
    words = 0
    waiting = 0
    for word in _WORD.finditer(text, position, position + _REACH):
        if text[end : word.start()].strip() or words + waiting > _MOST_WORDS or (words == 0 and word.start() > end):
            break
        flat = flatten(word[0])
        if not is_capitalised(word[0]):
            if words and not waiting and flat in vocabulary.name_suffixes:
                end = word.end()
                break
            is_particle = words and flat in vocabulary.particles and flat not in vocabulary.joiners
            if not is_particle or waiting == 2:
                break
            waiting += 1
            end = word.end()
            continue
        if words and (_is_stop(word[0], vocabulary) or (words > 1 and runs_on(flat, vocabulary))):
            break
        end = word.end()
        words, waiting = words + waiting + 1, 0
        if _owner(vocabulary).search(word[0]) or _closes(word[0]):
            break
    run = text[position:end]
    if waiting:  # particles that no capital followed
        run = " ".join(run.split(" ")[:-waiting])
        end = position + len(run)
    bare = _without_stop(run)
    return bare, end


def runs_on(flat: str, vocabulary: Vocabulary) -> bool:
    """Whether a third word is none of the name in front of it: "directed by Ann Stone Edited by Tom Reed"."""
    is_other = flat in vocabulary.not_names or (flat in vocabulary.near_labels and flat not in vocabulary.particles)
    return is_other and flat not in vocabulary.surnames


def _closes(word: str) -> bool:
    return word.endswith((".", "!", "?")) and not ends_abbreviated(word)


def _without_stop(text: str) -> str:
    """Without the full stop that ends the sentence; that of "Jr." and of an initial stays."""
    return text if ends_abbreviated(text) else text.rstrip(".!?。！？…")


def is_capitalised(word: str) -> bool:
    """Whether a word could be part of a name: a capital, or a letter of a script without case."""
    first = next((character for character in word if character.isalpha()), "")
    prefixed = len(word) > 2 and word[1] in "'’-" and word[2].isupper()
    return bool(first) and (not first.islower() or prefixed or word.startswith(("al-", "el-")))


def _behind_description(text: str, position: int, vocabulary: Vocabulary, *, first: bool) -> int | None:
    """Where a name starts behind words that describe the person; None where a preposition leads elsewhere.

    A description in capitals, and one in the midst of a list, has a noun that says so: "Academy Award winner X",
    "Grand Prize-winning playwright X".
    """
    last = ""
    is_praised = False
    begins_small = first and not is_capitalised(text[position : position + 2])
    for number, word in enumerate(_WORD.finditer(text, position, position + _REACH)):
        gap = text[position : word.start()]
        if number > _DESCRIPTION or gap.strip():
            return None
        flat = flatten(word[0])
        is_name_next = is_capitalised(word[0]) and last and not is_capitalised(last)
        if is_name_next and number == 1 and flatten(last) in _set("articles", vocabulary) and begins_small:
            return None  # a title: "the director, the Silver Express"
        if is_name_next and _is_full_at(text, word.start(), vocabulary):
            is_noun = flatten(last) in _set("honours", vocabulary) | _set("players", vocabulary)
            return word.start() if begins_small or is_noun or is_praised else None
        is_article = number == 0 and flat in _set("articles", vocabulary)
        is_stop = flat in _set("stop", vocabulary) or flat in vocabulary.joiners
        if (is_stop and not is_article) or _closes(word[0]):
            return None
        last = word[0]
        is_praised = is_praised or _is_honour(last, vocabulary)
        position = word.end()
    return None


def _is_honour(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a compound says what somebody has won: "Prize-winning"."""
    _, hyphen, last = flatten(word).rpartition("-")
    return bool(hyphen) and last in _set("honours", vocabulary)


def _is_full_at(text: str, position: int, vocabulary: Vocabulary) -> bool:
    named = name_at(text, position, vocabulary)
    if named is None or " " not in named[0]:
        return False
    # "Oscar winner X", "South African actor X": what a noun for a job follows may only describe.
    following = text[named[1] : named[1] + 30].split(maxsplit=1)
    nouns = _set("makers", vocabulary) | _set("players", vocabulary)
    return not following or flatten(following[0]) not in nouns


def character_after(text: str, vocabulary: Vocabulary, *, is_verb: bool) -> str | None:
    """The character's name behind "plays": descriptions in lower case may come first.

    Where all nouns have capitals, one word behind "as" or a description may be any noun ("spielt das Mädchen").
    """
    words = list(_WORD.finditer(text[:_REACH]))
    for position, word in enumerate(words[: _DESCRIPTION + 1]):
        between = text[words[position - 1].end() : word.start()] if position else text[: word.start()]
        if _CLAUSE_END.search(between) or _leads_elsewhere(word[0], vocabulary):
            return None
        if word[0][0].isupper():
            run = _POSSESSIVE.sub("", _run_at(text, word.start(), vocabulary)[0])
            any_noun = (position > 0 or not is_verb) and vocabulary.capitalises_nouns and " " not in run
            any_noun = any_noun and without_accents(run) not in vocabulary.forenames
            return run if run and len(run) <= _LONGEST_CHARACTER and not any_noun else None
    return None


def _leads_elsewhere(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word behind a verb makes it another: "vive em Lisboa", "plays the piano on Sundays"."""
    flat = flatten(word)
    may_stand = _set("articles", vocabulary) | _set("own", vocabulary)
    return flat in _set("stop", vocabulary) and flat not in may_stand and word[0].islower()


def _character(text: str, position: int, vocabulary: Vocabulary) -> tuple[str | None, int]:
    """The character behind "as" in a list, and where its name ends."""
    character = character_after(text[position : position + _REACH], vocabulary, is_verb=False)
    if character is None:
        return None, position
    end = text.index(character, position) + len(character)
    if (other := _before_other_character(vocabulary).match(text, end)) is not None:
        end = other.end()
    return character, end


def _behind_partner(text: str, position: int, vocabulary: Vocabulary) -> int:
    """Where the second of two characters ends: Y of "A and B as X and Y"; not the player Y of "X and Y as Z"."""
    separator = _separator_pattern(vocabulary).match(text, position)
    if separator is None or separator["word"] is None:
        return position
    named = name_at(text, separator.end(), vocabulary)
    is_character = named is not None and as_pattern(vocabulary).match(text, named[1]) is None
    return named[1] if named is not None and is_character else position


def _shared(found: list[Listed], joins: list[bool], vocabulary: Vocabulary) -> list[Listed]:
    """A given name in front of "and" shares the surname behind it: "Joe and Anthony Russo"."""
    for place, joined in enumerate(joins[: len(found) - 1]):
        if joined and " " not in found[place].name:
            pair = shared_surname([found[place].name, found[place + 1].name], vocabulary)
            found[place] = Listed(pair[0], found[place].character)
    return found


def _people(found: list[Listed], vocabulary: Vocabulary, *, single: bool) -> list[Listed]:
    """Single words are people only in the company of full names ("stars IU, Park Bo-gum"), where nouns are small."""
    full = [one for one in found if " " in one.name]
    if vocabulary.capitalises_nouns:
        return full
    alone = single and len(found) == 1 and len(found[0].name) > 2 and found[0].name.isalpha()
    return found if full or alone else []


def _one_script(found: list[Listed]) -> list[Listed]:
    """The names up to the first that is in another script: there the work's native title begins."""
    kept: list[Listed] = []
    for one in found:
        if kept and script_of(one.name) != script_of(kept[0].name):
            break
        kept.append(one)
    return kept


def _same_script_as_last(names: list[str]) -> list[str]:
    script = script_of(names[-1]) if names else None
    return [name for name in names if script_of(name) == script]


def _without_between(text: str, vocabulary: Vocabulary) -> str:
    """Without the words that may stand between a name and its verb: "who also", "qui", "hat"."""
    between = _set("between", vocabulary)
    for _ in range(5):
        head, _, last = text.rstrip(" ,").rpartition(" ")
        if not head or flatten(last.lstrip("(")) not in between:
            break
        text = head
    return text.rstrip(_TRAILING)


@lru_cache(maxsize=512)
def _set(key: SentenceWords, vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(vocabulary.sentence(key))


@lru_cache(maxsize=64)
def as_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """The words between a player and the character: "as", "als", "dans le rôle de"."""
    words = alternatives(vocabulary.prose.get("as", Connective()).before)
    return re.compile(rf",?\s+(?:{words})\s+", re.IGNORECASE)


@lru_cache(maxsize=64)
def _before_other_character(vocabulary: Vocabulary) -> re.Pattern[str]:
    """The word "and" in front of a second character, who has one word: "as Ann and Tom,"."""
    return re.compile(rf"\s+(?:{alternatives(vocabulary.joiners)})\s+(?=[^\W\d_]+\s*[,.])")


@lru_cache(maxsize=64)
def _separator_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    words = alternatives(vocabulary.joiners)
    return re.compile(rf"\s*(?:[,;、，·/]\s*(?:(?P<next>{words})\s)?|\s(?P<word>{words})\s)\s*", re.IGNORECASE)


@lru_cache(maxsize=64)
def _last_separator(vocabulary: Vocabulary) -> re.Pattern[str]:
    words = alternatives(vocabulary.joiners)
    return re.compile(rf"(?:,\s*(?:(?:{words})\s)?|\s(?:{words})\s)\s*$", re.IGNORECASE)
