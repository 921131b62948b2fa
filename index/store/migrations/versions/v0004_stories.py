"""Stories: their members with fingerprints, and the keys that copies are found by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "stories",
        sa.Column("id", SEQUENCE, nullable=False),
        sa.Column("merged_into", SEQUENCE),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
        sa.ForeignKeyConstraint(["merged_into"], ["stories.id"], name="fk_stories_merged_into"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "story_members",
        sa.Column("seq", SEQUENCE, nullable=False),
        sa.Column("story", SEQUENCE, nullable=False),
        sa.Column("first", sa.Boolean, nullable=False),
        sa.Column("published", sa.Text),
        sa.Column("outlet", sa.Text),
        sa.Column("relays", sa.Text),
        sa.Column("shingles", sa.LargeBinary, nullable=False),
        sa.Column("figures", sa.LargeBinary, nullable=False),
        sa.Column("opening", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_story_members"),
        sa.ForeignKeyConstraint(
            ["seq"], ["articles.seq"], name="fk_story_members_seq", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_story_members_story"),
    )
    op.create_index("ix_story_members_story", "story_members", ["story"])
    op.create_table(
        "story_keys",
        sa.Column("key", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("story", SEQUENCE, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("key", "story", name="pk_story_keys"),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_story_keys_story"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_story_keys_story", "story_keys", ["story"])
