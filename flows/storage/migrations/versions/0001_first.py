"""The tables of version 0.1."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make all tables."""
    op.create_table("dataset", sa.Column("id", sa.String, primary_key=True))
    op.create_table(
        "lease",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("owner", sa.String),
        sa.Column("host", sa.String),
        sa.Column("pid", sa.Integer),
        sa.Column("heartbeat", sa.BigInteger, nullable=False),
    )
    _make_commits()
    op.create_table(
        "site", sa.Column("id", _KEY, primary_key=True), sa.Column("key", sa.String, nullable=False, unique=True)
    )
    _make_urls()
    _make_listings()
    _make_records()


def _make_commits() -> None:
    op.create_table(
        "commit",
        sa.Column("number", _KEY, primary_key=True, autoincrement=False),
        sa.Column("batch", sa.String, nullable=False, unique=True),
        sa.Column("manifest", sa.String, nullable=False),
        sa.Column("published", sa.Boolean, nullable=False),
    )
    op.create_index(
        "commit_unpublished",
        "commit",
        ["number"],
        sqlite_where=sa.text("published = 0"),
        postgresql_where=sa.text("NOT published"),
    )


def _make_urls() -> None:
    op.create_table(
        "url",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("url", sa.String, nullable=False, unique=True),
        sa.Column("site", _KEY, sa.ForeignKey("site.id"), nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("hops", sa.SmallInteger, nullable=False),
        sa.Column("likelihood", sa.SmallInteger, nullable=False),
        sa.Column("lastmod", sa.BigInteger, nullable=False),
        sa.Column("lastmod_seen", sa.BigInteger, nullable=False),
        sa.Column("visit", sa.SmallInteger, nullable=False),
        sa.Column("fetched_at", sa.BigInteger, nullable=False),
        sa.Column("status", sa.SmallInteger),
        sa.Column("misses", sa.SmallInteger, nullable=False),
        sa.Column("missed_since", sa.BigInteger, nullable=False),
        sa.Column("alias_of", sa.String),
        sa.Column("history", sa.String),
        sa.Column("etag", sa.String),
        sa.Column("last_modified", sa.String),
        sa.Column("body_sha256", sa.LargeBinary),
        sa.Column("body_at", sa.BigInteger, nullable=False),
        sa.Column("intervals", sa.SmallInteger, nullable=False),
        sa.Column("watched", sa.BigInteger, nullable=False),
        sa.Column("changes", sa.SmallInteger, nullable=False),
        sa.Column("changed_in", sa.BigInteger, nullable=False),
        sa.Column("pace", sa.SmallInteger, nullable=False),
        sa.Column("claim", sa.String),
        sa.Column("claimed_until", sa.BigInteger, nullable=False),
        sa.Column(
            "queue",
            sa.SmallInteger,
            sa.Computed(
                "CASE WHEN claim IS NOT NULL THEN 6 WHEN visit = 4 THEN 7 WHEN visit = 0 THEN 0 + likelihood "
                "WHEN visit = 2 THEN 4 WHEN lastmod > lastmod_seen THEN 3 WHEN visit = 3 AND misses > 6 THEN 16 "
                "WHEN visit = 3 THEN 10 + misses WHEN lastmod = 0 AND alias_of IS NULL THEN 20 + pace ELSE 5 END",
                persisted=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "priority",
            sa.BigInteger,
            sa.Computed(
                "CASE WHEN visit = 0 OR (visit IN (1, 3) AND lastmod > lastmod_seen) THEN -lastmod ELSE fetched_at END",
                persisted=True,
            ),
            nullable=False,
        ),
    )
    op.create_index("url_due", "url", ["site", "queue", "priority", "id"])
    claimed = sa.text("claim IS NOT NULL")
    op.create_index("url_claimed", "url", ["claimed_until"], sqlite_where=claimed, postgresql_where=claimed)


def _make_listings() -> None:  # what lists pages, and what forbids them
    op.create_table(
        "robots",
        sa.Column("origin", sa.String, primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("etag", sa.String),
        sa.Column("last_modified", sa.String),
    )
    op.create_table(
        "listing",
        sa.Column("site", _KEY, sa.ForeignKey("site.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("url", sa.String, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("etag", sa.String),
        sa.Column("last_modified", sa.String),
        sa.Column("sha256", sa.LargeBinary),
        sa.Column("told", sa.BigInteger, nullable=False),
        sa.Column("parent", sa.String),
        sa.Column("read_at", sa.BigInteger, nullable=False),
        sa.Column("complete", sa.Boolean, nullable=False),
    )


def _make_records() -> None:
    op.create_table(
        "record",
        sa.Column("id", sa.LargeBinary, primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("sha256", sa.LargeBinary, nullable=False),
        sa.Column("in_commit", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "url_record",
        sa.Column("url", _KEY, sa.ForeignKey("url.id"), primary_key=True),
        sa.Column("record", sa.LargeBinary, sa.ForeignKey("record.id"), primary_key=True),
        sa.Column("sha256", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
