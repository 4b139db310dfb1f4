"""Who made the work and who plays in it: from markup, label lines, the site file's selectors and prose."""

from collections.abc import Iterator
from typing import Final

from extractors.context import Context
from extractors.locate.lines import labelled, site_texts
from extractors.locate.prose import mentions, phrases_in, sentences
from extractors.locate.work import KINDS
from extractors.parse.names import is_name, split_names
from extractors.parse.text import fold
from extractors.parse.title import is_other_script
from extractors.segment import ReviewUnit
from extractors.structured.item import Item
from schemas.evidence import Candidate, Method
from schemas.review import Credit, Role, WorkKind
from schemas.site import FieldName

FIELD: Final = "credits"

_ITEM_ROLES: Final = (
    ("director", Role.DIRECTOR, 1.0),
    ("directors", Role.DIRECTOR, 1.0),
    ("actor", Role.CAST, 1.0),
    ("actors", Role.CAST, 1.0),
    ("creator", Role.CREATOR, 0.9),
    ("producer", Role.PRODUCER, 1.0),
    ("musicBy", Role.COMPOSER, 1.0),
    ("editor", Role.EDITOR, 0.8),
)
_SITE_FIELDS: Final[tuple[tuple[FieldName, Role], ...]] = (
    ("credits.director", Role.DIRECTOR),
    ("credits.writer", Role.WRITER),
    ("credits.creator", Role.CREATOR),
    ("credits.cast", Role.CAST),
)
_LABEL_ROLES: Final = {role.value: role for role in Role if role is not Role.OTHER}
_PROSE_ROLES: Final = {
    "directed_by": (Role.DIRECTOR, 1.0),
    "written_by": (Role.WRITER, 1.0),
    "created_by": (Role.CREATOR, 1.0),
    "stars": (Role.CAST, 1.0),
    "plays": (Role.CAST, 0.95),
    "composed_by": (Role.COMPOSER, 1.0),
    "shot_by": (Role.CINEMATOGRAPHER, 1.0),
    "produced_by": (Role.PRODUCER, 0.9),
}
_MOST_PEOPLE: Final = 200
_LONGEST_CHARACTER: Final = 100
_MOST_TEXT: Final = 40_000
"""Characters of a review's text that are searched for prose credits."""


def locate_credits(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Credit]]:
    """Candidates for the credits; `order` counts within one source and is set anew when they are resolved."""
    marked = [*_from_site(unit, context), *_from_work(context), *_from_labels(unit, context)]
    yield from marked
    playing = {fold(candidate.value.name) for candidate in marked if candidate.value.role is Role.CAST}
    yield from _from_prose(unit, context, playing)


def _from_site(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Credit]]:
    for field, role in _SITE_FIELDS:
        for text, path in site_texts(unit, context, field):
            yield from _split(text, role, Method.SITE, path, context)


def _from_work(context: Context) -> Iterator[Candidate[Credit]]:
    """The people of the reviewed work; those of the whole series speak for its seasons and episodes too."""
    work = context.subject.work
    if work is None:
        return
    yield from _from_item(work, context, 1.0)
    for name in ("partOfSeries", "partOfSeason"):
        for whole in work.items(name):
            yield from _from_item(whole, context, 0.9)


def _from_item(work: Item, context: Context, trust: float) -> Iterator[Candidate[Credit]]:
    kind = next((KINDS[name] for name in work.types if name in KINDS), None)
    author = (Role.AUTHOR, 1.0) if kind is WorkKind.BOOK else (Role.WRITER, 0.7)
    for name, role, weight in (*_ITEM_ROLES, ("author", *author)):
        for order, person in enumerate(work.all(name)[:_MOST_PEOPLE], start=1):
            where = f"{work.where}/{name}/{order - 1}"
            yield from _person(person, role, order, work.syntax, where, weight * trust, context)


