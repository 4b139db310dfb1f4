"""What the records of each site look like, by commit."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "profile",
        sa.Column("site", _KEY, sa.ForeignKey("site.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("in_commit", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("accepted", sa.Boolean, nullable=False),
        sa.Column("profile", sa.String, nullable=False),
    )
