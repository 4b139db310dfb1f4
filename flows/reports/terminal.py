"""Why each value was chosen, as lines of text: for a terminal with colours and wrapped, for a pipe as they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Final

from extractors.extract import ExtractedReview, Extraction
from flows.reports.answers import (
    Answer,
    FieldStory,
    computed_fields,
    points_of,
    printable,
    silent_fields,
    stories,
)
from schemas.reject import Reject

_INDENT: Final = 10
_LONG: Final = 120
_STYLES: Final = {"chosen": "green", "agrees": "green", "lost": "red"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of output: its pieces with their styles, and how far it is indented, also where it is wrapped."""

    pieces: tuple[tuple[str, str], ...] = ()
    indent: int = 0

    def __str__(self) -> str:
        return (" " * self.indent + "".join(text for text, _ in self.pieces)).rstrip()


def explain_lines(source: str, extraction: Extraction, wanted: str | None = None) -> Iterator[Line]:
    """What is to be told of a page: each review and each of its fields, or why there is none.

    Args:
        source: The name under which the user knows the page.
        extraction: What the page gave.
        wanted: The field, or group of fields, to tell of; None for all.
    """
    if extraction.reject is not None:
        yield from _rejected(source, extraction.reject)
    for number, review in enumerate(extraction.records, 1):
        if number > 1:
            yield Line()
        count = len(extraction.records)
        yield from _review(source, review, f"review {number} of {count}" if count > 1 else "", wanted)


def in_colour(lines: Iterator[Line], width: int) -> str:
    """The lines for a terminal of so many columns."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(file=StringIO(), force_terminal=True, width=width, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        for line in lines:
            text = Text.assemble(*line.pieces)
            console.print(Padding(text, (0, 0, 0, line.indent), expand=False) if line.indent else text)
    return captured.get()


def plain(lines: Iterator[Line]) -> str:
    """The lines for a pipe: never wrapped."""
    return "".join(f"{line}\n" for line in lines)


def _rejected(source: str, reject: Reject) -> Iterator[Line]:
    yield Line(((printable(source), "bold"), (": no record, ", ""), (reject.reason, "bold red")))
    points = points_of(reject)
    for name, value in points:
        how = "for" if value > 0 else "against"
        yield Line(
            ((f"{value:+.1f}  ", _STYLES["chosen" if value > 0 else "lost"]), (f"{how} a review: {name}", "")), 2
        )
    if reject.detail and not points:
        yield Line(((printable(reject.detail), ""),), 2)


def _review(source: str, review: ExtractedReview, which: str, wanted: str | None) -> Iterator[Line]:
    record = review.record
    yield Line(((printable(source), "bold"), (f"  {which}" if which else "", "")))
    if record.url is not None and record.url != source:
        yield Line(((printable(record.url), "dim"),))
    for warning in record.warnings:
        if wanted is None or warning.startswith(f"{wanted}:"):
            yield Line((("warning  ", "yellow"), (printable(warning), "")))
    for story in stories(review, wanted):
        yield Line()
        yield from _field(story)
    for field, value in computed_fields(review, wanted) if wanted is not None else ():
        yield Line()
        yield Line(((field, "bold cyan"), ("  ", ""), (value, "bold"), ("  no candidates: no page says it", "dim")))
    if silent := silent_fields(review, wanted):
        yield Line()
        yield Line((("nothing said of  ", "dim"), (", ".join(silent), "dim")))


def _field(story: FieldStory) -> Iterator[Line]:
    head = [(story.field, "bold cyan"), ("  ", "")]
    values = ", ".join(_cut(value) for value, _ in story.values)
    head.append((values, "bold") if values else ("none", "bold red"))
    if story.confidence is not None:
        head.append((f"  {story.confidence:.0%}", ""))
    if story.conflict:
        head.append(("  conflict", "yellow"))
    yield Line(tuple(head))
    for answer in story.answers:
        yield from _answer(answer)


def _cut(text: str) -> str:
    """A long text's beginning."""
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"


def _answer(answer: Answer) -> Iterator[Line]:
    status = answer.status
    yield Line(
        (
            (f"{status:<7} ", _STYLES[status]),
            (answer.value, ""),
            (f"  {answer.method} {answer.confidence:.0%}", "cyan"),
            (f"  {answer.why}", "italic" if status == "lost" else "dim"),
        ),
        2,
    )
    raw = f"“{answer.raw}”  " if answer.raw else ""
    yield Line(((raw, ""), (answer.where, "dim")), _INDENT)
