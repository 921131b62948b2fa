"""Bytes → text: UTF-8, UTF-16 with a byte order mark, else an 8-bit encoding of Vietnamese.

Bytes of TCVN3 or VNI become the text that Latin-1 makes of them, as if they had come
in a JSON record like that: what it means is understood later, in one place.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from index.analysis.legacy import recovered
from index.analysis.legacy.tables import windows_1252
from index.errors import InputRejected
from index.readers.refusal import BINARY, ENCODING

_UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# a well-formed UTF-8 sequence of two or more bytes; windows-1258 text has hardly any
_MULTIBYTE: Final = re.compile(
    rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_LATIN: Final = tuple(map(windows_1252, range(256)))
_BROKEN_UTF8: Final = 3  # that many good sequences make a broken UTF-8 file of it


def is_utf16(data: bytes) -> bool:
    """Whether ``data`` opens with a UTF-16 byte order mark."""
    return data.startswith(_UTF16_MARKS)


def decode(data: bytes) -> str:
    """The text of ``data`` as found: no Unicode normalisation, no byte order mark.

    Raises :class:`InputRejected` for binary data, and for text in no encoding we
    know; a broken UTF-8 file is not read as windows-1258, which would accept it.
    """
    text = _decode(data)
    if _CONTROLS.search(text):
        raise InputRejected(BINARY)
    return text


def declares_entities(data: bytes) -> bool:
    """Whether XML or HTML in any encoding declares entities of its own.

    No page or feed needs one; every XML bomb and every theft of local files does.
    """
    return b"<!entity" in data.replace(b"\0", b"").lower()


def decode_declared(data: bytes, declared: str | None) -> str:
    """The text of a page whose server or markup says that it is in ``declared``.

    A byte order mark goes before what is declared, and what is declared is not
    believed when the bytes contradict it. Raises as :func:`decode` does.
    """
    encoding = _known_encoding(declared)
    if encoding and encoding != "utf-8" and not is_utf16(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    return decode(data)


def _known_encoding(label: str | None) -> str | None:
    """Python's name for an encoding of text (not "rot13"); None for one it does not know.

    "iso-8859-1" is windows-1252, as https://encoding.spec.whatwg.org/ has it.
    """
    try:
        name = codecs.lookup((label or "").strip("\"' ")).name
        b"a".decode(name)
    except (LookupError, ValueError, UnicodeError):
        return None
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _decode(data: bytes) -> str:
    if is_utf16(data):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise InputRejected(ENCODING, position=error.start) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\0" in data:
            raise InputRejected(BINARY) from error
        if len(_MULTIBYTE.findall(data)) >= _BROKEN_UTF8:
            raise InputRejected(ENCODING, position=error.start) from error
        return _eight_bits(data, error.start)


def _eight_bits(data: bytes, position: int) -> str:
    """TCVN3 and VNI as found; else windows-1258, which nearly any bytes could be."""
    latin = "".join(map(_LATIN.__getitem__, data))
    damaged = recovered([latin])
    if damaged and not {"windows-1258", "UTF-8"} & set(damaged.encodings):
        return latin
    try:
        return data.decode("cp1258")
    except UnicodeDecodeError as error:
        raise InputRejected(ENCODING, position=position) from error
