"""The ratings that the lines of a review state: with a label, alone in a line, in a sentence; and whose they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from extractors.context import Context
from extractors.locate.drawn import drawn_row, is_readers
from extractors.locate.title import headline_line
from extractors.parse.byline import after_byline
from extractors.parse.pattern import pattern
from extractors.parse.rating import GLYPHS, STARS, grade_in, parse_rating, verdict_in
from extractors.parse.statement import How, Statement, is_drawn, may_state, role_of, says_scale, statements
from extractors.parse.text import fold, split_label
from extractors.segment import Line, ReviewUnit
from extractors.vocabulary import Vocabulary
from schemas.evidence import Candidate, Method
from schemas.review import OtherRating, Rating, RatingKind

FIELD: Final = "rating"
OTHERS: Final = "other_ratings"

_SHORT: Final = 60
_LONGEST_VERDICT: Final = 300
_LONGEST_CERTIFICATE: Final = 100
_REMARK: Final = pattern(r"[(\[,;]")
_PIECE: Final = 30
_LONGEST: Final = 4_000
_FEW: Final = 3
_FIRST: Final = 3
_FIRST_DECIMAL: Final = 6
_FIRST_FACTS: Final = 8
_LAST: Final = 3
"""So many lines at either end of a text are where ratings stand without a label."""
_LEGEND: Final = 3
"""From so many different ratings in a row on, lines explain a scale."""
_LEGEND_LINES: Final = 12
_MANY: Final = 600
_MOST_DRAWN: Final = 40
"""Lines that are read at most; reviews have a dozen with a number in them."""
_HEADING: Final = -1000
_MOST_PIECES: Final = 3
_NUMBER_LAST: Final = pattern(r"[:：]\s?\d{1,3}(?:[.,]\d{1,2})?$")
_NUMBER: Final = pattern(r"\d{1,3}(?:[.,]\d{1,2})?½?|½")
_COUNT: Final = pattern(r"\d{1,3}\s?/\s?\d{1,3}")
_OWNED: Final = pattern(r"^\w[\w.-]{1,20}['’]s\s")
"""Whose rating it is, in front of the label: "Perry's Rating"."""
_NAME_STOP: Final = pattern(r"\s?[|,·•–—(]|\s-\s")
_NAME_END: Final = pattern(r"\s[-–—|]\s|\s[(\[]")
_MOST_SCORED: Final = Decimal(100)
_FULL_SCALES: Final = frozenset(map(Decimal, (5, 10, 20, 100)))
_LETTER_LINE: Final = 5
_AROUND_LETTER: Final = ' .!()[]"“”*'
_PARAGRAPH_ENDS: Final = (".", "!", "?", "…", "”", '"', ")", "]", "。", "！", "？", "」", "』", "’", "*")
_ENDS: Final = (".", "!", "?", "…", "”", '"', ")", "]")
_VERDICT_PART: Final = pattern(r"[.!](?:\s|$)")
_METHODS: Final[dict[How, Method]] = {
    "label": Method.LABEL,
    "owned": Method.TEXT,
    "title": Method.TEXT,
    "alone": Method.TEXT,
    "trailing": Method.TEXT,
    "leading": Method.TEXT,
    "facts": Method.TEXT,
    "sentence": Method.PROSE,
    "unknown": Method.TEXT,
}


_Text = tuple[int, Line, str]
"""A line's index among the text's (below 0 in the byline), the line, and what it says."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A statement and its place: the index of its line, below 0 in the byline; without a line it is the heading's."""

    place: int
    line: Line | None
    said: Statement


def locate_stated(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Rating] | Candidate[OtherRating]]:
    """Candidates for `rating`, and for `other_ratings` where a label says whose or of what they are."""
    texts = list(_texts(unit, context))
    found = _without_legends(_statements(unit, context, texts))
    edges = _edges(unit.lines)
    headline = headline_line(unit, context) if unit.heading is None else None
    sole = len({_number(each) for each in found if each.said.how not in ("label", "title", "sentence")}) == 1
    for each in _without_lists(found):
        said, line = each.said, each.line
        where = unit.document.path(line.node) if line is not None else "heading"
        if said.role != "work":
            if said.how == "label":
                yield _other(said, said.role, where)
        elif line is None or line is headline:
            # Stars above everything else; those that are counted may be the title's.
            stands_out = (
                said.sure and said.how in ("alone", "leading", "title") and (said.ends or is_drawn(said.rating.raw))
            )
            if said.how == "label" or stands_out or (said.ends and (said.sure or said.rating.best is not None)):
                yield Candidate(FIELD, said.rating, said.rating.raw, Method.HEADLINE, where)
        elif _counts(each, line.text, edges, sole) or (sole and _closes(each, unit.lines)):
            yield Candidate(FIELD, said.rating, said.rating.raw, _METHODS[said.how], where)
    is_rated = any(each.said.role == "work" for each in found)
    yield from _words_and_letters(unit, context, texts, edges)
    yield from () if is_rated else _lone_grade(unit, context, texts)
    yield from _certificates(unit, context, texts)


