"""Archives: what is in them is read where it lies; what leads out or lies is refused."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest

from index.article import Draft
from index.readers import Refusal, read

STORY = "Chợ nổi họp lại\nGhe xuồng về kín bến từ tờ mờ sáng, bà con cười nói rộn ràng.\n"
RECORDS = '{"title": "Một", "body": "Hai."}\n{"title": "Ba", "body": "Bốn."}\n'
FILES = {
    "tin/a.txt": STORY.encode(),
    "tin/sâu/b.jsonl": RECORDS.encode(),
    "c.jsonl.gz": gzip.compress(RECORDS.encode()),
    ".ẩn.txt": b"x",
    "__MACOSX/._a.txt": b"x",
    "ảnh.png": b"\x89PNG",
}


def _zip(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def _tar(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return made.getvalue()


PACKED = {
    "t.zip": _zip(FILES),
    "t.tar": _tar(FILES),
    "t.tgz": gzip.compress(_tar(FILES)),
    "t.tar.gz": gzip.compress(_tar(FILES)),
    "t.tar.xz": lzma.compress(_tar(FILES)),
    "t.tar.bz2": bz2.compress(_tar(FILES)),
}


def _read(path: Path, data: bytes) -> tuple[list[Draft], list[Refusal]]:
    path.write_bytes(data)
    found = list(read([path]))
    return (
        [one for one in found if isinstance(one, Draft)],
        [one for one in found if isinstance(one, Refusal)],
    )


@pytest.mark.parametrize("name", PACKED)
def test_every_file_in_an_archive_is_read_or_named(tmp_path: Path, name: str) -> None:
    drafts, refused = _read(tmp_path / name, PACKED[name])
    place = f"{tmp_path / name}!"
    assert [draft.origin.removeprefix(place) for draft in drafts] == [
        "tin/a.txt", "tin/sâu/b.jsonl:1", "tin/sâu/b.jsonl:2", "c.jsonl.gz:1", "c.jsonl.gz:2",
    ]  # fmt: skip
    assert drafts[0].text == STORY
    assert {one.origin.removeprefix(place): one.skipped for one in refused} == {
        ".ẩn.txt": True, "__MACOSX/._a.txt": True, "ảnh.png": True,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["t.zip", "t.tar", "t.tar.gz"])
def test_an_archive_may_come_through_standard_input(name: str) -> None:
    class Pipe(io.RawIOBase):
        """Gives its bytes in order and cannot seek, as a pipe."""

        def __init__(self, data: bytes) -> None:
            self._rest = io.BytesIO(data)

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:
            return self._rest.readinto(buffer)  # type: ignore[arg-type]

    found = list(read(["-"], io.BufferedReader(Pipe(PACKED[name]))))
    assert len([one for one in found if isinstance(one, Draft)]) == 5


@pytest.mark.parametrize("outside", ["../a.txt", "/etc/a.txt", "tin/../../a.txt", "C:\\a.txt"])
@pytest.mark.parametrize("pack", [_zip, _tar])
def test_a_name_that_leads_out_is_refused_and_the_rest_is_read(
    tmp_path: Path, outside: str, pack: object
) -> None:
    assert callable(pack)
    name = "t.zip" if pack is _zip else "t.tar"
    drafts, refused = _read(tmp_path / name, pack({outside: b"x", "a.txt": STORY.encode()}))
    assert [draft.text for draft in drafts] == [STORY]
    assert [one.message("en") for one in refused] == [
        "Its name leads out of the archive (../ or an absolute path)."
    ]
    assert not refused[0].skipped


def test_links_in_a_tar_are_not_followed(tmp_path: Path) -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, kind in (("a.txt", tarfile.SYMTYPE), ("b.txt", tarfile.LNKTYPE)):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
        pipe = tarfile.TarInfo("c.txt")
        pipe.type = tarfile.FIFOTYPE
        archive.addfile(pipe)
    drafts, refused = _read(tmp_path / "t.tar", made.getvalue())
    assert drafts == []
    assert [one.message("en")[:6] for one in refused] == ["A link", "A link", "It is "]


def test_links_in_a_zip_are_not_followed(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        entry = zipfile.ZipInfo("a.txt")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    _, (refusal,) = _read(tmp_path / "t.zip", made.getvalue())
    assert "link" in refusal.message("en")


@pytest.mark.parametrize("inner", ["t.zip", "t.tar", "t.tar.gz"])
def test_an_archive_inside_an_archive_is_refused(tmp_path: Path, inner: str) -> None:
    drafts, refused = _read(tmp_path / "u.zip", _zip({inner: PACKED[inner], "a.txt": b"Tin"}))
    assert len(drafts) == 1
    assert "archive inside" in refused[0].message("en")


def test_a_bomb_in_an_archive_ends_alone(tmp_path: Path) -> None:
    lines = b"\n" * 60_000_000
    for name, data in (
        ("t.zip", _zip({"bomb.jsonl": lines, "a.txt": STORY.encode()})),
        ("t.tar.gz", gzip.compress(_tar({"a.txt": STORY.encode(), "bomb.jsonl": lines}))),
        ("t.jsonl.gz", gzip.compress(RECORDS.encode() + lines)),
    ):
        drafts, refused = _read(tmp_path / name, data)
        assert drafts
        assert {one.message("en")[:24] for one in refused} == {"A decompression bomb: it"}


@pytest.mark.parametrize("cut", [10, 60, 400])
@pytest.mark.parametrize("name", PACKED)
def test_a_damaged_archive_is_rejected(tmp_path: Path, name: str, cut: int) -> None:
    _, refused = _read(tmp_path / name, PACKED[name][:-cut] if cut < 400 else PACKED[name][:cut])
    if name != "t.tar" or cut == 400:  # a tar ends in 10 KB of nothing
        assert any(not one.skipped for one in refused)


def test_a_protected_file_is_refused(tmp_path: Path) -> None:
    data = bytearray(_zip({"a.txt": STORY.encode()}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    _, (refusal,) = _read(tmp_path / "t.zip", bytes(data))
    assert "password" in refusal.message("en")
