"""Lines that list credits: labels with names, several labels in a line or one above its names, players with characters.

Director: X                        Dir: X. With: A, B. 2024. 120 min
Cast                               A - Marie
A as Marie, a nurse                B - Tom
B as Tom                           C - The Captain
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from extractors.locate.eastern import eastern_names_after, is_eastern, is_eastern_name, transcribed_names
from extractors.locate.people import as_pattern, character_after, full_name, is_full, names_after, runs_on
from extractors.locate.sentences import by_start, sentences
from extractors.parse.names import NamedPart, is_full_name, is_name, split_names
from extractors.parse.pattern import pattern
from extractors.parse.text import YEAR, flatten, fold, glued_at, split_label
from extractors.segment import Line
from extractors.vocabulary import CREW_LABELS, Vocabulary
from schemas.review import Role

_ROLES: Final = {role.value: role for role in Role if role is not Role.OTHER}
_LONGEST_VALUE: Final = 1_000
_LONGEST_LINE: Final = 2_500
_LONGEST_ENTRY: Final = 200
_LONGEST_LABEL: Final = 40
_MOST_COLONS: Final = 30
_MOST_ENTRIES: Final = 80
_MOST_MAKERS: Final = 3
_MOST_FACTS: Final = 4
"""Lines of other facts between the makers' and the players'."""
_FEWEST_DASHED: Final = 3
_FEWEST_AS: Final = 2
_LABEL_WORDS: Final = 4
_LONGEST_CHAIN: Final = 600
_CHAIN_WORDS: Final = 3
_FEWEST_CHAINED: Final = 2
_LONGEST_WORD: Final = 5
_LONGEST_HEAD: Final = 80
"""Letters of what may stand in front of credits in a line: the title, countries and year."""
_LONGEST_GLUED: Final = 20
_UNBROKEN: Final = pattern(r"\S+")
_SQUARE: Final = frozenset("【[〔［")
_IN_SQUARE: Final = pattern(r"[【\[〔［]\s*(?P<label>[^【】\[\]〔〕［］:：]{1,20}?)\s*[】\]〕］]\s*[:：]?\s*")
_EASTERN_SIGNS: Final = pattern(r"[／｜＝|=]")
_BEFORE_SIGN: Final = pattern(r"(?:^|(?<=[\s／｜|]))([^\s／｜＝|=]{1,12})\s?[／｜＝|=]\s?")
_COLUMN_SIGN: Final = pattern(r":|\s[-–—/=]\s|\s?(?:\.{3,}|…)\s?")
_LABEL_SIGNS: Final = pattern(r"\s(?:[-–—=»→>]|//|::)\s|\s?(?:[|｜]|(?<![\[(])(?:…|\.{2,}))\s?")
"""What stands for a colon behind a label."""
_BRACKET_WITHIN: Final = pattern(r"[()\[\]（）]")
_NO_LETTERS: Final = pattern(r"[\W_]+|ほか$|他$|등$|等$")
_SYMBOLS: Final = pattern(r"[\u23e9-\u23ff\u2600-\u27bf\ufe0f\U0001f000-\U0001ffff]+")
_GLUED_CAPITALS: Final = pattern(r"[A-ZÀ-ÖØ-Þ](?=[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ.'’])")
_SMALL_ENTRY: Final = pattern(r"\s?[,;]\s(?=[a-zß-öø-ÿ])")
_SPACED_DASH: Final = pattern(r"\s[-–—]\s|\s?(?:\.{3}|…)\s?(?=\w)")
_IN_ROUND: Final = pattern(r"(?P<name>[^()（）]{2,60}?)\s?[(（](?P<inside>[^()（）]{2,60})[)）]")
_TWO_WORDS: Final = pattern(r"(?P<name>[^\W\d_]{3,30}), (?P<inside>[^\W\d_]{2,30})")
_IN_BRACKETS: Final = pattern(r"[(（\[][^()（）\[\]]{0,120}[)）\]]")
_COMMAS: Final = pattern(r"[,，、/／]")
_FACT: Final = pattern(r"\s*\d")
_BLANK: Final = pattern(r"\s")
_NO_CHARACTER: Final = pattern(r"\d{2}|[!?]\s|\w{4}\.\s")
_LONGEST_PART: Final = 8
"""Letters of a name in a script without spaces, up to a dot; what is longer is a sentence."""
_NAME_PARTS: Final = pattern(r"[\s・･·=＝]")
_COLON: Final = pattern(r"[:：](?!//|https?://|www\.)")
_PARTING: Final = pattern(r"\s[-–—|/]\s")
_ENDS: Final = " .\t"
_EDGES: Final = " \t\u00a0,;/|·•*-–—"
_DATED: Final = pattern(rf"[^()]{{6,60}}(?P<year>\s\({YEAR}\))")
"""A line that ends with a year in brackets, and has no others."""
_BULLETS: Final = " \t\u00a0•*·-–—►▪◦‣○●"
_CUT: Final = pattern(r"[,;.|/·•\n、。，；]|\s[-–—]\s")
_DASHED: Final = pattern(r"^(?P<left>[^–—]{2,60}?)(?:\s+(?:[-–—]+|=)\s*|\s*(?:\.{3,}|…)\s*)(?P<right>.{0,160})$")
_DASHES: Final = pattern(r"[–—…]|\.{3}|\s[-=]")
_NOTE: Final = pattern(r"\s?[(（][^()（）]{0,20}[)）]")
_PARTS: Final = pattern(r"[/&+,、・(（:：|｜…]|\.\.")
_NOTED: Final = pattern(r"[^,;/&()]{2,60}\((?P<note>[^()]{3,60})\)")
_QUOTES: Final = '"“«„‘'
_CIRCLED: Final = pattern(r"^[\u2460-\u2473\u25a0-\u25ff\s]+")


@dataclass(frozen=True, slots=True)
class Stated:
    """A person whose role a line states."""

    line: Line
    role: Role
    person: NamedPart
    is_set_off: bool
    """Whether markup sets the label off."""


def credit_lines(lines: Sequence[Line], vocabulary: Vocabulary) -> Iterator[Stated]:
    """Everybody named by lines that list credits, in the page's order."""
    index = 0
    beside = -1
    while index < len(lines):
        line = lines[index]
        following = lines[index + 1] if index == beside and index + 1 < len(lines) else None
        stated = _of_line(line, vocabulary, is_beside=index == beside, following=following)
        if stated:
            yield from stated
            index += 1
            beside = index
            if stated[-1].role is Role.CAST and index < len(lines):
                more = _continued(lines[index], vocabulary)
                count = 1
                if not more:
                    count, more = _eastern_column(lines, index, vocabulary)
                yield from more
                index += count
            continue
        if pair := _word_lines(lines[index : index + _MOST_FACTS + 2], vocabulary):
            yield from pair
            index += 2 if pair[-1].line is not line else 1
            continue
        if line.text[1:2] == ":" and (short := _short_labelled(lines, index, vocabulary)):
            yield from short
            index = lines.index(short[-1].line, index) + 1
            continue
        if line.label is not None:
            count, rows = _table(lines, index, vocabulary)
            yield from rows
            index += count
            if rows:
                continue
        if line.tag == "th":
            count, rows = _head_row(lines, index, vocabulary)
            yield from rows
            index += count
            if rows:
                continue
        roles = _label_alone(line, vocabulary)
        if roles:
            count, found = _block(lines, index + 1, roles, vocabulary)
        else:
            count, found = _unlabelled(lines, index, vocabulary)
        yield from found
        index += max(count, 1)