class _Edges(NamedTuple):
    """Where ratings stand without a label: a text's first and last lines, those around its paragraphs.

    Right behind the last one they stand whatever follows them there: "Share this", tags, related posts.
    """

    top: int
    """The first line that is no more at the top."""
    foot: int
    """The line behind the last paragraph."""
    end: int
    """The first of the last lines."""

    def hold(self, place: int) -> bool:
        return place < self.top or self.foot <= place < self.foot + _LAST or place >= self.end


def _edges(lines: Sequence[Line]) -> _Edges:
    count = len(lines)
    paragraphs = [place for place, line in enumerate(lines) if _is_paragraph(line.text)]
    first, foot = (paragraphs[0], paragraphs[-1] + 1) if paragraphs else (0, count)
    return _Edges(min(max(_FIRST, first), _FIRST_FACTS), foot, count - _LAST)


def _is_paragraph(text: str) -> bool:
    return len(text) > _SHORT and text.endswith(_PARAGRAPH_ENDS)


def _counts(found: _Found, text: str, edges: _Edges, sole: bool) -> bool:
    """Whether a statement in a line is the verdict: by what is said of it, else by where it stands."""
    said = found.said
    at_edge = edges.hold(found.place)
    how, rating = said.how, said.rating
    if how in ("label", "sentence"):
        return True
    if how in ("title", "alone") and said.sure:
        return True
    if how == "facts":
        return found.place < _FIRST or (at_edge and sole)
    if how == "owned":
        return sole and (said.sure or rating.best is not None)
    if rating.kind is RatingKind.PERCENT:
        return how in ("alone", "trailing") and at_edge and sole
    if rating.kind is RatingKind.LETTER and how in ("trailing", "alone"):
        return at_edge
    if rating.best is None and not said.sure:  # a number by itself: 4.1, never 4
        at_edge = at_edge or found.place < _FIRST_DECIMAL
        return how == "alone" and at_edge and rating.value is not None and _is_decimal(text) and rating.value <= 10
    if how == "alone":
        return at_edge or not _COUNT.fullmatch(text.strip())
    if how == "title":
        return True
    if how == "trailing":
        return said.sure or at_edge
    if how == "leading":
        return at_edge or (said.sure and sole and len(text) <= _SHORT)
    if not (said.sure and said.ends and sole):
        return False
    return rating.best is not None if len(text) > _SHORT else at_edge and not _is_single_star(said)


def _closes(found: _Found, lines: Sequence[Line]) -> bool:
    """Whether the text's only rating stands behind a sentence, though more lines follow: "7/10", "7.5".

    A page of a gallery begins with its count, and "1/10" is more often one.
    """
    said, value = found.said, found.said.rating.value
    above = lines[found.place - 1].text if found.place > 0 else ""
    is_scored = said.rating.best in _FULL_SCALES or (said.rating.best is None and _is_tenths(lines[found.place].text))
    is_scored = is_scored and value is not None and 1 < value <= _MOST_SCORED
    return is_scored and said.how == "alone" and len(above) > _SHORT and above.endswith(_ENDS)


def _is_tenths(text: str) -> bool:
    """Whether a text is a number with one decimal, as scores are: "9.0"."""
    return len(text) <= len("10,0") and text[-2:-1] in (".", ",") and text[-1].isdigit() and text[:1].isdigit()


def _is_decimal(text: str) -> bool:
    return any(sign in text for sign in ".,½")


def _is_single_star(said: Statement) -> bool:
    return said.rating.raw.count("★") + said.rating.raw.count("⭐") == 1 and said.rating.best is None


def _other(said: Statement, role: str, where: str) -> Candidate[OtherRating]:
    facts = said.rating.model_dump()
    aspect = said.label[:100] if role == "aspect" else None
    other = OtherRating.model_validate({**facts, "role": role, "aspect": aspect})
    return Candidate(OTHERS, other, said.rating.raw, Method.LABEL, where)


# --- reading the lines


