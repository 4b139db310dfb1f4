"""What backfills have to read."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make their tables."""
    op.create_table(
        "backfill",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("key", sa.String, nullable=False, unique=True),
        sa.Column("begun_at", sa.BigInteger, nullable=False),
        sa.Column("listed", sa.Boolean, nullable=False),
    )
    op.create_table(
        "place", sa.Column("id", _KEY, primary_key=True), sa.Column("name", sa.String, nullable=False, unique=True)
    )
    op.create_table(
        "backlog",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("backfill", _KEY, sa.ForeignKey("backfill.id", ondelete="CASCADE"), nullable=False),
        sa.Column("page", sa.String, nullable=False),
        sa.Column("month", sa.Integer, nullable=False),
        sa.Column("shard", sa.SmallInteger, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("url", sa.String, nullable=False),
        sa.Column("kind", sa.SmallInteger, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("score", sa.SmallInteger, nullable=False),
        sa.Column("place", _KEY, sa.ForeignKey("place.id")),
        sa.Column("start", sa.BigInteger, nullable=False),
        sa.Column("length", sa.BigInteger, nullable=False),
        sa.Column("state", sa.SmallInteger, nullable=False),
    )
    op.create_index("backlog_page", "backlog", ["backfill", "page", "month"], unique=True)
    is_open = sa.text("state = 0")
    op.create_index(
        "backlog_open",
        "backlog",
        ["backfill", "shard", "turn", "page", "month"],
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
