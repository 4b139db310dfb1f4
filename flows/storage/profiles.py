"""What the records of each site looked like, commit by commit: the history that quality gates compare with."""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from flows.storage import tables
from schemas.quality import SiteProfile

MOST: Final = 100
"""Commits of a site that are remembered."""

_HABIT: Final = 5
"""So many records that a person accepted at once are the new habit of a site."""


def add_profiles(connection: Connection, number: int, profiles: Iterable[SiteProfile], *, accepted: bool) -> None:
    """Enter what a commit's records look like; those beyond the newest hundred of a site are forgotten.

    What a person accepted is the new habit: a history begins with it.

    The sites are known to the state.
    """
    column = tables.profile.c
    for profile in profiles:
        known = select(tables.site.c.id).where(tables.site.c.key == profile.site)
        site = connection.execute(known).scalar_one()
        row = {
            "site": site,
            "in_commit": number,
            "accepted": accepted and profile.records >= _HABIT,
            "profile": profile.model_dump_json(),
        }
        connection.execute(insert(tables.profile).values(row))
        newest = select(column.in_commit).where(column.site == site).order_by(column.in_commit.desc())
        last = connection.execute(newest.offset(MOST - 1).limit(1)).scalar_one_or_none()
        if last is not None:
            connection.execute(delete(tables.profile).where(column.site == site, column.in_commit < last))


def histories(connection: Connection, sites: Sequence[str]) -> dict[str, list[SiteProfile]]:
    """By site: the profiles of its commits, the newest first, back to the last that a person accepted."""
    found: dict[str, list[SiteProfile]] = {key: [] for key in sites}
    closed: set[str] = set()
    column = tables.profile.c
    for key in sites:
        rows = connection.execute(
            select(column.accepted, column.profile)
            .join(tables.site, tables.site.c.id == column.site)
            .where(tables.site.c.key == key)
            .order_by(column.in_commit.desc())
        )
        for row in rows:
            if key not in closed:
                found[key].append(SiteProfile.model_validate_json(row.profile))
            if row.accepted:
                closed.add(key)
    return found
