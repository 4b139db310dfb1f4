"""Taking things out of what is published: the one exception to "nothing is ever overwritten".

New files are staged under the commit's batch, the state takes the new manifests in one transaction together with what
else is erased, and publishing puts them in the places of the old ones. Cut off after that transaction, it is finished
when the dataset is opened next, as any publishing is; cut off before it, nothing has happened.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, update

from flows.storage import tables
from flows.storage.dataset import Dataset
from flows.storage.documents import drop_of_commits
from flows.storage.read import read_manifests
from schemas.run import CommitManifest, PublishedFile


def amend(
    dataset: Dataset,
    amended: Mapping[int, Sequence[PublishedFile]],
    *,
    now: datetime,
    erase: Callable[[Connection], None] | None = None,
) -> None:
    """Give commits the files that are left of them.

    Args:
        dataset: Held by this process.
        amended: By commit: its files from now on. New ones are staged where the batch staged them at first.
        now: With zone.
        erase: What else is deleted from the state, in the same transaction.
    """
    manifests = {manifest.commit: manifest for manifest in read_manifests(dataset.store) if manifest.commit in amended}
    with dataset.state.transaction(now, durable=True) as connection:
        for number, manifest in manifests.items():
            left = manifest.model_copy(update={"files": tuple(amended[number]), "amended_at": now.astimezone(UTC)})
            connection.execute(
                update(tables.commit)
                .where(tables.commit.c.number == number)
                .values(manifest=left.model_dump_json(), published=False)
            )
        if erase is not None:
            erase(connection)
    dataset.finish_publishing()


def prune_archive(dataset: Dataset, *, days: float | None, size: int | None, now: datetime) -> tuple[int, ...]:
    """Delete the archive files that are too old, and the oldest ones while all are larger than `size` bytes together.

    Records keep their pointers, which lead nowhere then. Gives the commits whose archive was deleted.
    """
    if days is None and size is None:
        return ()
    archived = [manifest for manifest in read_manifests(dataset.store) if _archive_bytes(manifest)]
    total = sum(map(_archive_bytes, archived))
    oldest = None if days is None else now - timedelta(days=days)
    pruned: dict[int, Sequence[PublishedFile]] = {}
    for manifest in archived:
        is_old = oldest is not None and manifest.committed_at < oldest
        if not is_old and (size is None or total <= size):
            break  # those after it are younger
        total -= _archive_bytes(manifest)
        pruned[manifest.commit] = [file for file in manifest.files if file.kind not in ("archive", "index")]
    if pruned:
        amend(dataset, pruned, now=now, erase=lambda connection: drop_of_commits(connection, pruned))
    return tuple(pruned)


def _archive_bytes(manifest: CommitManifest) -> int:
    return sum(file.bytes for file in manifest.files if file.kind in ("archive", "index"))
