"""What an article says: ``steps`` takes a draft through all that finds it.

Searching asks only for tables (``outlet``, ``persons.tables``, ``agencies.tables``), so what
understands is no part of the packages themselves: they load nothing. Word lists lie in
``data/`` for a newsroom to edit.

    article = steps.understand(draft, Options(as_of="2025-11-01"))
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Final

__all__ = ["VERSION", "rules"]

# Grows whenever the same draft may be understood differently.
VERSION: Final = "6"


@cache
def rules() -> str:
    """Names the rules in force: this :data:`VERSION` with the tables as the newsroom has them."""
    content = sha256(VERSION.encode())
    tables = resources.files("index.enrich") / "data"
    for file in sorted(tables.iterdir(), key=lambda file: file.name):
        content.update(file.read_bytes())
    return f"{VERSION}-{content.hexdigest()[:16]}"
