"""Loading a dataset into a database, without Prefect: what `reviewlines load` and the flow do, from Python.

from flows.loader import load_dataset

report = load_dataset("data", "duckdb:///reviews.duckdb")
print(report.commits, report.rows)
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from flows.errors import UsageError
from flows.loading.address import Address, parse_address, password_of
from flows.loading.engine import Commit, Part
from flows.loading.merge import Written
from flows.loading.run import Choices, Group, Load, Source, open_load, tell
from flows.settings import LoadSettings
from flows.storage.read import read_manifests
from flows.storage.store import LocalStore, Location, ObjectStore, Store, open_store
from schemas.base import SCHEMA_VERSION
from schemas.load import LoadReport
from schemas.run import CommitManifest, PublishedFile

Write = Callable[[Load, Group], Written]
"""Writes one group; how `Load.write` is called."""

_DEFAULTS: Final = Choices()


def load_dataset(
    location: Location,
    destination: str | Address,
    choices: Choices = _DEFAULTS,
    *,
    write: Write = lambda load, group: load.write(group),
    progress: Callable[[str, int, int], None] = lambda _step, _done, _total: None,
) -> LoadReport:
    """Bring a destination up to date with a dataset. Cut off at any moment, it goes on where it was when run again.

    Args:
        location: The dataset: a folder, or the URL of its prefix on an object store.
        destination: "duckdb:///FILE", "sqlite:///FILE", "postgresql://user@host/database", "parquet:FOLDER",
            "csv:FOLDER" or the name of a dlt destination.
        choices: Contract, what becomes of removed reviews, and so on.
        write: How a group is written: who counts, or wants each in a task of its own, says so here.
        progress: Told of (step, commits done, commits in all).

    Raises:
        UsageError: the destination cannot be one, or a package is missing.
        DatasetError: there is no dataset, or it cannot be read.
        DestinationError: the destination cannot be used; what was written before stays, whole commits of it.
    """
    started = datetime.now(UTC)
    address = parse_address(destination) if isinstance(destination, str) else destination
    source = read_source(open_store(location), evidence=choices.evidence)
    with open_load(address, source, choices) as load:
        written = Written()
        if not choices.dry_run:
            for group in load.groups():
                written.add(write(load, group))
                progress("load", written.commits, len(load.lacking))
            load.finish()
        return tell(address, source, choices, load, written, started=started)


def resolve_destination(
    text: str | None, settings: LoadSettings, *, secret: Callable[[str], str] | None = None
) -> Address:
    """The destination that a command, a flow's parameter or the settings name.

    Args:
        text: Without a password; None for `load.destination` of the settings; "block:NAME" for a secret elsewhere.
        settings: May hold a password.
        secret: Gives a secret of a name.

    Raises:
        UsageError: it names none, or has a password where it would be seen.
    """
    if text is None:
        if settings.destination is None:
            raise UsageError("no destination: name one, or set load.destination")
        return parse_address(settings.destination.get_secret_value())
    kind, _, name = text.partition(":")
    if kind == "block" and secret is not None:
        return parse_address(secret(name))
    if password_of(text) is not None:
        raise UsageError(
            "a password on the command line is seen by others (process list, shell history, Prefect): leave it out and "
            "set PGPASSWORD, or the whole address as REVIEWLINES_LOAD__DESTINATION or in a Prefect Secret block"
        )
    return parse_address(text)


def read_source(store: Store, *, evidence: bool) -> Source:
    """What a dataset has for the tables, as its manifests say.

    Raises:
        DatasetError: there is no dataset.
        UsageError: it is of a version that this one does not know.
    """
    manifests = list(read_manifests(store))
    newer = next((one for one in manifests if _major(one.schema_version) > _major(SCHEMA_VERSION)), None)
    if newer is not None:
        raise UsageError(
            f"the dataset has records of schema {newer.schema_version}: this version knows {SCHEMA_VERSION}"
        )
    return Source(
        dataset_id=manifests[0].dataset_id if manifests else None,
        commits=[_commit(store, manifest, evidence=evidence) for manifest in manifests],
        folder=store.folder / ".load" if isinstance(store, LocalStore) else Path("~/.reviewlines").expanduser(),
        filesystem=store.filesystem if isinstance(store, ObjectStore) else None,
    )


def _commit(store: Store, manifest: CommitManifest, *, evidence: bool) -> Commit:
    files = {file.kind: file for file in manifest.files}
    wanted = [files.get("reviews"), files.get("evidence") if evidence else None]
    digest = hashlib.sha256("".join(file.sha256 if file else "-" for file in wanted).encode()).hexdigest()
    reviews, proof = (_part(store, file) if file else None for file in wanted)
    return Commit(manifest.commit, digest, manifest.committed_at, reviews, proof)


def _part(store: Store, file: PublishedFile) -> Part:
    path = str(store.folder / file.path) if isinstance(store, LocalStore) else store.at(file.path)
    return Part(path, file.rows, file.bytes)


def _major(version: str) -> int:
    return int(version.partition(".")[0])
