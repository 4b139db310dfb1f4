"""Proposals: what a re-extraction would change, kept beside the dataset until it is accepted or made anew.

`.proposed/` holds one file of lines for each archive file that was read, and `reading.json`, written last: without it
the re-extraction did not come to its end, and there is nothing to compare or to accept.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from pydantic import ValidationError

from flows.errors import DatasetError
from flows.storage.store import Store
from schemas.base import to_line
from schemas.proposal import Proposal, Reading

PROPOSED: Final = ".proposed"
_READING: Final = f"{PROPOSED}/reading.json"


def begin(store: Store) -> None:
    """Drop what an earlier re-extraction proposed."""
    store.remove(_READING)  # first: what is left is then known to be none
    store.remove(PROPOSED)


def propose(store: Store, name: str, proposals: Sequence[Proposal]) -> None:
    """Keep the proposals of one archive file."""
    if proposals:
        store.write_whole(f"{PROPOSED}/{name}.jsonl", b"".join(map(to_line, proposals)))


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
