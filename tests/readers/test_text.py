"""Text files: encodings, sizes, and what only looks like a text."""

from __future__ import annotations

import codecs
import gzip
import lzma
import unicodedata
from pathlib import Path

import pytest

from index.article import Draft
from index.readers import Refusal, read
from index.readers.limits import MAX_TEXT

STORY = "Đàm phán hòa bình\nHai bên gặp nhau ở Nà Phiêng, thỏa thuận được ký.\n"


def _one(path: Path, data: bytes) -> Draft | Refusal:
    path.write_bytes(data)
    (found,) = read([path])
    return found


@pytest.mark.parametrize(
    "data",
    [
        STORY.encode(),
        codecs.BOM_UTF8 + STORY.encode(),
        STORY.encode("utf-16"),
        codecs.BOM_UTF16_BE + STORY.encode("utf-16-be"),
    ],
)
def test_unicode_encodings_are_told_apart(tmp_path: Path, data: bytes) -> None:
    found = _one(tmp_path / "a.txt", data)
    assert isinstance(found, Draft)
    assert found.text == STORY
    assert not found.structured


def _as_windows_1258(text: str) -> bytes:
    """As that code page writes Vietnamese: the five tone marks behind their vowel."""
    written = ""
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
        base = "".join(mark for mark in parts if mark not in tone)
        written += unicodedata.normalize("NFC", base) + tone
    return written.encode("cp1258")


def test_windows_1258_is_the_last_guess(tmp_path: Path) -> None:
    found = _one(tmp_path / "a.txt", _as_windows_1258(STORY))
    assert isinstance(found, Draft)
    assert unicodedata.normalize("NFC", found.text) == STORY


def test_text_is_kept_as_found(tmp_path: Path) -> None:
    decomposed = "ho\u0300a bi\u0300nh\u200b và hòa bình"
    found = _one(tmp_path / "a.txt", decomposed.encode())
    assert isinstance(found, Draft)
    assert found.text == decomposed


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (STORY.encode()[:-3] + b"\xff" + STORY.encode(), "byte"),
        (b"Tin\x00 m\xe1\xbb\x9bi", "binary"),
        (b"\x89PNG\x1a\x00\x00\xff\xfe", "binary"),
        (STORY.encode("utf-16-le"), "binary"),
        (b"<!DOCTYPE html><html><body></body></html>", "HTML"),
        (b"  <?xml version='1.0'?><rss></rss>", "feed"),
        ("ă".encode() * (MAX_TEXT // 2 + 1), "5 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_what_is_no_readable_text_is_rejected_with_a_reason(
    tmp_path: Path, data: bytes, said: str
) -> None:
    found = _one(tmp_path / "a.txt", data)
    assert isinstance(found, Refusal)
    assert said in found.message("en")
    assert found.message("vi") != found.message("en")


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".xz", lzma.compress)])
def test_compressed_text(tmp_path: Path, suffix: str, pack: object) -> None:
    assert callable(pack)
    found = _one(tmp_path / f"a.txt{suffix}", pack(STORY.encode()))
    assert isinstance(found, Draft)
    assert found.text == STORY


@pytest.mark.parametrize("data", [b"not gzip at all", gzip.compress(STORY.encode() * 99)[:-20]])
def test_a_damaged_archive_is_rejected(tmp_path: Path, data: bytes) -> None:
    found = _one(tmp_path / "a.txt.gz", data)
    if data.startswith(b"\x1f\x8b"):
        assert isinstance(found, Refusal)
        assert "damaged" in found.message("en")
    else:  # a text under a wrong name is still a text
        assert isinstance(found, Draft)


@pytest.mark.parametrize("name", ["export.gz", "export.2025.GZ", "export-1.gz"])
def test_a_compressed_file_whose_name_says_no_more_is_told_by_its_content(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(b'{"title": "T", "body": "B."}\n' * 2))
    assert [type(each) for each in read([path])] == [Draft, Draft]


@pytest.mark.parametrize("data", [b"", b"\x1f\x8b\x08", b"zzz", gzip.compress(b"{" * 9)[:12]])
def test_a_damaged_one_is_rejected(tmp_path: Path, data: bytes) -> None:
    found = _one(tmp_path / "x.gz", data)
    assert isinstance(found, Refusal)
    assert not found.skipped
    assert "damaged" in found.message("en")


def test_one_that_holds_bare_text_is_skipped_as_without_gz(tmp_path: Path) -> None:
    for name, data in (("log", b"GET / 200"), ("log.gz", gzip.compress(b"GET / 200"))):
        found = _one(tmp_path / name, data)
        assert isinstance(found, Refusal)
        assert found.skipped


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    found = _one(tmp_path / "bomb.txt.gz", gzip.compress(b"a" * 50_000_000))
    assert isinstance(found, Refusal)
    assert "Too large" in found.message("en")
