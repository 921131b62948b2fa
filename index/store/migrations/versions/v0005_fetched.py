"""What was fetched over HTTP, and which addresses are watched."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fetched",
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("options", sa.Text, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("content", sa.Text),
        sa.Column("entry", sa.Text),
        sa.Column("whole", sa.Boolean, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("article_id", sa.Text),
        sa.PrimaryKeyConstraint("url", name="pk_fetched"),
    )
    op.create_table(
        "watched",
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("outlet", sa.Text),
        sa.Column("every", sa.Integer, nullable=False),
        sa.Column("added_at", sa.Text, nullable=False),
        sa.Column("next_at", sa.Text, nullable=False),
        sa.Column("looked_at", sa.Text),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("error", sa.Text),
        sa.PrimaryKeyConstraint("url", name="pk_watched"),
    )
