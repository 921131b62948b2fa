"""How Alembic runs our migrations: on the connection that ``schema`` hands over."""

from __future__ import annotations

from alembic import context

from index.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    # our own BEGIN holds SQLite's DDL too: a migration happens whole or not at all
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