def _statements(unit: ReviewUnit, context: Context, texts: Sequence[_Text]) -> list[_Found]:
    words = context.vocabulary
    heading = unit.heading.text if unit.heading is not None else ""
    first = _NAME_END.split(heading or (texts[0][2] if texts else ""), maxsplit=1)[0]
    signed = [_signature(line.text, words) for line in (*unit.byline, *unit.lines[:_FIRST]) if len(line.text) <= _SHORT]
    names = {fold(name) for name in (context.work_title, heading, context.site_name, first, *signed) if name}
    # Few of these words are on a page, and then they need not be sought in each line.
    text = "\n".join(line.text for line in unit.lines).lower()
    gives = tuple(filter(text.__contains__, words.gives_signs))
    if says_scale(text, words):
        gives += words.rating_words("out_of")
    found = (
        [_Found(_HEADING, None, said) for said in statements(heading, words, names)]
        if may_state(heading, words)
        else []
    )
    headline = heading or (texts[0][2] if texts else "")
    if len(headline) <= _LONGEST_CERTIFICATE and not found and (grade := _grade_behind_comma(headline)) is not None:
        line = None if heading else texts[0][1]
        found = [_Found(_HEADING, line, Statement(grade, "work", "label", "", sure=True))]
    drawn: dict[int, Rating | None] = {}
    silent = read = 0
    above = ""
    following = [*(text for _, _, text in texts[1:]), ""]
    for (place, line, text), below in zip(texts, following, strict=False):
        if len(text) <= _SHORT and words.announces_legend(text):
            silent = _LEGEND_LINES
        elif line.tag in ("h1", "h2", "h3"):
            silent = 0
        before, above = above, text
        if silent:
            silent -= 1
            continue
        if read > _MANY or not may_state(text, words, gives):
            continue
        read += 1
        said = [_as_drawn(each, line, drawn) for each in statements(text[-_LONGEST:], words, names)]
        if not said and len(text) <= _PIECE and not text.strip(GLYPHS + " "):
            # Empty and full stars, one over the other.
            row = _drawn(line, drawn)
            said = [Statement(row, "work", "alone", "", sure=True)] if row else []
        if said and said[0].how == "alone" and _is_beside_others(said[0], text, before, below, words):
            continue
        if sum(each.role == "aspect" for each in said) > 1:
            said = [_as_aspect(each, words) for each in said]
        if said and not unit.document.in_box(line.node) and not is_readers(line.node):
            found += (_Found(place, line, each) for each in said)
    return found


def _signature(text: str, words: Vocabulary) -> str | None:
    """The name that a byline begins with: whose rating stands behind it."""
    name = after_byline(text, words)
    return _NAME_STOP.split(name, maxsplit=1)[0] if name else None


def _is_beside_others(said: Statement, text: str, above: str, below: str, words: Vocabulary) -> bool:
    """Whether the lines around a rating that stands alone make it another's or none.

    "Rate this movie" stands above stars to click on, "IMDb" below its score, "Next" beside the number of a page, and a
    star beside other stars or a number.
    """
    if len(above) <= _PIECE and role_of(above, words) != "work":
        return True
    if len(below) <= _PIECE and words.label(below) in ("aggregate", "audience"):
        return True
    if said.rating.value == 1:
        around = (above, below)
        is_piece = len(text) == 1 and any(each == text or _NUMBER.fullmatch(each) for each in around)
        return is_piece or any(0 < len(each) <= _PIECE and words.announces_others(each) for each in around)
    return False


def _grade_behind_comma(heading: str) -> Rating | None:
    """The grade with a sign that a headline ends with: "Review: The Long Way, B+"."""
    head, comma, last = heading.rpartition(", ")
    return grade_in(last.strip(), heading) if comma and head and last.strip()[1:] in ("+", "-", "−", "–") else None


def _texts(unit: ReviewUnit, context: Context) -> Iterator[_Text]:
    """The lines as sentences say them: a number and "von 10" below it are one, a label and the value below it too."""
    inside = set(map(id, unit.lines))
    byline = [line for line in unit.byline if id(line) not in inside]
    lines = list(enumerate((*byline, *unit.lines), start=-len(byline)))
    skip = 0
    for position, (place, line) in enumerate(lines):
        if skip:
            skip -= 1
            continue
        text = _as_said(line, context)
        if len(text) <= _PIECE:
            below = [other.text.rstrip(" |") for _, other in lines[position + 1 : position + 1 + _MOST_PIECES]]
            text, skip = _joined(text, [piece for piece in below if piece], context)
        yield place, line, text


