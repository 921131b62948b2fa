"""Readings that are remembered are those that would be made anew."""

from __future__ import annotations

from dataclasses import replace

from index.engines.document import document
from search.language.readings import REMEMBERED, HotReadings, read
from tests.search.archive import Archive, article
from tests.search.conftest import MakeArchive

TALKS = [article(f"a{n}", "Hai bên đàm phán về hòa bình.") for n in range(3)]
CROWDS = [article(f"b{n}", "Đám phản đối đứng trước cổng.") for n in range(9)]


def added(archive: Archive) -> None:
    """A commit that makes another reading the likelier one."""
    with archive.engine.writer(visible=True) as writer:
        for seq, crowd in enumerate(CROWDS, 100):
            kept = replace(archive.shelf.kept["a0"], article=crowd, seq=seq, change=seq)
            writer.put(document(kept))
        writer.contains(200)


def test_what_is_remembered_is_what_would_be_read(archive_of: MakeArchive) -> None:
    engine = archive_of(TALKS).engine
    hot = HotReadings()
    for _ in range(2):
        for forms in (("dam", "phan"), ("hoa", "binh"), ("dam",), ("đàm", "phan")):
            assert hot.read(forms, engine) == read(forms, engine)
    assert hot.read(("dam", "phan"), engine) is hot.read(("dam", "phan"), engine)


def test_after_a_commit_words_are_read_anew(archive_of: MakeArchive) -> None:
    archive = archive_of(TALKS)
    hot = HotReadings()
    assert hot.read(("dam", "phan"), archive.engine).best == ("đàm", "phán")
    added(archive)
    assert hot.read(("dam", "phan"), archive.engine).best == ("đám", "phản")


def test_only_so_many_runs_are_remembered(archive_of: MakeArchive) -> None:
    engine = archive_of(TALKS).engine
    hot = HotReadings()
    first = hot.read(("dam", "phan"), engine)
    for number in range(REMEMBERED):
        hot.read(("dam", str(number)), engine)
    assert hot.read(("dam", "phan"), engine) is not first
