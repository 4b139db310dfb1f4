"""Pages from disk and standard input: files, folders and manifests as a source of pages."""

import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import orjson
from pydantic import TypeAdapter, ValidationError

from flows.errors import UsageError
from schemas.base import Model
from schemas.page import Page
from schemas.reject import Reason, Reject

PAGE_SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml", ".xht"})


class ManifestLine(Model):
    """One line of a manifest: a stored page and what is known of it."""

    id: str
    """Comes back as `page.id`."""
    path: str
    """Relative to the manifest, or else to the working folder."""
    url: str | None = None
    """Where the page was fetched from."""
    fetched_at: datetime | None = None
    """When, with zone."""


_MANIFEST_LINE: Final = TypeAdapter(ManifestLine)


def read_path(path: Path, *, max_body: int) -> Iterator[tuple[Path, Page | Reject]]:
    """The page in a file, or the pages in a folder and all folders below it.

    In a folder these are the files named *.html, *.htm, *.xhtml or *.xht; a file that is given is read whatever
    its name.
    """
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.suffix.lower() in PAGE_SUFFIXES and file.is_file())
        if not files:
            yield path, _unreadable("the folder has no pages (*.html, *.htm, *.xhtml)")
        for file in files:
            yield file, _read(file, max_body=max_body)
    else:
        yield path, _read(path, max_body=max_body)


def read_stdin(*, max_body: int) -> Page | Reject:
    """The page on standard input."""
    body = sys.stdin.buffer.read(max_body + 1)
    if len(body) > max_body:
        return Reject(url=None, reason=Reason.TOO_LARGE, detail=f"more than {max_body:,} bytes")
    return Page(url=None, body=body)


def read_manifest(manifest: Path, *, max_body: int) -> Iterator[tuple[Path, Page | Reject]]:
    """The pages that a manifest lists, one JSON object a line: {"id", "url", "path", "fetched_at"?}.

    Raises:
        UsageError: the manifest cannot be read, or a line of it is wrong; the message has the line's number.
    """
    try:
        lines = manifest.read_bytes().splitlines()
    except OSError as error:
        raise UsageError(f"manifest {manifest}: {error.strerror}") from error
    entries = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            entries.append(_MANIFEST_LINE.validate_python(orjson.loads(line), strict=False))
        except orjson.JSONDecodeError as error:
            raise UsageError(f"manifest {manifest}, line {number}: no JSON ({error.msg})") from error
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise UsageError(f"manifest {manifest}, line {number}: {where}: {first['msg']}") from error
    for entry in entries:
        beside = manifest.parent / entry.path
        path = beside if os.path.lexists(beside) else Path(entry.path)
        yield path, _read(path, max_body=max_body, url=entry.url, page_id=entry.id, fetched_at=entry.fetched_at)


def _read(
    path: Path,
    *,
    max_body: int,
    url: str | None = None,
    page_id: str | None = None,
    fetched_at: datetime | None = None,
) -> Page | Reject:
    try:
        size = path.stat().st_size
        if size > max_body:
            return Reject(url=url, reason=Reason.TOO_LARGE, detail=f"{size:,} bytes, the limit is {max_body:,}")
        body = path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        return _unreadable(getattr(error, "strerror", None) or str(error), url)
    return Page(url=url, body=body, id=page_id, fetched_at=fetched_at)


def _unreadable(why: str, url: str | None = None) -> Reject:
    return Reject(url=url, reason=Reason.UNREADABLE, detail=why)