def _joined(text: str, below: list[str], context: Context) -> tuple[str, int]:
    """A short line with those below it that go on from it, and how many they are.

    "8" and "/10" are one, as are "4", "/" and "5", "4" and "stars", "Rating" and its value, "Rating: 4" and "out of 5".
    """
    words = context.vocabulary
    if not below or len(below[0]) > _PIECE:
        return text, 0
    if _NUMBER.fullmatch(text) or (_NUMBER_LAST.search(text) and words.label(split_label(text)[0]) == FIELD):
        if words.begins_with_scale(below[0]):
            return f"{text} {below[0]}", 1
        if len(below) > 1 and words.begins_with_scale(f"{below[0]} {below[1]}") and not below[0][-1].isdigit():
            return f"{text} {below[0]} {below[1]}", 2
        return (f"{text} {below[0]}", 1) if fold(below[0]) in words.rating_words("stars") else (text, 0)
    label = _OWNED.sub("", text) if text[0].isupper() and ("'s " in text or "’s " in text) else text
    if words.is_own_rating_label(label) and words.label(label) == FIELD:
        value, more = _joined(below[0], below[1:], context)
        if _is_value(value, context):
            return f"{text}: {value}", 1 + more
    return text, 0


def _as_said(line: Line, context: Context) -> str:
    """A line's text, with a colon behind the label that markup sets off: "<b>Rating</b>4/5"."""
    if line.label is not None and line.value:
        return f"{line.label}: {line.value}"
    first = line.spans[0] if line.spans and len(line.text) <= _SHORT else None
    if first is not None and first.start == 0 and first.tag in ("b", "strong") and first.end < len(line.text):
        label = line.text[: first.end]
        if context.vocabulary.label(label) == FIELD:
            return f"{label.rstrip(' :：')}: {line.text[first.end :].lstrip(' :：')}"
    return line.text.replace(": |", ":").strip(" |") if "|" in line.text else line.text


def _is_value(text: str, context: Context) -> bool:
    return (
        parse_rating(text, vocabulary=context.vocabulary) is not None
        or verdict_in(text, context.vocabulary) is not None
    )


def _as_aspect(said: Statement, words: Vocabulary) -> Statement:
    """A statement among those of aspects, as one of these where its label is none of ratings: "Fun: 4"."""
    is_aspect = said.role == "work" and said.how == "label" and not words.is_own_rating_label(said.label)
    return replace(said, role="aspect") if is_aspect else said


def _as_drawn(said: Statement, line: Line, known: dict[int, Rating | None]) -> Statement:
    """The statement, or what the markup of its stars says where they are drawn one by one."""
    if (
        said.rating.kind is not RatingKind.STARS
        or said.rating.best is not None
        or not any(s in line.text for s in STARS)
    ):
        return said
    drawn = _drawn(line, known)
    if drawn is None and (told := _told(line, said.rating)) is not None:
        return replace(said, rating=told)
    return said if drawn is None else replace(said, rating=drawn)


def _told(line: Line, rating: Rating) -> Rating | None:
    """What an attribute of the stars' element says, with their scale: `<span title="4 out of 5">★★★★</span>`."""
    for node in (line.node, *line.node.css("[title],[aria-label]")[:_FEW]):
        for raw in (node.attributes.get("title"), node.attributes.get("aria-label")):
            told = parse_rating(raw) if raw and len(raw) <= _SHORT else None
            if told is not None and told.best is not None and told.value == rating.value:
                return told
    return None


def _drawn(line: Line, known: dict[int, Rating | None]) -> Rating | None:
    """The row of stars in a line's element; thousands of lines may share one."""
    if line.node.mem_id not in known and len(known) < _MOST_DRAWN:
        known[line.node.mem_id] = drawn_row(line.node)
    return known.get(line.node.mem_id)


# --- legends and lists


def _without_legends(found: list[_Found]) -> list[_Found]:
    """Lines that go through a scale, one rating after another, explain it: "5 stars: superb", "4 stars: good"."""
    dropped: set[int] = set()
    run: list[_Found] = []
    for each in (*found, None):
        if each is not None and run and 0 < each.place - run[-1].place <= 2 and _continues(run, each):
            run.append(each)
            continue
        if len(run) >= _LEGEND:
            dropped.update(map(id, run))
        run = [each] if each is not None else []
    return [each for each in found if id(each) not in dropped]


def _continues(run: list[_Found], each: _Found) -> bool:
    before, after = _number(run[-1]), _number(each)
    if before is None or after is None or before == after:
        return False
    if len(run) == 1:
        return True
    step = before - (_number(run[-2]) or Decimal(0))
    return step == after - before


