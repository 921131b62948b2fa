"""``timtin person``: decided on the command line, seen by the next search."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import timtin
from tests.pipeline.inputs import export

ARTICLES = [
    {"id": f"s{n}", "title": f"Chuyến thăm {n}", "body": "Đại sứ Sergei Orlov thăm xã Gò Trâm."}
    for n in range(3)
] + [{"id": "t", "title": "Lời chào", "body": "Đại sứ Sergey Orlov chào bà con xã Gò Trâm."}]


@pytest.fixture
def filled(data: Path, tmp_path: Path) -> Path:
    assert timtin(data, "add", export(tmp_path / "a.jsonl", ARTICLES)).code == 0
    return data


def found(data: Path, person: str) -> int:
    done = timtin(data, "search", "--json", "", "--person", person)
    assert done.code == 0, done.stderr
    return int(done.documents[0]["total"]["value"])


def test_what_is_suggested_is_learnt_confirmed_and_undone(filled: Path) -> None:
    done = timtin(filled, "person", "suggest", "--json")
    assert [(d["name"], d["person"], d["sure"]) for d in done.documents] == [
        ("Sergey Orlov", "Sergei Orlov", True)
    ]
    done = timtin(filled, "person", "learn", "--json")
    assert done.documents[0]["articles"] == 1
    assert found(filled, "Sergei Orlov") == found(filled, "Sergey Orlov") == 4
    shown = timtin(filled, "person", "show", "Sergey Orlov", "--json").documents[0]
    assert [(each["name"], each["origin"]) for each in shown["known_as"]] == [
        ("Sergey Orlov", "learnt")
    ]
    assert timtin(filled, "person", "confirm", "Sergey Orlov").code == 0
    assert "đã xác nhận" in timtin(filled, "person", "show", "Sergei Orlov").stdout
    assert timtin(filled, "person", "undo", "1").code == 1  # the confirmation is later
    for number in ("2", "1"):
        assert timtin(filled, "person", "undo", number).code == 0
    assert found(filled, "Sergei Orlov") == 3
    actions = [d["action"] for d in timtin(filled, "person", "history", "--json").documents]
    assert actions == ["undo", "undo", "confirm", "learn"]


def test_a_name_that_nobody_has_is_answered_with_names_that_exist(filled: Path) -> None:
    done = timtin(filled, "person", "merge", "Sergej Orlof", "Sergei Orlov")
    assert done.code == 1
    assert "Sergei Orlov" in done.stderr
    assert timtin(filled, "person", "history", "--json").documents == []


def test_a_merge_of_two_who_stand_in_one_article_is_made_and_doubted(
    filled: Path, tmp_path: Path
) -> None:
    both = {"id": "u", "title": "Họp", "body": "Ông Sergei Orlov gặp bà Maria Petrova ở Huế."}
    assert timtin(filled, "add", export(tmp_path / "b.jsonl", [both])).code == 0
    done = timtin(filled, "person", "merge", "Maria Petrova", "Sergei Orlov")
    assert done.code == 0
    assert "cùng có mặt trong 1 bài" in done.stdout
    done = timtin(filled, "person", "merge", "Sergey Orlov", "Sergei Orlov")
    assert "cùng có mặt" not in done.stdout


def test_a_split_that_no_article_meets_says_so(filled: Path) -> None:
    done = timtin(filled, "person", "split", "Sergei Orlov", "--role", "thợ lặn")
    assert done.code == 0
    assert "chưa bài nào có Sergei Orlov" in done.stdout
    done = timtin(filled, "person", "split", "Sergei Orlov", "--role", "đại sứ")
    assert "chưa bài nào" not in done.stdout


def test_names_are_listed_in_their_order(filled: Path) -> None:
    done = timtin(filled, "person", "list", "O", "--json")
    assert [d["name"] for d in done.documents] == ["Sergei Orlov", "Sergey Orlov"]


def test_names_are_found_by_what_is_in_them(filled: Path) -> None:
    for letters in ("orl", "SERGEI O", "Sergei Orlov"):
        names = [d["name"] for d in timtin(filled, "person", "list", letters, "--json").documents]
        assert names == ["Sergei Orlov", "Sergey Orlov"][: 2 if letters == "orl" else 1]
    for letters in ("lov", "Q", "Serge Orlof"):
        nobody = timtin(filled, "person", "list", letters)
        assert (nobody.code, nobody.stdout) == (1, "")
        assert f"“{letters}”" in nobody.stderr


@pytest.mark.parametrize(
    "arguments",
    [("undo", "7"), ("confirm", "Sergei Orlov"), ("split", "Sergei Orlov")],
)
def test_what_cannot_be_done_says_what_can(filled: Path, arguments: tuple[str, ...]) -> None:
    done = timtin(filled, "person", *arguments)
    assert done.code == 1
    assert done.stderr.startswith("Lỗi: ")
