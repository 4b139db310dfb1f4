"""Proposals: what a re-extraction would change, kept beside the dataset until it is accepted or made anew.

`.proposed/` holds for each archive file that was read `<batch>.json`, which says on what that depended, and, where
something would change, `<batch>.jsonl`; and `reading.json`, written last: without it the re-extraction did not come to
its end, and there is nothing to compare or to accept. The next one then goes on with what it has not read.
"""

from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePath
from typing import Final

from pydantic import ValidationError

from flows.errors import DatasetError
from flows.storage.store import Store
from schemas.base import to_line
from schemas.proposal import PartRead, Proposal, Reading

PROPOSED: Final = ".proposed"
_READING: Final = f"{PROPOSED}/reading.json"


def drop(store: Store) -> None:
    """Drop what an earlier re-extraction proposed."""
    store.remove(_READING)  # first: what is left is then known to be none
    store.remove(PROPOSED)


def begin(store: Store, names: Collection[str]) -> None:
    """Begin a re-extraction of these archive files; what an earlier one read of them stays until it is read anew."""
    store.remove(_READING)
    for path in store.names(PROPOSED):
        if PurePath(path).stem not in names:
            store.remove(path)


def part_read(store: Store, name: str, of: str) -> PartRead | None:
    """What was read of an archive file; None where it was not, or where that depended on something else than `of`."""
    path = f"{PROPOSED}/{name}.json"
    if store.size(path) is None:
        return None
    try:
        part = PartRead.model_validate_json(store.read(path))
    except ValidationError:  # of another version
        return None
    return part if part.of == of else None


def propose(store: Store, name: str, proposals: Sequence[Proposal], part: PartRead) -> None:
    """Keep the proposals of one archive file."""
    store.remove(f"{PROPOSED}/{name}.json")  # what it speaks of is about to change
    if proposals:
        store.write_whole(f"{PROPOSED}/{name}.jsonl", b"".join(map(to_line, proposals)))
    else:
        store.remove(f"{PROPOSED}/{name}.jsonl")
    store.write_whole(f"{PROPOSED}/{name}.json", to_line(part))


def finish(store: Store, reading: Reading) -> None:
    """Say that the proposals are complete."""
    store.write_whole(_READING, to_line(reading))


def reading(store: Store) -> Reading:
    """What was read for the proposals that there are.

    Raises:
        DatasetError: there are none.
    """
    if store.size(_READING) is None:
        raise DatasetError(
            f"nothing is proposed in {store.location}: run `reviewlines backfill --from-archive` (to its end) first"
        )
    return Reading.model_validate_json(store.read(_READING))


def proposals(store: Store) -> Iterator[list[Proposal]]:
    """The proposals, one archive file's after another's.

    Raises:
        DatasetError: a file is damaged.
    """
    for path in store.names(PROPOSED):
        if path.endswith(".jsonl"):
            try:
                with store.open(path) as lines:
                    yield [Proposal.model_validate_json(line) for line in lines]
            except ValidationError as error:
                raise DatasetError(f"{store.at(path)} is damaged: run the backfill again") from error
