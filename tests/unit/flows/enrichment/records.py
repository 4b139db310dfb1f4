"""Records as a page would give them."""

from typing import Any

from schemas.review import Capture, CaptureKind, Credit, Outlet, Precision, ReviewRecord, Role, Stamp, Work, WorkIds


def record(
    title: str | None,
    *,
    directors: tuple[str, ...] = (),
    cast: tuple[str, ...] = (),
    published: str | None = None,
    imdb: str | None = None,
    number: int = 0,
    **work: Any,
) -> ReviewRecord:
    people = [*((name, Role.DIRECTOR) for name in directors), *((name, Role.CAST) for name in cast)]
    return ReviewRecord(
        extractor_version="test",
        id=f"{number:032x}",
        url=None,
        canonical_url=None,
        site=None,
        outlet=Outlet(),
        headline=None,
        work=Work(title=title, ids=WorkIds(imdb=imdb), **work),
        credits=tuple(Credit(name=name, role=role, order=order) for order, (name, role) in enumerate(people, start=1)),
        published=Stamp(value=published, precision=Precision.YEAR, raw=published) if published else None,
        page=Capture(sha256="0" * 64, capture=CaptureKind.FILE),
    )
