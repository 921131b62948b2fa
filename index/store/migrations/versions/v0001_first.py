"""Articles with their keys and revisions, the counters, saved searches."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "articles",
        sa.Column("seq", SEQUENCE, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("change", sa.BigInteger, nullable=False),
        sa.Column("first_seen", sa.Text, nullable=False),
        sa.Column("updated_at", sa.Text, nullable=False),
        sa.Column("deleted", sa.Boolean, nullable=False),
        sa.Column("own_id", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("outlet", sa.Text),
        sa.Column("digest", sa.Text),
        sa.Column("understanding", sa.Text),
        sa.Column("options", sa.Text),
        sa.Column("draft", sa.Text),
        sa.Column("article", sa.Text),
        sa.PrimaryKeyConstraint("seq", name="pk_articles"),
        sa.UniqueConstraint("id", name="uq_articles_id"),
        sa.UniqueConstraint("change", name="uq_articles_change"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_articles_outlet", "articles", ["outlet"])
    op.create_index("ix_articles_digest", "articles", ["digest"])
    op.create_table(
        "article_keys",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("seq", SEQUENCE, nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", name="pk_article_keys"),
        sa.ForeignKeyConstraint(
            ["seq"], ["articles.seq"], name="fk_article_keys_seq", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_article_keys_seq", "article_keys", ["seq"])
    op.create_table(
        "revisions",
        sa.Column("number", SEQUENCE, nullable=False),
        sa.Column("seq", SEQUENCE, nullable=False),
        sa.Column("change", sa.BigInteger, nullable=False),
        sa.Column("replaced_at", sa.Text, nullable=False),
        sa.Column("understanding", sa.Text),
        sa.Column("options", sa.Text, nullable=False),
        sa.Column("draft", sa.Text, nullable=False),
        sa.Column("article", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_revisions"),
        sa.ForeignKeyConstraint(
            ["seq"], ["articles.seq"], name="fk_revisions_seq", ondelete="CASCADE"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_revisions_seq", "revisions", ["seq"])
    counters = op.create_table(
        "counters",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters"),
    )
    op.create_table(
        "saved_searches",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("canonical", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("created_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_searches"),
        sa.UniqueConstraint("owner", "canonical", name="uq_saved_searches_owner"),
    )
    # a store that takes another's place must not continue its numbers unnoticed
    op.bulk_insert(
        counters,
        [{"name": "change", "value": 0}, {"name": "epoch", "value": secrets.randbits(62)}],
    )
