"""Bytes of the 8-bit encodings that Vietnamese was written in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.errors import InputRejected
from index.readers.decode import decode
from tests.analysis.damage import tcvn3, vni
from tests.analysis.writing import cp1258

STORY = "Đàm phán hòa bình\nHai bên gặp nhau ở Nà Phiêng, thỏa thuận được ký năm ngoái.\n"


@pytest.mark.parametrize("damage", [tcvn3, vni])
def test_abc_and_vni_files_are_not_read_as_windows_1258(
    damage: Callable[[str], str],
) -> None:
    assert decode(damage(STORY).encode("latin-1")) == damage(STORY)


def test_quotes_of_windows_1252_stand_in_them_too() -> None:
    text = "“" + tcvn3(STORY) + "…” – "
    assert decode(text.encode("cp1252")) == text


def test_windows_1258_is_still_windows_1258() -> None:
    assert decode(cp1258(STORY).encode("cp1258")) == cp1258(STORY)


def test_broken_utf8_is_no_8_bit_encoding() -> None:
    with pytest.raises(InputRejected):
        decode(STORY.encode()[:-20] + b"\xff" + STORY.encode())