def _continued(line: Line, vocabulary: Vocabulary) -> list[Stated]:
    """The players on the line below the cast's, where a script without capitals tells names by their form alone."""
    text = line.text.strip(_EDGES)
    if line.label is not None or len(text) > _LONGEST_ENTRY or not is_eastern(text, vocabulary):
        return []
    names = eastern_names_after(text, vocabulary, spaced=True)
    is_all = len(names) > 1 and sum(map(len, names)) >= len(text) - 3 * len(names)
    return [Stated(line, Role.CAST, NamedPart(name), False) for name in names] if is_all else []


def _eastern_column(lines: Sequence[Line], start: int, vocabulary: Vocabulary) -> tuple[int, list[Stated]]:
    """The players below the cast's first, one in a line, in a script that tells names by their form; and the count.

    Stage names have any form ("真波"): they count in front of a name that has a name's, and in a long column that looks
    the same from line to line.
    """
    names: list[NamedPart] = []
    look = _look(lines[start]) if start < len(lines) else None
    known = 0
    has_form = False
    for line in lines[start : start + _MOST_ENTRIES]:
        text = line.text.strip(_BULLETS)
        if (
            line.label is not None
            or _look(line) != look
            or len(text) > _LONGEST_GLUED
            or not is_eastern(text, vocabulary)
        ):
            break
        is_long = any(len(part) > _LONGEST_PART for part in _NAME_PARTS.split(text))
        if is_long or not is_name(text) or vocabulary.label(text) is not None:
            break
        names.append(NamedPart(text))
        known = len(names) if is_eastern_name(text, vocabulary) else known
        has_form = has_form or eastern_names_after(text, vocabulary) == [text]
    known = len(names) if has_form and len(names) >= _FEWEST_DASHED else known
    column = zip(lines[start : start + known], names, strict=False)
    return known, [Stated(line, Role.CAST, name, False) for line, name in column]


def _word_lines(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Stated]:
    """A line of a small word and the makers, and the one below of players or other credits: "De X", "Avec A, B"."""
    if len(lines) < 2 or _small_word_roles(lines[0], vocabulary)[:1] != (Role.DIRECTOR,):
        return []  # before the names are read, which takes far longer
    makers = _word_line(lines[0], vocabulary)
    if not makers:
        return []
    is_cast = _small_word_roles(lines[1], vocabulary)[:1] == (Role.CAST,)
    if not is_cast and _is_fact(lines[1], vocabulary):
        below = next((line for line in lines[2:] if not _is_fact(line, vocabulary)), lines[1])
        has_cast = _small_word_roles(below, vocabulary)[:1] == (Role.CAST,) and bool(_word_line(below, vocabulary))
        return makers if has_cast else []  # the players' line is read in its turn
    more = _word_line(lines[1], vocabulary) if is_cast else _of_line(lines[1], vocabulary, is_beside=True)
    return [*makers, *more] if more else []


def _word_sentences(line: Line, text: str, vocabulary: Vocabulary) -> list[Stated]:
    """The same in one line, a genre or the title in front: "Von X. Mit A, B und C.", "Drame - De X - Avec A"."""
    if len(text) > _LONGEST_CHAIN // 2 or not ("," in text or ". " in text):
        return []
    if by_start(vocabulary).match(text) is None and _PARTING.search(text) is None:
        return []
    parts = [part.strip() for sentence in sentences(text) for part in _PARTING.split(sentence)]
    for part, behind in list(pairwise(parts))[:_FEWEST_DASHED]:
        by = by_start(vocabulary).match(part)
        word, _, listed = behind.partition(" ")
        if by is None or fold(word) not in vocabulary.company:
            continue
        makers, players = (_only_people(names.strip(_ENDS), vocabulary) for names in (part[by.end() :], listed))
        if makers and players:
            found = ((Role.DIRECTOR, makers), (Role.CAST, players))
            return [Stated(line, role, one, False) for role, people in found for one in people]
    return []


def _is_fact(line: Line, vocabulary: Vocabulary) -> bool:
    """Whether a line is a fact of the work that names nobody: "Durée : 1h 40min", "Sortie le 3 mai 2012"."""
    text = line.text
    if len(text) > _LONGEST_HEAD:
        return False
    is_labelled = bool(vocabulary.label_keys(line.label or split_label(text)[0]))
    return (is_labelled and not _of_line(line, vocabulary, is_beside=False)) or (
        any(map(str.isdigit, text)) and fold(text.partition(" ")[0]) in vocabulary.label_starts
    )


def _small_word_roles(line: Line, vocabulary: Vocabulary) -> tuple[Role, ...]:
    """The roles that the small word in front of a line's other words stands for."""
    word, _, value = line.text.strip(_EDGES).partition(" ")
    if line.label is not None or len(word) > _LONGEST_WORD or not 0 < len(value) <= _LONGEST_ENTRY:
        return ()
    if word.lower() not in vocabulary.label_starts or not _is_small_word(word, vocabulary):
        return ()
    return tuple(roles_of(word, vocabulary))


def _word_line(line: Line, vocabulary: Vocabulary) -> list[Stated]:
    value = line.text.strip(_EDGES).partition(" ")[2]
    people = _only_people(value, vocabulary)
    return [Stated(line, role, person, False) for role in _small_word_roles(line, vocabulary) for person in people]


# --- one line


