"""The state's tables, made and brought up to date by Alembic: one file in `versions` for each change, never edited.

`tables` says what they are now; a test holds both together.
"""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, select, text

from flows.errors import DatasetError

HEAD: Final = "0004"
"""The newest version."""

_TABLE: Final = "alembic_version"
_LOCK: Final = 0x7265766C
"""Of PostgreSQL's advisory locks: two processes do not make the same tables."""


def upgrade(connection: Connection) -> None:
    """Bring the tables to the newest version, within the caller's transaction; nothing happens if they are.

    Raises:
        DatasetError: they were made by a newer version, or by one before these migrations.
    """
    version = _version(connection)
    if version == HEAD:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        version = _version(connection)
    if version is None and inspect(connection).has_table("url"):
        raise DatasetError("the state is older than version 0.1: move it away and run `reviewlines data repair`")
    _run(connection)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_TABLE):
        return None
    return connection.execute(select(text("version_num")).select_from(text(_TABLE))).scalar_one_or_none()


def _run(connection: Connection) -> None:
    from alembic.config import Config  # a third of a second, and nearly always there is nothing to do
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    script = ScriptDirectory(str(Path(__file__).parent))
    try:
        with EnvironmentContext(Config(), script, fn=lambda known, _: script._upgrade_revs("head", known)) as context:  # noqa: SLF001 - as Alembic's own command does
            context.configure(connection=connection)
            context.run_migrations()
    except CommandError as error:
        raise DatasetError("the state was made by a newer version of Reviewlines: use that version") from error