def _person(
    person: Item | str | float | bool,
    role: Role,
    order: int,
    method: Method,
    where: str,
    weight: float,
    context: Context,
) -> Iterator[Candidate[Credit]]:
    """A Person, a bare name, or a PerformanceRole around a Person (schema.org Role)."""
    character = None
    if isinstance(person, Item):
        if person.is_a("PerformanceRole", "Role"):
            character = (person.text("characterName") or "")[:_LONGEST_CHARACTER] or None
            inner = person.items("actor") or person.items("performer")
            name = inner[0].text("name") if inner else person.text("actor")
        else:
            name = None if person.is_a("Organization") else person.text("name")
    else:
        name = str(person)
    if name and character is None and len(split_names(name, context.vocabulary)) > 1:
        yield from _split(name, role, method, where, context, weight)  # plugins put a whole list into one name
    elif name and len(name) <= 100 and "/" not in name and fold(name) not in context.vocabulary.others:
        credit = Credit(name=name, role=role, character=character, order=order)
        yield Candidate(FIELD, credit, name, method, where, weight)


def _from_labels(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Credit]]:
    for line, label, value in labelled(unit):
        role = _LABEL_ROLES.get(context.vocabulary.label(label) or "")
        if role is not None and len(value) <= 1_000:
            weight = 1.0 if line.label is not None else 0.95
            yield from _split(value, role, Method.LABEL, unit.document.path(line.node), context, weight)


def _split(
    text: str, role: Role, method: Method, where: str, context: Context, weight: float = 1.0
) -> Iterator[Candidate[Credit]]:
    for order, part in enumerate(split_names(text, context.vocabulary), start=1):
        if is_name(part.name):
            credit = Credit(name=part.name, role=role, character=part.character, order=order)
            yield Candidate(FIELD, credit, text, method, where, weight)


def _from_prose(unit: ReviewUnit, context: Context, playing: set[str]) -> Iterator[Candidate[Credit]]:
    """Sentences of the text. "A as B" names B only where A is known to play: from `playing`, or another sentence."""
    title = fold(context.work_title or "")
    read = 0
    pairs: list[tuple[str, str, str, str]] = []
    for line in unit.lines:
        read += len(line.text)
        if read > _MOST_TEXT:
            break
        if line.label is not None:
            continue
        where = unit.document.path(line.node)
        for sentence in sentences(line.text):
            for order, mention in enumerate(mentions(sentence, context.vocabulary), start=1):
                if fold(mention.name) == title or (mention.character and fold(mention.character) == title):
                    continue
                if mention.relation == "as":
                    pairs.append((mention.name, mention.character or "", sentence, where))
                    continue
                known = _PROSE_ROLES.get(mention.relation)
                if known is None:
                    continue
                role, weight = known
                if role is Role.CAST:
                    playing.add(fold(mention.name))
                credit = Credit(name=mention.name, role=role, character=mention.character, order=order)
                yield Candidate(FIELD, credit, sentence, Method.PROSE, where, weight)
    for name, character, sentence, where in pairs:
        if fold(name) in playing:
            credit = Credit(name=name, role=Role.CAST, character=character, order=1)
            yield Candidate(FIELD, credit, sentence, Method.PROSE, where, 0.9)


def locate_native_title(unit: ReviewUnit, context: Context) -> Iterator[Candidate[str]]:
    """A title in another script where the sentence has its subject: "…, <native title> stars A and B"."""
    title = context.work_title
    if title is None:
        return
    for line in unit.lines:
        for sentence in sentences(line.text):
            subject = native_subject(sentence, title, context)
            if subject is not None:
                yield Candidate("work.native_title", subject, sentence, Method.PROSE, unit.document.path(line.node))


def native_subject(sentence: str, title: str, context: Context) -> str | None:
    """The words in another script directly before a phrase such as "stars" or "is directed by"."""
    for phrase in phrases_in(sentence, context.vocabulary):
        if "stars" not in phrase.after:
            continue
        words = sentence[: phrase.start].rstrip().split(",")[-1].split()
        native: list[str] = []
        while words and (is_other_script(words[-1] * 2, title) or words[-1].isdigit()):
            native.insert(0, words.pop())
        if any(not word.isdigit() for word in native):
            return " ".join(native).strip("()（）[]【】\"'“”‘’«»『』「」《》")
    return None


def same_credit(credit: Credit) -> tuple[Role, str]:
    """Key under which two spellings of a credit are one: hyphens and spaces do not count."""
    return credit.role, fold(credit.name).replace("-", "").replace(" ", "").replace(".", "")