def _short_labelled(lines: Sequence[Line], start: int, vocabulary: Vocabulary) -> list[Stated]:
    """Lines that each begin with a letter for a label, one of them for the director: "D: X", "W: Y"."""
    found: list[Stated] = []
    for line in lines[start : start + _LABEL_WORDS]:
        key = vocabulary.short_label(line.text[0]) if line.text[1:2] == ":" else None
        people = _only_people(line.text[2:].strip(), vocabulary) if key is not None else ()
        if key is None or not people:
            break
        found += [Stated(line, _ROLES[key], person, False) for person in people]
    is_sure = len({one.role for one in found}) > 1 and any(one.role is Role.DIRECTOR for one in found)
    return found if is_sure else []


def _of_line(line: Line, vocabulary: Vocabulary, *, is_beside: bool, following: Line | None = None) -> list[Stated]:
    """Everybody that one line names.

    Args:
        line: The line.
        vocabulary: The page's words.
        is_beside: Whether it stands right below another line of credits.
        following: The line below, where it stands so.
    """
    if line.label is not None and not _COLON.search(line.value):
        roles = roles_of(line.label, vocabulary)
        return _stated(line, roles, linked_value(line), vocabulary) if roles else []
    if len(line.text) > _LONGEST_LINE:
        return []
    text = _with_colons(line.text, vocabulary)
    found: list[Stated] = []
    if ":" in text or "：" in text:
        text = _linked(line, text) if text is line.text else text
        for roles, value in labels_within(text, vocabulary):
            found += _stated(line, roles, value, vocabulary)
        if len(text) <= _LONGEST_CHAIN:
            found = [*_in_front(line, text, vocabulary), *found] or _behind_head(line, text, vocabulary)
    elif len(text) <= _LONGEST_VALUE:
        found = _unmarked(line, vocabulary, is_beside=is_beside, following=following)
    return found


def _in_front(line: Line, text: str, vocabulary: Vocabulary) -> list[Stated]:
    """The makers in front of a line's first label with a colon: "Dir X, US, 2019, cast: A, B"."""
    head = text.partition(":")[0].rpartition(",")[0]
    if not head or len(head) > _LONGEST_ENTRY or not _may_begin_with_label(head, vocabulary):
        return []
    return [replace(one, line=line) for one in _unmarked(replace(line, text=head), vocabulary, is_beside=False)]


def _with_colons(text: str, vocabulary: Vocabulary) -> str:
    """A line with colons behind its labels, where other signs set them off: "【監督】X", "監督／X", "Director | X"."""
    if text[0] in _SQUARE and (first := _IN_SQUARE.match(text)) is not None and vocabulary.label_keys(first["label"]):
        return _IN_SQUARE.sub(r" \g<label>: ", text).strip()
    if ":" in text or "：" in text:
        is_enclosed = text[0] in "([（" and text[-1] in ")]）" and not _BRACKET_WITHIN.search(text[1:-1])
        return text[1:-1] if is_enclosed else text
    if not text.isascii() and len(text) <= _LONGEST_CHAIN and is_eastern(text, vocabulary):
        return _with_eastern_colons(text, vocabulary)
    return text


def _signs_as_colons(text: str, vocabulary: Vocabulary) -> str:
    """The same of a line that begins with a label, and has dashes or strokes behind its labels."""
    if len(text) > _LONGEST_CHAIN or _LABEL_SIGNS.search(text) is None:
        return text
    pieces: list[str] = []
    start = 0
    for sign in _LABEL_SIGNS.finditer(text):
        words = text[start : sign.start()].split()[-_LABEL_WORDS:]
        if any(vocabulary.label_keys(" ".join(words[place:])) for place in range(len(words))):
            pieces.append(f"{text[start : sign.start()]}: ")
            start = sign.end()
    return "".join((*pieces, text[start:]))


def _with_eastern_colons(text: str, vocabulary: Vocabulary) -> str:
    """The same of words without spaces, of which each label may be one: "監督 山田太一　脚本 坂元裕二"."""
    if _EASTERN_SIGNS.search(text) is not None:
        text = _BEFORE_SIGN.sub(lambda found: f"{found[1]}：" if vocabulary.label_keys(found[1]) else found[0], text)
    words = text.split()
    if len(words) < 2 * _FEWEST_CHAINED or len(words[0]) > _LONGEST_PART or not roles_of(words[0], vocabulary):
        return text
    places = [place for place, word in enumerate(words) if roles_of(word, vocabulary)]
    if len(places) < _FEWEST_CHAINED:
        return text
    listed = [" ".join(words[place + 1 : end]) for place, end in pairwise([*places, len(words)])]
    if not all(_is_eastern_list(names.strip(_EDGES), vocabulary) for names in listed):
        return text
    return " ".join(f"{words[place]}：{names}" for place, names in zip(places, listed, strict=True))


