"""The tables of the store, as this program needs them.

``SCHEMA`` is the migration that makes exactly these tables; a test compares the
two. Times are ISO 8601 text in UTC, JSON is text (see ``records``): both read
the same on SQLite and PostgreSQL.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA: Final = "0005"

CHANGE: Final = "change"
EPOCH: Final = "epoch"

METADATA: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# AUTOINCREMENT works on SQLite's INTEGER only
SEQUENCE: Final = BigInteger().with_variant(Integer, "sqlite")

ARTICLES: Final = Table(
    "articles",
    METADATA,
    Column("seq", SEQUENCE, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("change", BigInteger, nullable=False, unique=True),
    Column("first_seen", Text, nullable=False),
    Column("updated_at", Text, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("own_id", Text),
    Column("url", Text),
    Column("outlet", Text, index=True),
    Column("digest", Text, index=True),
    Column("understanding", Text),
    Column("options", Text),
    Column("draft", Text),
    Column("article", Text),
    Column("understood", Text),
    sqlite_autoincrement=True,
)
"""One row per article ever admitted; a deleted one keeps its identity, no text.

``digest`` names the input as given (``records.input_digest``); ``draft``,
``options`` and ``article`` are the original input, what was said about it and
the article as understood by version ``understanding``. Where a newsroom corrected it,
``article`` has the corrections and ``understood`` is the article without them.
"""

KEYS: Final = Table(
    "article_keys",
    METADATA,
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column(
        "seq",
        SEQUENCE,
        ForeignKey("articles.seq", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
)
"""What else an article is recognised by; see ``identity``."""

REVISIONS: Final = Table(
    "revisions",
    METADATA,
    Column("number", SEQUENCE, primary_key=True),
    Column(
        "seq",
        SEQUENCE,
        ForeignKey("articles.seq", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("change", BigInteger, nullable=False),
    Column("replaced_at", Text, nullable=False),
    Column("understanding", Text),
    Column("options", Text, nullable=False),
    Column("draft", Text, nullable=False),
    Column("article", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""Earlier texts: what ``change`` brought until it was replaced."""

CORRECTIONS: Final = Table(
    "corrections",
    METADATA,
    Column("number", SEQUENCE, primary_key=True),
    Column(
        "seq",
        SEQUENCE,
        ForeignKey("articles.seq", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("made_at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text),
    Column("kind", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("target", Text),
    Column("undone_at", Text),
    Column("undone_by", Text),
    sqlite_autoincrement=True,
)
"""What a newsroom put right (``index.corrections``); undone ones stay as history."""

RESTATED: Final = Table(
    "restated",
    METADATA,
    Column(
        "seq",
        SEQUENCE,
        ForeignKey("articles.seq", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("rules", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("article", Text),
    Column("rejected_vi", Text),
    Column("rejected_en", Text),
)
"""Articles as newer rules understand them, until they are switched to or dropped.

``rules`` names the rules, ``digest`` the input that they read; ``article`` is null where
nothing is another, or where the rules reject the input: then why, in both languages.
"""

STORIES: Final = Table(
    "stories",
    METADATA,
    Column("id", SEQUENCE, primary_key=True),
    Column("merged_into", SEQUENCE, ForeignKey("stories.id")),
    sqlite_autoincrement=True,
)
"""Every story ever told; one that turned out to be another leads there."""

MEMBERS: Final = Table(
    "story_members",
    METADATA,
    Column("seq", SEQUENCE, ForeignKey("articles.seq", ondelete="CASCADE"), primary_key=True),
    Column("story", SEQUENCE, ForeignKey("stories.id"), nullable=False, index=True),
    Column("first", Boolean, nullable=False),
    Column("published", Text),
    Column("outlet", Text),
    Column("relays", Text),
    Column("shingles", LargeBinary, nullable=False),
    Column("figures", LargeBinary, nullable=False),
    Column("opening", LargeBinary, nullable=False),
)
"""Every live article: its story, its fingerprint (``index.stories``), and what tells the
first copy: the day or minute, the outlet, and JSON of the agencies that it relays."""

STORY_KEYS: Final = Table(
    "story_keys",
    METADATA,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column(
        "story",
        SEQUENCE,
        ForeignKey("stories.id"),
        primary_key=True,
        autoincrement=False,
        index=True,
    ),
    sqlite_with_rowid=False,
)
"""What copies find each other by: the keys of the fingerprints of a story's members."""

COUNTERS: Final = Table(
    "counters",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", BigInteger, nullable=False),
)
"""``change``: the highest given so far. ``epoch``: which life of the store this is."""

SAVED: Final = Table(
    "saved_searches",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("canonical", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    UniqueConstraint("owner", "canonical"),
)

FETCHED: Final = Table(
    "fetched",
    METADATA,
    Column("url", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("options", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("content", Text),
    Column("entry", Text),
    Column("whole", Boolean, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("article_id", Text),
)
"""The last state of each fetched address; see ``fetched.Fetched``."""

WATCHED: Final = Table(
    "watched",
    METADATA,
    Column("url", Text, primary_key=True),
    Column("outlet", Text),
    Column("every", Integer, nullable=False),
    Column("added_at", Text, nullable=False),
    Column("next_at", Text, nullable=False),
    Column("looked_at", Text),
    Column("failures", Integer, nullable=False),
    Column("error", Text),
)
"""The addresses that are watched; see ``watched.Watched``."""

PERSON_ALIASES: Final = Table(
    "person_aliases",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
)
"""A name as articles have it, and whose it is; see ``people``."""

PERSON_NAMESAKES: Final = Table(
    "person_namesakes",
    METADATA,
    Column("value", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("marks", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
)
"""One of several people called ``name``: by which marks an article is about that one."""

PERSON_HISTORY: Final = Table(
    "person_history",
    METADATA,
    Column("number", SEQUENCE, primary_key=True),
    Column("action", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("undone_by", BigInteger),
    sqlite_autoincrement=True,
)
"""What was decided, with the rows as they were before and after."""
