"""Saved searches: one canonical search, its owner and a short random id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import parse_qsl, urlencode

from search.errors import SavedSearchNotFound
from search.request import SearchRequest

LONGEST_TITLE = 200


class Row(Protocol):
    """A saved search as the store keeps it."""

    @property
    def id(self) -> str: ...
    @property
    def canonical(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def created_at(self) -> str: ...


class Rows(Protocol):
    """What saved searches need of the store."""

    def save_search(self, owner: str, canonical: str, title: str) -> tuple[Row, bool]: ...
    def saved_search(self, id: str) -> Row | None: ...
    def saved_searches(self, owner: str | None = None) -> Sequence[Row]: ...
    def delete_saved_search(self, id: str, owner: str | None = None) -> bool: ...


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """``request`` is the search it stands for; ``created_at`` ISO 8601, UTC."""

    id: str
    request: SearchRequest
    title: str
    created_at: str


@dataclass(frozen=True, slots=True)
class SavedSearches:
    """The saved searches of one store. The owner's searches are the owner's:
    someone else's is not found, except to look at by its id."""

    store: Rows

    def save(self, owner: str, request: SearchRequest) -> tuple[SavedSearch, bool]:
        """The owner's saved search of this canonical query, and whether it is new."""
        row, created = self.store.save_search(owner, canonical(request), title(request))
        return _saved(row), created

    def get(self, id: str) -> SavedSearch:
        """The search with this id, whoever owns it. Raises :class:`SavedSearchNotFound`."""
        row = self.store.saved_search(id)
        if row is None:
            raise SavedSearchNotFound(id=id)
        return _saved(row)

    def of(self, owner: str | None) -> list[SavedSearch]:
        """The owner's searches (None: everybody's), newest first."""
        return [_saved(row) for row in self.store.saved_searches(owner)]

    def owned(self, id: str, owner: str) -> SavedSearch:
        """The owner's search with this id. Raises :class:`SavedSearchNotFound`."""
        found = next((each for each in self.of(owner) if each.id == id), None)
        if found is None:
            raise SavedSearchNotFound(id=id)
        return found

    def delete(self, id: str, owner: str | None) -> None:
        """Delete the owner's search (None: anybody's). Raises :class:`SavedSearchNotFound`."""
        if not self.store.delete_saved_search(id, owner):
            raise SavedSearchNotFound(id=id)


def canonical(request: SearchRequest) -> str:
    """The query string that identifies a search: equal searches, equal text."""
    return urlencode(request.to_args(canonical=True))


def from_canonical(query: str) -> SearchRequest:
    """The search of a canonical query string, leniently: old ones keep working."""
    return SearchRequest.from_args(parse_qsl(query, keep_blank_values=True))[0]


def title(request: SearchRequest) -> str:
    """What was typed, else the filters as a URL has them; may be empty."""
    pairs = request.to_args(canonical=True)
    text = request.q or " · ".join(f"{name}={value}" for name, value in pairs)
    return text[:LONGEST_TITLE]


def _saved(row: Row) -> SavedSearch:
    return SavedSearch(row.id, from_canonical(row.canonical), row.title, row.created_at)
