"""The bodies that the archive has of what discovery asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "document",
        sa.Column("host", sa.String, primary_key=True),
        sa.Column("sha256", sa.LargeBinary, primary_key=True),
        sa.Column("url", sa.String, nullable=False),
        sa.Column("fetched_at", sa.BigInteger, nullable=False),
        sa.Column("in_commit", sa.BigInteger, nullable=False),
    )
    op.create_index("document_fetched", "document", ["fetched_at"])
