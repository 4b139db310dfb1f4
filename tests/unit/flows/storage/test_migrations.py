from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from flows.errors import DatasetError
from flows.storage import migrations, tables
from flows.storage.database import Database, open_database
from flows.storage.store import LocalStore
from tests.unit.flows.storage.samples import open_dataset


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    state = request.getfixturevalue("postgres").state() if request.param == "postgresql" else None
    return open_database(LocalStore(tmp_path), state)


def test_the_migrations_make_the_tables_that_the_code_uses(database: Database) -> None:
    with database.transaction() as connection:
        migrations.upgrade(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.metadata) == []
    database.close()


def test_computed_columns_and_partial_indexes_are_the_same_too(tmp_path: Path) -> None:
    made = []
    for name in ("migrated", "created"):
        with (database := open_database(LocalStore(tmp_path), str(tmp_path / name))).transaction() as connection:
            if name == "migrated":
                migrations.upgrade(connection)
            else:
                tables.metadata.create_all(connection)
            rows = connection.execute(text("SELECT sql FROM sqlite_master WHERE tbl_name <> 'alembic_version'"))
            made.append({" ".join(sql.replace(" ,", ",").split()) for sql in rows.scalars() if sql})
        database.close()
    assert made[0] == made[1]


def test_the_newest_version_is_that_of_the_last_file() -> None:
    names = sorted(path.stem for path in Path(migrations.__file__).parent.glob("versions/0*.py"))
    assert names[-1].partition("_")[0] == migrations.HEAD


def test_tables_that_are_up_to_date_are_left_alone(database: Database) -> None:
    for _ in range(2):
        with database.transaction() as connection:
            migrations.upgrade(connection)
    database.close()


def test_a_state_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    open_dataset(tmp_path).close()
    database = open_database(LocalStore(tmp_path), None)
    with database.transaction() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(DatasetError, match="newer version of Reviewlines"):
        open_dataset(tmp_path)


def test_a_state_from_before_the_migrations_is_named_with_what_to_do(tmp_path: Path) -> None:
    open_dataset(tmp_path).close()
    database = open_database(LocalStore(tmp_path), None)
    with database.transaction() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    database.close()
    with pytest.raises(DatasetError, match="reviewlines data repair"):
        open_dataset(tmp_path)
