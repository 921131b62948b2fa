"""Corrections of a newsroom, and what newer rules understand before it is switched to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.add_column("articles", sa.Column("understood", sa.Text))
    op.create_table(
        "corrections",
        sa.Column("number", SEQUENCE, nullable=False),
        sa.Column("seq", SEQUENCE, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("why", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("target", sa.Text),
        sa.Column("undone_at", sa.Text),
        sa.Column("undone_by", sa.Text),
        sa.PrimaryKeyConstraint("number", name="pk_corrections"),
        sa.ForeignKeyConstraint(
            ["seq"], ["articles.seq"], name="fk_corrections_seq", ondelete="CASCADE"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_corrections_seq", "corrections", ["seq"])
    op.create_table(
        "restated",
        sa.Column("seq", SEQUENCE, nullable=False, autoincrement=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("article", sa.Text),
        sa.Column("rejected_vi", sa.Text),
        sa.Column("rejected_en", sa.Text),
        sa.PrimaryKeyConstraint("seq", name="pk_restated"),
        sa.ForeignKeyConstraint(
            ["seq"], ["articles.seq"], name="fk_restated_seq", ondelete="CASCADE"
        ),
    )
