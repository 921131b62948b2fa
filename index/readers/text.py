"""A text file, as scrapes really are → one Draft. Its parts are told apart later."""

from __future__ import annotations

import io
import re
from typing import Final

from index.article import Draft
from index.errors import InputRejected
from index.readers.decode import decode
from index.readers.limits import MAX_TEXT, MEGABYTE
from index.readers.refusal import NOT_YET, TOO_LARGE
from index.readers.streams import translated

_HTML: Final = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_XML: Final = re.compile(r"\s*(?:<\?xml|<rss|<feed)\b", re.I)


def read_text(stream: io.BufferedReader, origin: str) -> Draft:
    """The whole of ``stream`` as a Draft.

    Raises :class:`InputRejected`: too large, binary, unknown encoding, or a page
    or feed under a text file's name.
    """
    with translated():
        data = stream.read(MAX_TEXT + 1)
    if len(data) > MAX_TEXT:
        raise InputRejected(TOO_LARGE, limit=MAX_TEXT // MEGABYTE)
    text = decode(data)
    start = text[:2000]
    if _HTML.match(start):
        raise InputRejected(NOT_YET, kind="HTML")
    if _XML.match(start):
        raise InputRejected(NOT_YET, kind="XML/RSS")
    return Draft(origin=origin, text=text)