def _without_lists(found: list[_Found]) -> list[_Found]:
    """Ratings that stand in a list, each of another thing, are none of the work: "Gore ★★", "Suspense ★★★★"."""
    apart = [each for each in found if each.line is not None and _is_apart(each.said)]
    listed: set[int] = set()
    for one, two in pairwise(apart):
        alone = one.said.how == two.said.how == "alone"
        if (alone and two.place - one.place == 2) or (not alone and two.place - one.place == 1):
            listed.update((id(one), id(two)))
    return [each for each in found if id(each) not in listed or each.said.role == "aspect"]


def _is_apart(said: Statement) -> bool:
    return said.role == "aspect" or (said.role == "work" and said.how in ("alone", "unknown"))


def _number(found: _Found) -> Decimal | None:
    rating = found.said.rating
    return rating.value


# --- verdict words and letters


def _words_and_letters(
    unit: ReviewUnit, context: Context, texts: Sequence[_Text], edges: _Edges
) -> Iterator[Candidate[Rating]]:
    """Verdicts without a number: words behind a label, and those words and letters that are a line by themselves."""
    for place, line, text in texts:
        if len(text) > _LONGEST_VERDICT or any(map(str.isdigit, text)):
            continue
        label, value = split_label(text)
        if value is not None:
            method, rating = Method.LABEL, _behind_label(label, value, context)
        elif len(text) <= _PIECE and edges.hold(place):
            method, rating = Method.TEXT, _by_itself(text, context)
        else:
            continue
        if rating is not None and not unit.document.in_box(line.node):
            yield Candidate(FIELD, rating, text, method, unit.document.path(line.node))


def _behind_label(label: str, value: str, context: Context) -> Rating | None:
    """The verdict in the first sentence behind a label: "Our Call: STREAM IT. The boat alone is worth it."."""
    value = _VERDICT_PART.split(value, maxsplit=1)[0]
    if not value or len(value) > _SHORT or context.vocabulary.label_keys(label)[:1] not in ((FIELD,), ("verdict",)):
        return None
    return verdict_in(value, context.vocabulary)


def _by_itself(text: str, context: Context) -> Rating | None:
    """Verdict words that only critics use ("Stream It"), or a letter with a sign: "A" alone is an article."""
    letter = text.strip(_AROUND_LETTER)
    if len(letter) == 2 and letter[-1] in "+-−–":
        return grade_in(letter, text)
    words = context.vocabulary.verdicts.get(fold(text).strip(" .!"))
    return verdict_in(text, context.vocabulary) if words is not None and words.alone else None


def _lone_grade(unit: ReviewUnit, context: Context, texts: Sequence[_Text]) -> Iterator[Candidate[Rating]]:
    """The only letter that is a line by itself, behind the last sentences of a text that rates by nothing else.

    At the top a letter may be a word's first one, drawn large, several are an alphabet, and "A" is an article.
    """
    alone = [
        (place, line)
        for place, line, text in texts
        if len(text) <= _LETTER_LINE and len(text.strip(_AROUND_LETTER)) == 1 and text.strip(_AROUND_LETTER).isalpha()
    ]
    if len(alone) != 1:
        return
    place, line = alone[0]
    letter = line.text.strip(_AROUND_LETTER)
    is_last = place > max(len(unit.lines) - 1 - _LAST, 0) and unit.lines[place - 1].text.endswith(_ENDS)
    grade = grade_in(letter, line.text) if is_last and fold(letter) not in context.vocabulary.articles else None
    if grade is not None and not unit.document.in_box(line.node):
        yield Candidate(FIELD, grade, line.text, Method.TEXT, unit.document.path(line.node))


# --- age certificates


def _certificates(unit: ReviewUnit, context: Context, texts: Sequence[_Text]) -> Iterator[Candidate[OtherRating]]:
    """Age certificates behind their label: "FSK: 12", "Rated: PG-13 (language)", also behind "Rating:"."""
    words = context.vocabulary
    for _, line, text in texts:
        label, value = split_label(text) if len(text) <= _LONGEST_CERTIFICATE else ("", None)
        if value is None:
            continue
        value = _REMARK.split(value, maxsplit=1)[0].strip(" .")
        keys = words.label_keys(label)
        if fold(value) not in words.certificates or fold(value) in words.unknown_certificates:
            continue
        # "Rating: A" is a grade and "Rating: 12" anything; "Rating: PG-13" is clear.
        is_clear = any(map(str.isalpha, value)) and grade_in(value, value) is None
        if keys == ("certificate",) or (keys == (FIELD,) and is_clear):
            said = OtherRating(raw=text, kind=RatingKind.LETTER, label=value, role="certificate")
            yield Candidate(OTHERS, said, text, Method.LABEL, unit.document.path(line.node))
