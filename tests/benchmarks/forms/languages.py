"""Reviews in other languages: who made the work, told in running text; what is a review there, and what is none."""

from collections.abc import Iterator
from itertools import cycle, islice
from typing import Final, NamedTuple

from extractors.parse.names import in_nominative
from extractors.vocabulary import vocabulary
from tests.benchmarks.forms import Case
from tests.benchmarks.forms._facts import HEADLINES, MILD, SENTENCES
from tests.benchmarks.forms._speech import SPEECH, Speech

FILLINGS: Final = 5
"""Pages of each form: other works, other people, other places for the sentence."""
_ROLES: Final = {"d": "directors", "w": "writers", "a": "cast", "b": "cast", "c": "cast"}


class _Page(NamedTuple):
    work: str
    people: dict[str, str]


def cases() -> Iterator[Case]:
    """All pages."""
    for language, speech in SPEECH.items():
        for form in speech.makers:
            yield from _makers(language, speech, form)
        yield from _kinds(language, speech)
        yield from _rejected(language, speech)
        yield from _facts(language, speech)


def _fill(speech: Speech, number: int) -> _Page:
    """The work and the people of a page; who directs here acts elsewhere."""
    work = speech.works[number % len(speech.works)]
    people = list(islice(cycle(speech.people), number * 2, number * 2 + 8))
    return _Page(work, dict(zip(("d", "e", "a", "b", "c", "w", "x", "y"), people, strict=True)))


def _makers(language: str, speech: Speech, form: str) -> Iterator[Case]:
    """A sentence in the midst of a review; `{d}` directs, `{w}` writes, `{a}`, `{b}`, `{c}` play, `{x}` does nothing.

    `{d/1}` is the name in the second of its forms; `{dw}` and `{da}` do two things.
    """
    for number in range(FILLINGS):
        page = _fill(speech, number)
        said, expected = _said(language, form, page, speech, number)
        first, second, last = speech.filler
        headline = speech.headlines[number % len(speech.headlines)].format(t=page.work)
        layouts = (
            (headline, f"{said} {first}", second, last),
            (headline, first, f"{second} {said}", last),
            (headline, f"{first} {said} {second}", last),
            (headline, first, said, second, last),
            (headline, f"{first} {second}", f"{last} {said}"),
        )
        lines = layouts[number % len(layouts)]
        yield Case(f"{language}: {form}", [line.replace("  ", " ") for line in lines], expected)


def _said(language: str, form: str, page: _Page, speech: Speech, number: int) -> tuple[str, dict[str, tuple[str, ...]]]:
    known = vocabulary(language)
    expected: dict[str, list[str]] = {"directors": [], "writers": [], "cast": []}
    text = form.replace("{t}", page.work)
    for key, name in page.people.items():
        forms = name.split("/")
        # Once Latin and declined names have several forms; a name is given as printed, or as the language knows it.
        for place in range(3):
            printed = forms[min(place, len(forms) - 1)]
            for roles in (key, f"{key}w", f"{key}a"):
                slot = f"{{{roles}/{place}}}" if place else f"{{{roles}}}"
                if slot not in text:
                    continue
                text = text.replace(slot, printed)
                for role in roles if key != "x" else "":
                    if role in _ROLES or role == "e":
                        given = in_nominative(printed, known) if known.inflects_names else printed
                        expected["directors" if role == "e" else _ROLES[role]].append(given)
    for place in range(len(speech.characters)):
        text = text.replace(f"{{{place + 1}}}", speech.characters[(place + number) % len(speech.characters)])
    assert "{" not in text, text
    return text, {field: tuple(dict.fromkeys(names)) for field, names in expected.items()}


def _kinds(language: str, speech: Speech) -> Iterator[Case]:
    """What a review is of, to judge by its words, and in which language it is."""
    for kind, (headline, *text) in speech.kinds.items():
        for number in range(FILLINGS):
            work = speech.works[number % len(speech.works)]
            yield Case(
                f"{language}: kind {kind}",
                [headline.format(t=work), *(line.format(t=work) for line in text)],
                {"kind": kind, "language": language},
            )


def _facts(language: str, speech: Speech) -> Iterator[Case]:
    """Seasons, years and services, and reviews in quiet words."""
    first, second, last = speech.filler
    for number, work in enumerate(speech.works):
        for headline, expected in HEADLINES.get(language, ()):
            yield Case(f"{language}: {headline}", [headline.format(t=work), *speech.filler], expected)
        above = speech.headlines[number % len(speech.headlines)].format(t=work)
        for sentence, expected in SENTENCES.get(language, ()):
            yield Case(f"{language}: {sentence}", [above, first, f"{second} {sentence}", last], expected)
        if quiet := MILD.get(language):
            yield Case(f"{language}: quiet", [line.format(t=work) for line in quiet], {"language": language})


def _rejected(language: str, speech: Speech) -> Iterator[Case]:
    """Pages that speak of works and are no reviews."""
    for name, lines in speech.others.items():
        for number in range(FILLINGS):
            page = _fill(speech, number)
            other = speech.works[(number + 1) % len(speech.works)]
            names = {key: names.split("/")[0] for key, names in page.people.items()}
            filled = [line.format(t=page.work, u=other, **names) for line in lines]
            yield Case(f"{language}: no review, {name}", filled, {"reject": True})