def _is_eastern_list(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text is a list of names and nothing else."""
    names = eastern_names_after(text, vocabulary, spaced=True)
    return bool(names) and (
        bool(_eastern_list(text, vocabulary)) or sum(map(len, names)) >= len(_NO_LETTERS.sub("", text))
    )


def roles_of(label: str, vocabulary: Vocabulary) -> tuple[Role, ...]:
    """The roles that a label stands for: "Writer/Director" -> writer and director."""
    return tuple(_ROLES[key] for key in vocabulary.label_keys(label) if key in _ROLES)


def linked_value(line: Line) -> str:
    """A line's value, with commas between links that nothing else parts."""
    return _linked(line, line.value)


def _linked(line: Line, value: str) -> str:
    """The end of a line's text, with such commas."""
    if len(line.spans) < 2:
        return value
    shift = len(line.text) - len(value)
    links = [span for span in line.spans if span.tag == "a" and span.start >= shift]
    for before, after in reversed(list(pairwise(links))):
        if before.end <= after.start and not line.text[before.end : after.start].strip():
            value = f"{value[: before.end - shift]}, {value[after.start - shift :]}"
    return value


def _stated(line: Line, roles: tuple[Role, ...], value: str, vocabulary: Vocabulary) -> list[Stated]:
    value = (value if value.isascii() else _SYMBOLS.sub(" ", value)).strip(_EDGES)
    if not value or len(value) > _LONGEST_VALUE:
        return []
    first = _without_dashes(_without_tail(next(sentences(value))), is_cast=Role.CAST in roles)
    first = _to_next_label(first, vocabulary)
    if Role.CAST in roles:
        first = _players_first(first, vocabulary)
    if Role.WRITER in roles:
        first = _without_sources(first, vocabulary)
    if Role.CAST not in roles:
        first = _in_order(first, vocabulary)
    people = [_trimmed(part, vocabulary) for part in split_names(first, vocabulary) if is_name(part.name)]
    people = [
        part for part in people if not _rates(part.name, vocabulary) and fold(part.name) not in vocabulary.countries
    ]
    if " " in first and is_eastern(first, vocabulary):
        spaced = max(_spaced_names(first, vocabulary), eastern_names_after(first, vocabulary, spaced=True), key=len)
        people = people if len(people) >= len(spaced) else [NamedPart(name) for name in spaced]
    if not people:  # the text may run on behind the names
        names = (name for name in names_after(first, vocabulary) if is_full(name))
        people = [NamedPart(name) for name in names if not _rates(name, vocabulary)]
    is_set_off = line.label is not None
    return [Stated(line, role, person, is_set_off) for role in roles for person in people]


def _to_next_label(value: str, vocabulary: Vocabulary) -> str:
    """A list up to a label within it that has no colon: "X; starring A and B" -> "X"."""
    for found in _SMALL_ENTRY.finditer(value):
        words = value[found.end() :].split(maxsplit=_LABEL_WORDS)[:_LABEL_WORDS]
        labels = (" ".join(words[:count]).lower() for count in range(1, len(words)))
        if any(label in vocabulary.near_labels and label not in vocabulary.joiners for label in labels):
            return value[: found.start()]
    return value


def _rates(name: str, vocabulary: Vocabulary) -> bool:
    """Whether what a label has behind it rates and names nobody: "Direction: Very Good", "Stars: Three and a half"."""
    words = fold(name).split()
    is_person = len(words) > 1 and words[0] in vocabulary.forenames
    return not is_person and all(word in vocabulary.judging for word in words)


def _without_dashes(value: str, *, is_cast: bool) -> str:
    """A list with commas for its dashes ("A - B - C"), or brackets where characters follow ("A – Marie, B – Tom")."""
    if _SPACED_DASH.search(value) is None:
        return value
    entries = [entry.strip() for entry in re.split("[,;]", value)]
    if len(entries) == 1:
        parts = _SPACED_DASH.split(value)
        is_list = all(" " in part and is_name(part) for part in parts)
        is_list = is_list and (all(map(is_full_name, parts)) and not is_cast if len(parts) == 2 else True)
        return ", ".join(parts) if is_list else value
    dashed = [_SPACED_DASH.split(entry.strip(), maxsplit=1) for entry in entries]
    pairs = sum(len(pair) == 2 for pair in dashed)
    if not is_cast or pairs < _FEWEST_AS or 2 * pairs < len(entries):
        return value
    return ", ".join(f"{pair[0]} ({pair[1]})" if len(pair) == 2 else pair[0] for pair in dashed)


def _in_order(value: str, vocabulary: Vocabulary) -> str:
    """Makers with their surname behind, where it stands first: "Marsh (Joe & Ann)" -> "Joe Marsh, Ann Marsh"."""
    found = _IN_ROUND.fullmatch(value) or _TWO_WORDS.fullmatch(value)
    if found is None or " " in found["name"] or fold(found["name"]) in vocabulary.forenames:
        return value
    given = [part.name for part in split_names(found["inside"], vocabulary)]
    is_given = bool(given) and all(fold(name) in vocabulary.forenames for name in given)
    return ", ".join(f"{name} {found['name']}" for name in given) if is_given else value


def _players_first(value: str, vocabulary: Vocabulary) -> str:
    """A list of characters with their players in brackets turned round: "Marie (A), The Nurse (B)"."""
    pairs = [_IN_ROUND.fullmatch(entry.strip()) for entry in re.split("[,;]", value)] if value[-1] in ")）" else []
    if len(pairs) < _FEWEST_AS or None in pairs:
        return value
    names = [(pair["name"], pair["inside"]) for pair in pairs if pair is not None]
    return ", ".join(f"{b} ({a})" for a, b in names) if _is_right_player(names, vocabulary) else value


def _is_right_player(pairs: Sequence[tuple[str, str]], vocabulary: Vocabulary) -> bool:
    """Whether the second ones of pairs are the players, to judge by who has a full name, then by given names."""
    left, right = ([full_name(pair[side], vocabulary) is not None for pair in pairs] for side in (0, 1))
    if all(left) and all(right):
        given = [sum(is_full_name(pair[side]) for pair in pairs) for side in (0, 1)]
        return given[0] == 0 and 2 * given[1] > len(pairs)
    return all(right)


def _without_sources(value: str, vocabulary: Vocabulary) -> str:
    """A list of writers without those of the book: "A, B (novel)" -> "A, "."""
    books, scripts = vocabulary.sentence("books"), vocabulary.sentence("scripts")
    own = frozenset(vocabulary.sentence("own"))
    noted = list(_NOTED.finditer(value))
    is_told = len(noted) > 1 and any(not set(scripts).isdisjoint(flatten(one["note"]).split()) for one in noted)
    for entry in noted:
        words = flatten(entry["note"]).split()
        if is_told and entry["note"][0] in _QUOTES:  # "A (screenplay) and B (“Tin Summer”)"
            value = value.replace(entry[0], "")
            continue
        is_own = not own.isdisjoint(words)  # "A (based on his novel)"
        if any(word in books for word in words) and not is_own and not any(word in scripts for word in words):
            value = value.replace(entry[0], "")
    return value


def _without_tail(value: str) -> str:
    """A list without what a dash sets off from its last name: "A, B, C – Drama – Italy"; not "A – Marie, B – Tom"."""
    head, dash, _ = value.partition(" – ")
    return (
        head if dash and head.count(",") >= _FEWEST_AS and "," not in value[len(head) :].rpartition(" – ")[0] else value
    )


def _trimmed(part: NamedPart, vocabulary: Vocabulary) -> NamedPart:
    """A name without the sentence that runs on behind it: "Regi: Eva Lind Det här är …"."""
    words = part.name.split()
    if len(words) < 3:
        return part
    stop = {*vocabulary.sentence("stop"), *vocabulary.sentence("articles")} - vocabulary.particles
    ends = (
        place
        for place, word in enumerate(words)
        if place > 1 and ((flat := word.lower()) in stop or runs_on(flat, vocabulary))
    )
    cut = next(ends, len(words))
    return part if cut == len(words) else replace(part, name=" ".join(words[:cut]))


def labels_within(text: str, vocabulary: Vocabulary) -> Iterator[tuple[tuple[Role, ...], str]]:
    """Roles and value of each label with a colon in a line: "Dir: X. With: A, B." Other labels end a value too."""
    marks: list[tuple[int, int, tuple[str, ...]]] = []
    for colon in list(_COLON.finditer(text))[:_MOST_COLONS]:
        if colon.start() and text[colon.start() - 1].isdigit():
            continue
        left = marks[-1][1] if marks else 0
        start, keys = _label_before(text, left, colon.start(), vocabulary)
        marks.append((start, colon.end(), keys))
    short = [vocabulary.short_label(text[start : end - 1]) for start, end, _ in marks]
    if sum(key is not None for key in short) >= 2 and "director" in short:
        if "cast" in short[short.index("director") :] and "writer" in short:
            short = [_unless_camera(key, text, end) for key, (_, end, _) in zip(short, marks, strict=True)]
        marks = [(s, e, keys or ((k,) if k else ())) for (s, e, keys), k in zip(marks, short, strict=True)]
    known = sum(bool(keys) for _, _, keys in marks)
    parting = next((text[:start].rstrip()[-1:] for start, _, keys in marks[1:] if keys), "")
    parting = parting if parting in ("/", "|", "•") else ""
    for number, (start, end, keys) in enumerate(marks):
        roles = tuple(_ROLES[key] for key in keys if key in _ROLES)
        if not roles or (start > 0 and known < 2 and len(text) > 2 * _LONGEST_ENTRY):
            continue
        value = text[end : marks[number + 1][0] if number + 1 < len(marks) else len(text)]
        yield roles, value.partition(parting)[0] if parting and "," in value else value


def _unless_camera(key: str | None, text: str, end: int) -> str | None:
    """The key of a letter for a label, if it is no "C" with one name beside makers: "D: W; W: X; C: Y; M: Z"."""
    value = _CUT.split(text[end:], maxsplit=1)[0]
    return None if key == "cast" and not text.startswith(",", end + len(value)) else key


def _label_before(text: str, left: int, colon: int, vocabulary: Vocabulary) -> tuple[int, tuple[str, ...]]:
    """Where the label in front of a colon begins, and its keys; () where it is none that is known."""
    left = max(left, text.rfind("|", left, colon) + 1, text.rfind(";", left, colon) + 1)
    chunk = text[left:colon].rstrip()
    cut = max((found.end() for found in _CUT.finditer(chunk)), default=0)
    words = [found.start() for found in _UNBROKEN.finditer(chunk)]
    starts = [start for start in words if len(chunk) - start <= _LONGEST_LABEL]
    starts = [*starts[:-_LABEL_WORDS][:1], *starts[-_LABEL_WORDS:]]
    for start in starts:
        keys = vocabulary.label_keys(chunk[start:])
        if keys and _is_whole(keys, chunk[start:]):
            ahead = chunk[cut:start].split()[-1:]
            is_of_other = bool(ahead) and ahead[0].islower() and ahead[0] in vocabulary.frequent
            return (left + cut, ()) if is_of_other else (left + start, keys)  # "Also by this director: Tin Summer"
    glued = glued_at(chunk, words[-1]) if words else []
    if glued and (keys := vocabulary.label_keys(chunk[glued[-1] :])):
        return left + glued[-1], keys
    if cut and (keys := vocabulary.label_keys(chunk[cut:])):
        return left + cut, keys
    return left + cut, ()


def _is_whole(keys: tuple[str, ...], label: str) -> bool:
    """Whether a label of several parts is one: all are jobs, or no name ends in its first: "Will Story, Music"."""
    return len(keys) < 2 or CREW_LABELS.issuperset(keys) or not ("," in label or " / " in label)


def _unmarked(line: Line, vocabulary: Vocabulary, *, is_beside: bool, following: Line | None = None) -> list[Stated]:
    """A label with names behind it and nothing else: "Director - X", "Cast A, B and C", "監督 山崎貴", "DirectorX".

    The words of a byline ("Written by") are a label for several names, right below another line of credits, and for one
    between two of them.
    """
    text = line.text.strip(_BULLETS)
    if (dated := _DATED.fullmatch(text)) is not None and (by := by_start(vocabulary).match(text)) is not None:
        makers = _only_people(text[by.end() : dated.start("year")], vocabulary)
        return [Stated(line, Role.DIRECTOR, person, False) for person in makers if " " in person.name]
    if opened := _word_sentences(line, text, vocabulary):
        return opened
    if not _may_begin_with_label(text, vocabulary):
        is_spaced = not is_eastern(text, vocabulary)
        return (
            _behind_head(line, text, vocabulary)
            if is_spaced
            else _glued_eastern(line, text, vocabulary, is_beside=is_beside)
        )
    if ":" in (marked := _signs_as_colons(text, vocabulary)):
        return [
            one for roles, value in labels_within(marked, vocabulary) for one in _stated(line, roles, value, vocabulary)
        ]
    dashed = _DASHED.match(text)
    if dashed is not None and (roles := roles_of(dashed["left"], vocabulary)):
        return _stated(line, roles, dashed["right"], vocabulary)
    places = [found.start() for found in _BLANK.finditer(text[:_LONGEST_LABEL])][:_LABEL_WORDS]
    for place in [*_glued_capitals(text), *reversed(places), *glued_at(text, 0, _LONGEST_LABEL)[:1]]:
        label = _NOTE.sub("", _CIRCLED.sub("", text[:place]))
        is_byline = is_beside and fold(label) in vocabulary.byline_phrases
        is_label = label and label[:1] not in "(（" and (is_byline or not _is_small_word(label, vocabulary))
        roles = roles_of(label, vocabulary) if is_label else ()
        if not roles:
            continue
        value = text[place:].strip()
        people = _only_people(value, vocabulary) or _people_before_facts(value, roles, vocabulary)
        if not people and (chained := _chained(line, text, vocabulary)):
            return chained
        if is_byline and len(people) < _FEWEST_AS and not _is_credits(following, vocabulary):
            continue
        return [Stated(line, role, person, False) for role in roles for person in people]
    return _behind_head(line, text, vocabulary)


def _is_credits(line: Line | None, vocabulary: Vocabulary) -> bool:
    return line is not None and bool(_of_line(line, vocabulary, is_beside=True) or _word_line(line, vocabulary))


def _behind_head(line: Line, text: str, vocabulary: Vocabulary) -> list[Stated]:
    """The credits behind the title or the year that a line begins with: "Tin Summer. Directed by X. With A and B."."""
    if len(text) > _LONGEST_CHAIN or ". " not in text[:_LONGEST_HEAD]:
        return []
    head, _, rest = text.partition(". ")
    words = rest.split(maxsplit=_CHAIN_WORDS)[:_CHAIN_WORDS] if len(head) <= _LONGEST_HEAD else []
    first = fold(words[0]) if words and words[0][0].isupper() else ""
    if first not in vocabulary.label_starts:
        return []
    labels = (fold(" ".join(words[:count])) for count in range(1, len(words) + 1))
    is_label = any(label in vocabulary.near_labels for label in labels)
    return _chained(line, rest, vocabulary) if is_label else []


def _glued_capitals(text: str) -> list[int]:
    """Where a name is written onto a label in capitals: "DIRECTED BYAnn Stone"."""
    if not text[:3].isupper():
        return []
    return [found.end() for found in _GLUED_CAPITALS.finditer(text[:_LONGEST_LABEL])][:1]


def _chained(line: Line, text: str, vocabulary: Vocabulary) -> list[Stated]:
    """Several labels in a line without colons, each with names behind it: "Director A B Writers C D, E F Cast G H"."""
    marks: list[tuple[int, int, tuple[Role, ...]]] = []
    words = list(_UNBROKEN.finditer(text)) if len(text) <= _LONGEST_CHAIN else []
    for place, word in enumerate(words):
        if word[0][0].islower() or (marks and word.start() < marks[-1][1]):
            continue
        if fold(word[0])[:2] not in _label_openings(vocabulary):
            continue
        for last in reversed(words[place : place + _CHAIN_WORDS]):
            label = text[word.start() : last.end()]
            if fold(label) in vocabulary.near_labels and vocabulary.label(label) != "aspect":
                marks.append((word.start(), last.end(), roles_of(label, vocabulary)))
                break
    ends = [start for start, _, _ in marks[1:]] + [len(text)]
    values = [
        _only_people(next(sentences(text[mark[1] : end].strip(_EDGES))).rstrip("."), vocabulary)
        for mark, end in zip(marks, ends, strict=False)
    ]
    known = [(roles, people) for (_, _, roles), people in zip(marks, values, strict=True) if roles]
    if len(known) < _FEWEST_CHAINED or not all(people for _, people in known):
        return []
    return [Stated(line, role, person, False) for roles, people in known for role in roles for person in people]


@lru_cache(maxsize=64)
def _label_openings(vocabulary: Vocabulary) -> frozenset[str]:
    """The first two letters of labels, and one alone, which a word of one letter is."""
    return frozenset(label[:count] for label in vocabulary.near_labels for count in (1, 2))


def _glued_eastern(line: Line, text: str, vocabulary: Vocabulary, *, is_beside: bool) -> list[Stated]:
    """A label and one name with nothing between them, where no word has spaces: "脚本坂元裕二".

    Below another line of credits the name may have a family name that is not known.
    """
    if len(text) > _LONGEST_GLUED or not is_eastern(text, vocabulary):
        return []
    for end in range(min(len(text), _LONGEST_LABEL) - 1, 1, -1):
        if text[:end] not in vocabulary.label_starts:
            continue
        name = text[end:]
        has_form = is_beside and eastern_names_after(name, vocabulary) == [name]
        if has_form or is_eastern_name(name, vocabulary):
            return [Stated(line, role, NamedPart(name), False) for role in roles_of(text[:end], vocabulary)]
    return []


def _is_small_word(label: str, vocabulary: Vocabulary) -> bool:
    """Whether a label is one only where a colon says so: "di", "con", and those that begin bylines ("written by")."""
    flat = fold(label)
    return flat in vocabulary.sentence("stop") or flat in vocabulary.byline_phrases


def _may_begin_with_label(text: str, vocabulary: Vocabulary) -> bool:
    """A cheap look at the first word; for one with other letters or signs in it, at its first part."""
    first = fold(_CIRCLED.sub("", text[:_LONGEST_LABEL]).partition(" ")[0])
    starts = vocabulary.label_starts
    is_label = first in starts or any(part in starts for part in _PARTS.split(first))
    return is_label or bool(glued_at(text, 0, 20)) or bool(_glued_capitals(text))


def _only_people(value: str, vocabulary: Vocabulary) -> tuple[NamedPart, ...]:
    """The people of a text that is a list of full names and nothing else; eastern scripts: that begins with one."""
    if is_eastern(value, vocabulary):
        names = eastern_names_after(value, vocabulary, spaced=True)
        listed = _eastern_list(value, vocabulary) if names else []
        return tuple(map(NamedPart, listed if len(listed) > len(names) else names))
    people = split_names(value, vocabulary)
    plain = _IN_BRACKETS.sub("", value)
    named = sum(len(person.name) for person in people)
    has_case = plain[:1].lower() != plain[:1].upper()
    is_full = any(" " in person.name for person in people) or (people and not has_case)
    return people if is_full and named >= 0.75 * len(plain) and (plain[:1].isupper() or not has_case) else ()


def _eastern_list(value: str, vocabulary: Vocabulary) -> list[str]:
    """The names of a list with commas, in which stage names of any form stand beside others: "주지훈, 추영우, 하영"."""
    names = [part.name for part in split_names(value, vocabulary)]
    if len(names) < _FEWEST_CHAINED and " " in value:
        return _spaced_names(value, vocabulary)
    known = sum(is_eastern_name(name, vocabulary) for name in names)
    is_list = len(names) == len(_COMMAS.split(value)) and all(_is_stage_name(name, vocabulary) for name in names)
    return names if is_list and 2 * known > len(names) else []


def _spaced_names(value: str, vocabulary: Vocabulary) -> list[str]:
    """The names of a list that spaces alone part, in a script without spaces in names: "山田太一 谷萌 成田翼".

    A family name or a given name of one letter is no name by itself: "林 遣子 山田太一", "山田太一 久保 譲".
    """
    words = value.split()
    if len(words) < _FEWEST_DASHED or "hangul" in vocabulary.person("scripts"):
        return []
    if not all(len(word) <= _LONGEST_PART and is_eastern(word, vocabulary) and word.isalpha() for word in words):
        return []
    names: list[str] = []
    family = vocabulary.person("family")
    for before, word in pairwise(["", *words]):
        is_given = len(word) == 1 and before in family and names[-1:] == [before]
        if names and (is_given or len(names[-1]) == 1):
            names[-1] = f"{names[-1]} {word}"
        else:
            names.append(word)
    known = sum(is_eastern_name(name.replace(" ", ""), vocabulary) for name in names)
    is_list = 2 * known >= len(names) and all(len(name) > 1 and vocabulary.label(name) is None for name in names)
    return names if is_list else []


def _is_stage_name(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a short text in an eastern script may be a name of any form: no sentence, which spaces part."""
    return len(name) <= _LONGEST_PART and " " not in name and vocabulary.label(name) is None


def _people_before_facts(value: str, roles: Sequence[Role], vocabulary: Vocabulary) -> tuple[NamedPart, ...]:
    """The makers in front of a year, a country or a length: "Dir X, US, 2019, 104 mins"."""
    entries = value.split(",") if Role.CAST not in roles and any(map(str.isdigit, value)) else []
    names = next(
        (place for place, one in enumerate(entries) if _FACT.match(one) or fold(one) in vocabulary.countries), 0
    )
    return _only_people(",".join(entries[:names]), vocabulary) if names else ()


# --- lines that belong together


def _label_alone(line: Line, vocabulary: Vocabulary) -> tuple[Role, ...]:
    text = line.text.strip(_BULLETS).rstrip(" :：")
    if len(text) > _LONGEST_LABEL or (line.label is not None and line.value):
        return ()
    first, _, rest = text.partition(" ")
    bare = rest if fold(first) in vocabulary.sentence("articles") else ""
    return roles_of(text, vocabulary) or (roles_of(bare, vocabulary) if bare else ())


def _block(
    lines: Sequence[Line], start: int, roles: tuple[Role, ...], vocabulary: Vocabulary
) -> tuple[int, list[Stated]]:
    """The names below a label: of a cast on any number of lines, of others on few. Also how many lines that takes."""
    found: list[Stated] = []
    is_cast = Role.CAST in roles
    if is_cast and (column := _colon_column(lines, start, vocabulary)):
        return len(column) + 1, column
    if is_cast and (pairs := _in_turn(lines, start, vocabulary)):
        return 2 * len(pairs) + 1, pairs
    if is_cast and start < len(lines) and is_eastern(lines[start].text, vocabulary):
        count, names = _eastern_column(lines, start, vocabulary)
        if count >= _FEWEST_DASHED:
            return count + 1, names
    index = start
    while index < len(lines) and index - start < (_MOST_ENTRIES if is_cast else _MOST_MAKERS):
        line = lines[index]
        if not is_cast and (line.label is not None or (index > start and full_name(line.text, vocabulary) is None)):
            break
        people = _entry(line, vocabulary, is_cast=is_cast)
        if people is None:
            break
        if isinstance(people, str):  # "as Marie": whom the player in the line above plays
            if found:
                found[-1] = replace(found[-1], person=NamedPart(found[-1].person.name, people))
        else:
            if is_cast and found and _is_broken(lines[index - 1].text, found[-1], people):
                last = found.pop().person
                people = (replace(people[0], name=f"{last.name} {people[0].name}"), *people[1:])
            found += [Stated(line, role, person, True) for role in roles for person in people]
        index += 1
    if is_cast and found:
        count, more = _eastern_column(lines, index, vocabulary)
        found = _paired([*found, *more])
        index += count
    return index - start + 1, found


def _is_broken(before: str, last: Stated, people: Sequence[NamedPart]) -> bool:
    """Whether a list goes on in the next line in the midst of a name: "A B, Carl" and "Dorn, E F"."""
    names = (last.person.name, people[0].name)
    is_list = "," in before and len(people) > 1 and not before.rstrip().endswith(",")
    return is_list and last.person.character is None and not any(" " in name for name in names)


def _in_turn(lines: Sequence[Line], start: int, vocabulary: Vocabulary) -> list[Stated]:
    """Players and characters in turn, which markup tells apart line by line; full names tell who plays."""
    if start + 1 >= len(lines) or (looks := [_look(line) for line in lines[start : start + 2]])[0] == looks[1]:
        return []
    column: list[Line] = []
    for place, line in enumerate(lines[start : start + 2 * _MOST_ENTRIES]):
        if _look(line) != looks[place % 2] or len(line.text) > _LONGEST_ENTRY // 2 or (line.label and line.value):
            break
        column.append(line)
    pairs = list(zip(column[::2], column[1::2], strict=False))
    if len(pairs) < _FEWEST_AS:
        return []
    for player, character in ((0, 1), (1, 0)):
        if all(full_name(pair[player].text, vocabulary) for pair in pairs):
            return [
                Stated(pair[player], Role.CAST, NamedPart(pair[player].text, _role(pair[character].text)), True)
                for pair in pairs
            ]
    return []


def _role(text: str) -> str | None:
    return _NOTE.sub("", text).strip(_EDGES)[:_LONGEST_ENTRY] or None


def _table(lines: Sequence[Line], start: int, vocabulary: Vocabulary) -> tuple[int, list[Stated]]:
    """The players in the rows below a row "Actor | Role", or the other way round; the row below "Director | Cast"."""
    head = lines[start]
    label, value = head.label or "", head.value
    if len(value) > _LONGEST_LABEL or start + 1 >= len(lines):
        return 0, []
    is_left = fold(value) in vocabulary.role_headings
    if not is_left and fold(label) not in vocabulary.role_headings:
        below, heads = lines[start + 1], (label, value)
        columns = [roles_of(one, vocabulary) for one in heads] if below.label is not None and value else [()]
        if not all(columns):
            return 0, []
        found = [
            one
            for roles, names in zip(columns, (below.label or "", below.value), strict=True)
            for one in _stated(below, roles, names, vocabulary)
        ]
        return 2 if found else 0, found
    if roles_of(label if is_left else value, vocabulary) != (Role.CAST,):
        return 0, []
    found = []
    for line in lines[start + 1 : start + 1 + _MOST_ENTRIES]:
        player, character = (line.label, line.value) if is_left else (line.value, line.label)
        if line.label is None or not player or not is_name(player):
            break
        found.append(Stated(line, Role.CAST, NamedPart(player, _role(character or "")), True))
    return len(found) + 1 if found else 0, found


def _head_row(lines: Sequence[Line], start: int, vocabulary: Vocabulary) -> tuple[int, list[Stated]]:
    """The names in the row below a row of labels, "Director | Writer | Cast", and how many lines both take."""
    heads: list[tuple[Role, ...]] = []
    for line in lines[start : start + 2 * _LABEL_WORDS]:
        if not (roles := _label_alone(line, vocabulary)):
            break
        heads.append(roles)
    row = lines[start + len(heads) : start + 2 * len(heads)]
    cells = [(line, line.text) for line in row]
    if len(heads) == 2 and row and row[0].label is not None:  # a row of two cells is a label with its value
        cells = [(row[0], row[0].label), (row[0], row[0].value)]
    if len(heads) < _FEWEST_CHAINED or len(cells) < len(heads):
        return 0, []
    people = [_only_people(text, vocabulary) for _, text in cells]
    if not all(people):
        return 0, []
    found = [
        Stated(line, role, person, True)
        for (line, _), roles, listed in zip(cells, heads, people, strict=True)
        for role in roles
        for person in listed
    ]
    return len(heads) + len({id(line) for line, _ in cells}), found


def _colon_column(lines: Sequence[Line], start: int, vocabulary: Vocabulary) -> list[Stated]:
    """The players of lines with a colon or dash each, "Actor: Character" or "Character – Actor": names tell which."""
    rows: list[tuple[Line, str, str]] = []
    for line in lines[start : start + _MOST_ENTRIES]:
        text = line.text.strip(_BULLETS)
        sign = _COLUMN_SIGN.search(text)
        left, right = (text[: sign.start()].strip(), text[sign.end() :].strip()) if sign is not None else (text, "")
        is_short = len(left) <= _LONGEST_LABEL and 0 < len(right) <= _LONGEST_ENTRY
        if not is_short or vocabulary.label_keys(left):
            break
        rows.append((line, left, right))
    pairs = [(left, right) for _, left, right in rows]
    is_right = _is_right_player(pairs, vocabulary)
    if len(rows) < _FEWEST_DASHED or not (is_right or all(full_name(left, vocabulary) for left, _ in pairs)):
        return []
    parts = [(line, *((right, left) if is_right else (left, right))) for line, left, right in rows]
    return [Stated(line, Role.CAST, NamedPart(name, other[:100]), True) for line, name, other in parts]


def _entry(line: Line, vocabulary: Vocabulary, *, is_cast: bool) -> tuple[NamedPart, ...] | str | None:
    """The people of a line in a list, a character by itself, None where the line ends the list."""
    text = line.text.strip(_BULLETS)
    if len(text) > (_LONGEST_VALUE if not is_cast else 2 * _LONGEST_ENTRY) or _label_alone(line, vocabulary):
        return None
    if is_cast and "," in text and len(as_pattern(vocabulary).findall(text)) > 1:
        return _only_people(text, vocabulary) or split_names(text, vocabulary) or None
    if is_cast and (player := player_with_character(text, vocabulary)) is not None:
        return (player,)
    if is_cast and (alone := as_pattern(vocabulary).match(f" {text}")) is not None:
        return text[alone.end() - 1 :].strip()[:100]
    if full_name(text, vocabulary) is not None:
        return (NamedPart(text),)
    if transcribed := transcribed_names(text, vocabulary):
        return tuple(map(NamedPart, transcribed))
    if is_cast and (noted := _with_noted_character(text, vocabulary)) is not None:
        return (noted,)
    if _COLON.search(text):
        return None
    return _only_people(text, vocabulary) or None


def _with_noted_character(text: str, vocabulary: Vocabulary) -> NamedPart | None:
    """A player with a colon, whose character a note tells: "綾野剛：田中俊役"."""
    name, noted = split_label(text)
    note = next((note for note in vocabulary.sentence("character_notes") if noted and noted.endswith(note)), None)
    if noted is None or note is None or not is_name(name):
        return None
    return NamedPart(name, noted.removesuffix(note).strip()[:_LONGEST_ENTRY] or None)


def player_with_character(text: str, vocabulary: Vocabulary) -> NamedPart | None:
    """A player: "Actor as Character, a nurse", "Actor – Character", "Actor … Character", "Actor (Character)"."""
    if (role := as_pattern(vocabulary).search(text)) is not None:
        name, character = text[: role.start()], character_after(text[role.end() :], vocabulary, is_verb=True)
    elif (dashed := _DASHED.match(text)) is not None and dashed["right"]:
        name, character = dashed["left"], dashed["right"].strip(_EDGES)
    else:
        people = split_names(text, vocabulary) if text.rstrip().endswith((")", "）")) else ()
        return people[0] if len(people) == 1 and people[0].character is not None else None
    name = _NOTE.sub("", name)
    if not is_name(name.strip()) or roles_of(name, vocabulary) or _NO_CHARACTER.search(character or ""):
        return None
    character = _NOTE.sub("", character or "").strip(_EDGES)
    return NamedPart(name.strip(), character[:_LONGEST_ENTRY] or None)


def _paired(found: list[Stated]) -> list[Stated]:
    """A list in which markup sets every second line apart tells player and character in turn."""
    marks = [_look(one.line) for one in found]
    alternates = (
        len(found) >= 4
        and len(found) % 2 == 0
        and len({one.line.node.mem_id for one in found}) == len(found)
        and len(set(marks[::2])) == 1
        and len(set(marks[1::2])) == 1
        and marks[0] != marks[1]
        and all(one.person.character is None for one in found)
    )
    if not alternates:
        return found
    return [
        replace(player, person=NamedPart(player.person.name, character.person.name))
        for player, character in zip(found[::2], found[1::2], strict=True)
    ]


def _look(line: Line) -> tuple[str, str, tuple[str, ...]]:
    classes = line.node.attributes.get("class") or ""
    return line.tag, classes, tuple(span.tag for span in line.spans)


def _unlabelled(lines: Sequence[Line], start: int, vocabulary: Vocabulary) -> tuple[int, list[Stated]]:
    """Lines of players with their characters that no label announces: several in a row are a cast."""
    found: list[Stated] = []
    index = start
    is_as = False
    while index < len(lines) and index - start < _MOST_ENTRIES:
        line = lines[index]
        text = line.text.strip(_BULLETS)
        if len(text) > _LONGEST_ENTRY or line.label is not None or text.endswith(("?", "!")):
            break
        if not (_DASHES.search(text) or as_pattern(vocabulary).search(text)):
            break
        player = player_with_character(text, vocabulary) if "(" not in text[:60] or " - " in text else None
        if player is None or player.character is None or " " not in player.name:
            break
        is_as = is_as or as_pattern(vocabulary).search(text) is not None
        found.append(Stated(line, Role.CAST, player, False))
        index += 1
    characters = {one.person.character for one in found}
    enough = len(found) >= (_FEWEST_AS if is_as else _FEWEST_DASHED) and len(characters) == len(found)
    return index - start, found if enough else []
