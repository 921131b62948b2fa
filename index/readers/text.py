"""A text file, as scrapes really are → one Draft. Its parts are told apart later."""

from __future__ import annotations

from index.article import Draft
from index.errors import InputRejected
from index.readers.decode import decode
from index.readers.limits import MAX_TEXT, MEGABYTE
from index.readers.refusal import TOO_LARGE


def draft_of_text(raw: bytes, origin: str, url: str | None = None) -> Draft:
    """The whole of ``raw`` as a Draft.

    Raises :class:`InputRejected`: too large, binary, unknown encoding.
    """
    if len(raw) > MAX_TEXT:
        raise InputRejected(TOO_LARGE, limit=MAX_TEXT // MEGABYTE)
    return Draft(origin=origin, text=decode(raw), url=url)
