"""Quarantine: records that a quality gate does not let into the dataset, kept beside it.

Their pages count as visited and stay in the archive, so that `backfill --from-archive` reads them again once the site
file is repaired, or proposes the same records for a person to accept.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Final, NamedTuple

import orjson

from flows.storage.files import HashedFile
from flows.storage.lines import read_lines
from flows.storage.store import Store
from schemas.base import to_line
from schemas.quality import GateFailure
from schemas.run import BatchDescriptor, Outcome, OutcomeKind, StagedFile

QUARANTINE: Final = "quarantine"
"""Folder of what is withheld, one folder for each batch: reviews, evidence and the failures."""


class Withheld(NamedTuple):
    """What is left of a batch."""

    descriptor: BatchDescriptor
    records: dict[str, int]
    """Lines that were taken out, by site."""


def withhold(
    store: Store,
    descriptor: BatchDescriptor,
    sites: Collection[str],
    failures: Sequence[GateFailure],
    *,
    owner: Callable[[str], str | None],
) -> Withheld:
    """Take the records of some sites out of a staged batch, and keep them under `quarantine/<batch>/`.

    Where the batch has no archive their pages are taken out with them; they stay claimed, and are due in the next run.

    Args:
        store: The dataset's.
        descriptor: The batch, not committed yet; its staged files are rewritten.
        sites: Keys of the sites.
        failures: Why; written beside the records.
        owner: The site of a URL.
    """
    is_archived = any(file.kind == "archive" for file in descriptor.files)
    ids: dict[str, str] = {}
    visits = _visits(sites, owner, ids, keep=is_archived)
    # Outcomes first: they tell whose the lines are.
    files = [_rewrite(store, file, visits) for file in descriptor.files if file.kind == "outcomes"]
    folder = f"{QUARANTINE}/{descriptor.batch}"
    store.make_folder(folder)
    counts: dict[str, int] = {}
    for file in descriptor.files:
        if file.kind in ("reviews", "evidence"):
            files.append(_part(store, file, folder, ids, counts))
        elif file.kind != "outcomes":
            files.append(file)
    told = [failure.model_copy(update={"quarantine": folder}) for failure in failures]
    store.write_whole(f"{folder}/failures.jsonl", b"".join(map(to_line, told)))
    left = tuple(file for file in files if file is not None)
    return Withheld(descriptor.model_copy(update={"files": left}), counts)


def _visits(
    sites: Collection[str], owner: Callable[[str], str | None], ids: dict[str, str], *, keep: bool
) -> Callable[[bytes], bytes | None]:
    """Outcomes without the records of the sites; their ids go to `ids`, with the site of each."""

    def visit(line: bytes) -> bytes | None:
        outcome = Outcome.model_validate_json(line)
        site = owner(outcome.url)
        if outcome.kind is not OutcomeKind.RECORDS or site not in sites:
            return line
        ids.update((record.id, site or "") for record in outcome.records)
        if keep:
            return to_line(outcome.model_copy(update={"kind": OutcomeKind.WITHHELD, "records": ()}))
        return None

    return visit


def _part(
    store: Store, file: StagedFile, folder: str, ids: dict[str, str], counts: dict[str, int]
) -> StagedFile | None:
    kept = HashedFile(store, f"{folder}/{file.kind}.jsonl")

    def line_of(line: bytes) -> bytes | None:
        site = ids.get(orjson.loads(line)["id"])
        if site is None:
            return line
        kept.write(line)
        if file.kind == "reviews":
            counts[site] = counts.get(site, 0) + 1
        return None

    left = _rewrite(store, file, line_of)
    kept.close()
    store.sync([kept.path])
    return left


def _rewrite(store: Store, file: StagedFile, change: Callable[[bytes], bytes | None]) -> StagedFile | None:
    """A staged file with each line as `change` gives it; None where no line is left."""
    folder, _, name = file.path.rpartition("/")
    new = HashedFile(store, f"{folder}/kept-{name}")
    for line in read_lines(store, file.path):
        if (changed := change(line)) is not None:
            new.write(changed)
    new.close()
    store.remove(file.path)
    if new.rows == 0:
        store.remove(new.path)
        return None
    store.move(new.path, file.path)
    store.sync([file.path])
    return file.model_copy(update={"rows": new.rows, "bytes": new.bytes, "sha256": new.sha256})
