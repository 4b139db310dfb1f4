"""What a re-extraction would change, counted by site and by field, with examples; and the same as text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import orjson

from schemas.proposal import (
    Difference,
    Example,
    FieldDifference,
    Proposal,
    ProposedRecord,
    Reading,
    SiteDifference,
    SiteRead,
)
from schemas.review import Status, field_values

MOST_EXAMPLES: Final = 3
_LONGEST: Final = 60


def difference(reading: Reading, proposals: Iterable[Proposal]) -> Difference:
    """Compare what is proposed with what is published."""
    counts = {site.site: _Site(site) for site in reading.sites}
    for proposal in proposals:
        for change in proposal.changes:
            counts[proposal.site].add(change)
    return Difference(
        run=reading.run,
        extractor_version=reading.extractor_version,
        sites=tuple(site.told() for site in counts.values()),
    )


def difference_lines(told: Difference) -> Iterator[str]:
    """The difference as lines to read."""
    pages = sum(site.pages for site in told.sites)
    yield f"{pages:,} stored pages read again with version {told.extractor_version}: {told.changes:,} new revisions"
    for site in told.sites:
        failed = f", {site.failed:,} pages could not be read" if site.failed else ""
        yield (
            f"{site.site}: {site.pages:,} pages, {site.records:,} records: {site.gained:,} gained, {site.lost:,} lost, "
            f"{site.changed:,} changed{failed}"
        )
        yield from (f"    {_change(example)}  {example.url}" for example in site.examples)
        for one in site.fields:
            yield f"  {one.field}: {one.gained:,} gained, {one.lost:,} lost, {one.changed:,} changed of {one.filled:,}"
            yield from (f"    {_change(example)}  {example.url}" for example in one.examples)


def _change(example: Example) -> str:
    return f"{_short(example.before)} -> {_short(example.after)}"


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else orjson.dumps(value).decode()
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


@dataclass
class _Field:
    gained: int = 0
    lost: int = 0
    changed: int = 0
    losses: list[Example] = field(default_factory=list)
    others: list[Example] = field(default_factory=list)

    def add(self, example: Example) -> None:
        if example.after is None:
            self.lost += 1
        elif example.before is None:
            self.gained += 1
        else:
            self.changed += 1
        examples = self.losses if example.after is None else self.others
        if len(examples) < MOST_EXAMPLES:
            examples.append(example)


class _Site:
    """The counts of one site."""

    def __init__(self, read: SiteRead) -> None:
        self._read = read
        self._gained = self._lost = self._changed = 0
        self._examples: list[Example] = []
        self._fields: dict[str, _Field] = {}

    def add(self, change: ProposedRecord) -> None:
        after = change.after.model_dump(mode="json")
        was_there = change.before is not None and change.before["status"] != Status.WITHDRAWN
        is_there = change.after.status is not Status.WITHDRAWN
        if was_there and is_there and change.before is not None:
            self._changed += 1
            self._compare(change.before, after)
            return
        self._gained += is_there
        self._lost += was_there
        if len(self._examples) < MOST_EXAMPLES:
            headline = after["headline"] or after["work"]["title"]
            self._examples.append(
                Example(
                    url=after["url"],
                    before=headline if was_there else None,
                    after=headline if is_there else None,
                )
            )

    def _compare(self, before: dict[str, Any], after: dict[str, Any]) -> None:
        for (name, old), (_, new) in zip(field_values(before), field_values(after), strict=True):
            if old != new:
                self._fields.setdefault(name, _Field()).add(Example(url=after["url"], before=old, after=new))

    def told(self) -> SiteDifference:
        read = self._read
        return SiteDifference(
            site=read.site,
            pages=read.pages,
            records=read.records,
            gained=self._gained,
            lost=self._lost,
            changed=self._changed,
            failed=read.failed,
            examples=tuple(self._examples),
            fields=tuple(
                FieldDifference(
                    field=name,
                    filled=read.filled.get(name, 0),
                    gained=one.gained,
                    lost=one.lost,
                    changed=one.changed,
                    examples=tuple((one.losses + one.others)[:MOST_EXAMPLES]),
                )
                for name, one in sorted(self._fields.items())
            ),
        )
