"""Which files are meant: folders, globs, hidden and unsupported ones, what is missing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.article import Draft
from index.readers import Refusal, read

STORY = "Cầu mới thông xe\nNgười dân hai bờ đi lại dễ dàng hơn từ sáng nay.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b" / "c").mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "inside.txt").write_text(STORY)
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b" / "c" / "d.jsonl").write_text('{"title": "Một", "body": "Hai."}\n' * 2)
    (tmp_path / "b" / ".hidden.txt").write_text(STORY)
    (tmp_path / "b" / "page.html").write_text("<html></html>")
    (tmp_path / "b" / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "b" / "README").write_text("read me")
    return tmp_path


def _names(found: list[Draft | Refusal], folder: Path) -> list[str]:
    return [one.origin.removeprefix(f"{folder}/") for one in found]


def test_a_folder_is_read_recursively_and_what_is_no_article_is_named(folder: Path) -> None:
    found = list(read([folder]))
    assert _names([one for one in found if isinstance(one, Draft)], folder) == [
        "a.txt",
        "b/c/d.jsonl:1",
        "b/c/d.jsonl:2",
    ]
    refused = [one for one in found if isinstance(one, Refusal)]
    assert {one.origin for one in refused if not one.skipped} == {f"{folder}/b/page.html"}
    assert set(_names(list(refused), folder)) == {
        ".git", "b/.hidden.txt", "b/page.html", "b/picture.png", "b/README",
    }  # fmt: skip


def test_a_page_without_an_article_is_rejected(folder: Path) -> None:
    (refusal,) = read([folder / "b" / "page.html"])
    assert isinstance(refusal, Refusal)
    assert "No article" in refusal.message("en")
    assert "Không tìm thấy bài báo" in refusal.message("vi")


def test_globs_name_each_file_once(folder: Path) -> None:
    drafts = [one for one in read([f"{folder}/**"]) if isinstance(one, Draft)]
    assert _names(list(drafts), folder) == ["a.txt", "b/c/d.jsonl:1", "b/c/d.jsonl:2"]


def test_a_hidden_file_is_read_when_it_is_named(folder: Path) -> None:
    (draft,) = read([folder / "b" / ".hidden.txt"])
    assert isinstance(draft, Draft)


@pytest.mark.parametrize("name", ["không có.txt", "no*match.txt"])
def test_what_is_missing_is_rejected_and_the_rest_goes_on(folder: Path, name: str) -> None:
    missing, draft = read([folder / name, folder / "a.txt"])
    assert isinstance(missing, Refusal)
    assert not missing.skipped
    assert isinstance(draft, Draft)


def test_a_link_is_read_where_it_is_named_and_not_inside_a_folder(tmp_path: Path) -> None:
    """Whoever may write into the folder could have anything read otherwise."""
    secret, folder = tmp_path / "secret.txt", tmp_path / "folder"
    secret.write_text(STORY)
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "link.txt").symlink_to(secret)
    (folder / "circle").symlink_to(folder)
    (folder / "nowhere.txt").symlink_to(tmp_path / "none")
    refused = list(read([folder]))
    assert _names(refused, folder) == ["b/link.txt", "circle", "nowhere.txt"]
    for each in refused:
        assert isinstance(each, Refusal)
        assert each.skipped
        assert "name it itself" in each.message("en")
    for named in (folder / "b" / "link.txt", f"{folder}/b/*.txt"):
        (draft,) = read([named])
        assert isinstance(draft, Draft)


def test_a_pattern_does_not_go_through_links_to_folders(tmp_path: Path) -> None:
    secret, folder = tmp_path / "secret", tmp_path / "folder"
    for each in (secret, folder / "b"):
        each.mkdir(parents=True)
        (each / "a.txt").write_text(STORY)
    (folder / "away").symlink_to(secret)
    refused, read_ = read([f"{folder}/**/*.txt"])
    assert isinstance(refused, Refusal)
    assert refused.skipped
    assert isinstance(read_, Draft)
    (tmp_path / "named").symlink_to(folder)
    assert len([one for one in read([f"{tmp_path}/named/b/*.txt"]) if isinstance(one, Draft)]) == 1


def test_pipes_are_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (refusal,) = read([tmp_path])
    assert isinstance(refusal, Refusal)
    assert "regular file" in refusal.message("en")


def test_linked_folders_do_not_lead_in_circles(folder: Path) -> None:
    (folder / "b" / "up").symlink_to(folder)
    assert len([one for one in read([folder]) if isinstance(one, Draft)]) == 3


@contextmanager
def as_anybody() -> Iterator[None]:
    """Root may read everything, so root steps down."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_an_unreadable_file_is_rejected(folder: Path) -> None:
    (folder / "a.txt").chmod(0)
    with as_anybody():
        (refusal,) = read([folder / "a.txt"])
    assert isinstance(refusal, Refusal)
