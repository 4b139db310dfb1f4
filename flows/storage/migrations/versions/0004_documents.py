"""The bodies that the archive has of what discovery asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "document",
        sa.Column("url", sa.String, primary_key=True),
        sa.Column("status", sa.SmallInteger, primary_key=True, autoincrement=False),
        sa.Column("host", sa.String, nullable=False),
        sa.Column("sha256", sa.LargeBinary, nullable=False),
        sa.Column("fetched_at", sa.BigInteger, nullable=False),
        sa.Column("in_commit", sa.BigInteger, nullable=False),
    )
    op.create_index("document_body", "document", ["host", "sha256"])
    op.create_index("document_fetched", "document", ["fetched_at"])
