"""The contract with who reads the tables: what they are is compared with what they should be, before any writing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from flows.errors import DestinationError
from flows.loading.destination import Destination
from flows.loading.merge import REGISTRY
from flows.loading.tables import Column, Table, all_tables

Contract = Literal["evolve", "freeze", "discard"]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that a destination has otherwise than it should."""

    table: Table
    column: Column | None
    """None: the whole table is not there."""
    found: str | None
    """The type that is there; None where nothing is."""
    wanted: str

    @property
    def is_breaking(self) -> bool:
        """Whether no addition mends it."""
        return self.found is not None or (self.column is not None and self.column.name in self.table.key)

    def __str__(self) -> str:
        if self.column is None:
            return f"there is no table {self.table.name}"
        if self.found is None:
            return f"{self.table.name} has no column {self.column.name} ({self.wanted})"
        return f"{self.table.name}.{self.column.name} is {self.found} and should be {self.wanted}"


def differences(destination: Destination, tables: Sequence[Table]) -> list[Difference]:
    """All differences, table by table. Columns that are there beside ours are none: they stay as they are."""
    return [difference for table in [*tables, REGISTRY] for difference in _of_table(destination, table)]


def check_contract(destination: Destination, found: Sequence[Difference], contract: Contract) -> None:
    """Whether what is there may be written to.

    Raises:
        DestinationError: with the list of differences.
    """
    is_ours = bool(destination.columns(REGISTRY.name))
    if not is_ours:
        others = {difference.table.name for difference in found if difference.column is not None}
        taken = [name for name in _existing(destination, found) if name != REGISTRY.name]
        if taken or others:
            told = "; ".join(str(one) for one in found if one.column is not None)
            raise DestinationError(
                f"{destination.name} has tables of these names that `load` did not make: {', '.join(sorted(taken))}"
                + (f" ({told})" if told else "")
                + ": nothing was written; set load.schema_name to another schema, or rename them"
            )
        return
    stopping = [one for one in found if one.is_breaking or contract == "freeze"]
    if stopping:
        why = "the contract is frozen" if not any(one.is_breaking for one in stopping) else "this is no addition"
        raise DestinationError(
            f"{destination.name} differs from this version's tables, and {why}: "
            f"{'; '.join(map(str, stopping))}; nothing was written"
        )


def evolve(destination: Destination, found: Sequence[Difference]) -> None:
    """Make what is missing, in one transaction."""
    with destination.transaction():
        for difference in found:
            if difference.column is None:
                destination.create(difference.table)
            else:
                destination.add(difference.table, difference.column)


def _of_table(destination: Destination, table: Table) -> Iterator[Difference]:
    there = destination.columns(table.name)
    if not there:
        yield Difference(table, None, None, "")
        return
    for column in table.columns:
        wanted, found = destination.types[column.type], there.get(column.name)
        if found != wanted:
            yield Difference(table, column, found, wanted)


def _existing(destination: Destination, found: Sequence[Difference]) -> list[str]:
    missing = {one.table.name for one in found if one.column is None}
    return [
        table.name
        for table in all_tables(evidence=True)
        if table.name not in missing and destination.columns(table.name)
    ]
