"""``timtin correct``, ``corrections``, ``show --why`` and ``rebuild --understand``."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index import reunderstand
from quality.corrections import main as judge
from tests.cli.running import timtin
from tests.pipeline.inputs import export


@pytest.fixture
def copy(archive: Path, tmp_path: Path) -> Path:
    """The archive, to be changed."""
    return shutil.copytree(archive, tmp_path / "copy")


def hits(data: Path, *arguments: str) -> list[str]:
    done = timtin(data, "search", "--json", *arguments)
    assert done.code == 0, done.stderr
    return [hit["id"] for hit in done.documents[0]["hits"]]


def older(data: Path) -> None:
    """As an older program understood the archive: without outlets, and by version 2."""
    with closing(sqlite3.connect(data / "timtin.db")) as connection, connection:
        connection.execute(
            "UPDATE articles SET understanding = '2',"
            """ article = replace(article, '"outlet":"VOV",', '')"""
        )


class TestCorrect:
    def test_the_index_follows_at_once_and_undo_gives_it_back(self, copy: Path) -> None:
        done = timtin(copy, "correct", "kremlin", "--outlet", "Tiền Phong", "--why", "gọi hỏi")
        assert done.code == 0, done.stderr
        assert "báo là TPO" in done.stdout
        assert "(gọi hỏi)" in done.stdout
        assert hits(copy, "--outlet", "VOV") == []
        assert set(hits(copy, "--outlet", "TPO")) == {"kremlin", "nga-my"}
        (made,) = timtin(copy, "correct", "kremlin", "--list", "--json").documents
        assert (made["value"], made["applies"]) == ("TPO", True)
        undone = timtin(copy, "correct", "kremlin", "--undo", str(made["number"]), "--by", "lan")
        assert "đã hoàn tác: lan" in undone.stdout
        assert hits(copy, "--outlet", "VOV") == ["kremlin"]

    def test_several_at_once_in_the_words_of_the_archive(self, copy: Path) -> None:
        done = timtin(
            copy,
            *("correct", "kremlin", "--person-rename", "Dmitry Peskov=Đ. Peskov"),
            *("--source-add", "reuters:cite", "--event-date", "XXXX-03-04", "--by", "lan"),
        )
        assert done.code == 0, done.stderr
        (shown,) = timtin(copy, "show", "kremlin", "--json").documents
        assert [person["name"] for person in shown["persons"]] == ["Đ. Peskov"]
        assert {"name": "Reuters", "kind": "cite"} in shown["sources"]
        assert shown["dates"]["event"]["value"] == "XXXX-03-04"
        told = [each for each in shown["evidence"] if each["rule"] == "corrected"]
        assert {each["about"] for each in told} == {"person", "source", "event"}
        assert hits(copy, "--person", "Đ. Peskov") == ["kremlin"]

    def test_it_holds_when_the_file_is_added_again(self, copy: Path, tmp_path: Path) -> None:
        timtin(copy, "correct", "lua", "--outlet", "VOV", "--person-add", "Gò Trâm")
        again = export(
            tmp_path / "a.jsonl",
            [{"id": "lua", "title": "Lúa được mùa lớn", "body": "Nông dân được mùa lúa ở làng."}],
        )
        done = timtin(copy, "add", again)
        assert done.code == 0
        assert "thêm nhân vật Gò Trâm" in done.stderr
        assert "timtin correct lua --list" in done.stderr
        (shown,) = timtin(copy, "show", "lua", "--json").documents
        assert (shown["outlet"], shown["title"]) == ("VOV", "Lúa được mùa lớn")
        listed = timtin(copy, "correct", "lua", "--list", TIMTIN_LANG="en").stdout.splitlines()
        assert [line.endswith("finds no place any more") for line in listed] == [False, True]

    @pytest.mark.parametrize(
        ("arguments", "code", "told"),
        [
            (("nope", "--outlet", "VOV"), 1, "“nope”"),
            (("kremlin", "--person-remove", "Ai"), 1, "Dmitry Peskov"),
            (("kremlin", "--source-add", "RT"), 1, "relay, cite, photo, mention"),
            (("kremlin", "--date", "12/9/2025"), 1, "2025-10-29"),
            (("kremlin", "--quote-speaker", "7=Ai"), 1, "đánh số từ 1"),
            (("kremlin", "--person-rename", "Dmitry Peskov"), 1, "thiếu tên"),
            (("kremlin", "--undo", "99"), 2, "–"),
            (("kremlin",), 2, "--undo"),
            (("kremlin", "--list", "--outlet", "VOV"), 2, "--list"),
        ],
    )
    def test_what_cannot_be_done_says_what_there_is(
        self, archive: Path, arguments: tuple[str, ...], code: int, told: str
    ) -> None:
        done = timtin(archive, "correct", *arguments)
        assert done.code == code
        assert told in done.stderr

    def test_a_person_is_known_by_the_name_that_the_archive_shows(
        self, data: Path, tmp_path: Path
    ) -> None:
        body = (
            "Ông Sergei Lavrov nói: “Chúng tôi sẽ đáp trả bằng mọi cách”. Tổng thống Joe Biden "
            "nói: “Chúng ta không tìm kiếm xung đột”."
        )
        record = {"id": "mau", "title": "Hai ngoại trưởng", "body": body}
        other = {"id": "khac", "title": "Nga", "body": "Ngoại trưởng Lý Văn Nam gặp gỡ báo chí."}
        timtin(data, "add", export(tmp_path / "a.jsonl", [record, other]))
        timtin(data, "person", "merge", "Sergei Lavrov", "Lý Văn Nam")
        timtin(data, "correct", "mau", "--quote-speaker", "2=Lý Văn Nam")
        timtin(data, "correct", "mau", "--person-rename", "Lý Văn Nam=Serge Lavrov")
        (shown,) = timtin(data, "show", "mau", "--json").documents
        assert [(each["here"], each["kind"]) for each in shown["quotes"]] == [
            ("Serge Lavrov", "person")
        ] * 2
        timtin(data, "person", "merge", "Serge Lavrov", "Joe Biden")
        two = timtin(data, "correct", "mau", "--person-rename", "Joe Biden=Xyz")
        assert two.code == 1
        assert "Joe Biden [Serge Lavrov]; Joe Biden [Joe Biden]" in two.stderr
        done = timtin(data, "correct", "mau", "--person-remove", "Joe Biden [Serge Lavrov]")
        assert done.code == 0, done.stderr
        (shown,) = timtin(data, "show", "mau", "--json").documents
        assert [each["here"] for each in shown["persons"]] == ["Joe Biden"]

    def test_nothing_is_kept_of_a_command_that_fails(self, copy: Path) -> None:
        assert timtin(copy, "correct", "kremlin", "--title", "Tít", "--source-add", "RT").code == 1
        assert timtin(copy, "correct", "kremlin", "--list").stdout == (
            "Bài này chưa có bản sửa nào.\n"
        )

    def test_a_name_that_no_table_lists_is_kept_and_told(self, copy: Path) -> None:
        done = timtin(copy, "correct", "lua", "--outlet", "VOVV", "--source-add", "TASS:cite")
        assert done.code == 0
        assert "“VOVV”" in done.stderr
        assert "TASS" not in done.stderr

    def test_unknown_is_a_value(self, copy: Path) -> None:
        assert timtin(copy, "correct", "kremlin", "--outlet", "", "--date", "").code == 0
        (shown,) = timtin(copy, "show", "kremlin", "--json").documents
        assert (shown["outlet"], shown["dates"]["published"]) == (None, None)
        assert set(hits(copy, "--outlet", "__missing")) == {"kremlin", "lua"}


class TestCases:
    @pytest.fixture
    def cases(self, copy: Path, tmp_path: Path) -> Path:
        timtin(copy, "correct", "kremlin", "--outlet", "TPO", "--why", "gọi hỏi", "--by", "lan")
        timtin(copy, "correct", "lua", "--person-add", "Gò Trâm")
        done = timtin(copy, "corrections", "export", tmp_path / "cases.jsonl")
        assert done.code == 0, done.stderr
        return tmp_path / "cases.jsonl"

    def test_a_case_holds_what_was_understood_and_what_is_right(self, cases: Path) -> None:
        first, second = map(json.loads, cases.read_text("utf-8").splitlines())
        assert (first["id"], second["id"]) == ("kremlin", "lua")
        assert (first["understood"]["outlet"], first["right"]["outlet"]) == ("VOV", "TPO")
        assert (first["corrections"][0]["who"], first["corrections"][0]["why"]) == (
            "lan",
            "gọi hỏi",
        )
        assert first["draft"]["title"] == "Điện Kremlin nói về đàm phán"
        assert second["right"]["persons"] == ["Gò Trâm"]

    def test_the_gate_says_which_are_needed_and_counts_those_right_alone(
        self, cases: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert judge([str(cases)]) == 0
        assert judge([str(cases), "--at-least", "1"]) == 1
        out = capsys.readouterr().out
        assert "kremlin: still needed: the outlet is TPO" in out
        assert "right by themselves 0, still needed 2, without a place 0" in out

    def test_a_correction_that_the_rules_come_to_know_is_right_by_itself(
        self, cases: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        text = cases.read_text("utf-8").replace('"outlet": "VOV", "published"', '"published"')
        known = text.replace('"VOV"', '"TPO"').replace("https://vov.vn/", "https://tienphong.vn/")
        cases.write_text(known, "utf-8")
        assert judge([str(cases), "--at-least", "1"]) == 0
        assert "kremlin: right by itself: the outlet is TPO" in capsys.readouterr().out

    def test_what_was_added_and_then_taken_away_is_one_case(
        self, copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for change in (("--source-add", "AFP:cite"), ("--source-remove", "AFP")):
            assert timtin(copy, "correct", "kremlin", *change).code == 0
        timtin(copy, "corrections", "export", tmp_path / "cases.jsonl")
        assert judge([str(tmp_path / "cases.jsonl"), "--at-least", "1"]) == 0
        out = capsys.readouterr().out
        assert "right by themselves 1, still needed 0, without a place 0" in out

    def test_a_case_that_is_no_article_any_more_fails_the_gate(
        self, cases: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        rows = [json.loads(line) for line in cases.read_text("utf-8").splitlines()]
        rows[1]["draft"] = {"origin": "a", "text": "", "own_id": "lua"}
        cases.write_text("\n".join(map(json.dumps, rows)), "utf-8")
        assert judge([str(cases)]) == 1
        assert "lua: rejected: " in capsys.readouterr().out

    def test_another_archive_takes_them_over_once(
        self, cases: Path, archive: Path, tmp_path: Path
    ) -> None:
        other = shutil.copytree(archive, tmp_path / "other")
        done = timtin(other, "corrections", "import", cases, "--json")
        assert done.documents == [{"corrections": 2, "refused": []}]
        assert hits(other, "--outlet", "VOV") == []
        (kremlin, lua) = timtin(other, "corrections", "list", "--json").documents
        assert (kremlin["id"], kremlin["who"], kremlin["why"]) == ("kremlin", "lan", "gọi hỏi")
        assert lua["id"] == "lua"
        again = timtin(other, "corrections", "import", cases, "--json")
        assert again.documents == [{"corrections": 0, "refused": []}]

    def test_what_another_archive_lacks_is_named(self, cases: Path, data: Path) -> None:
        done = timtin(data, "corrections", "import", cases, "--json")
        assert done.code == 1
        assert done.documents == [{"corrections": 0, "refused": ["kremlin", "lua"]}]
        assert "“kremlin”" in done.stderr

    @pytest.mark.parametrize("line", ["{", "[]", '{"format": 2}', '{"format": 1, "id": "a"}'])
    def test_a_file_of_another_kind_is_refused_with_its_line(
        self, archive: Path, tmp_path: Path, line: str
    ) -> None:
        file = tmp_path / "bad.jsonl"
        file.write_text("\n" + line, "utf-8")
        done = timtin(archive, "corrections", "import", file)
        assert done.code == 1
        assert "dòng 2" in done.stderr


class TestShow:
    def test_why_tells_the_words_the_place_and_the_rule(self, archive: Path) -> None:
        done = timtin(archive, "show", "kremlin", "--why")
        assert "Nhân vật: Dmitry Peskov\n  “ông Dmitry Peskov” trong bài 26–43" in done.stdout
        assert "[person-honorific, chắc]" in done.stdout
        assert "Báo: VOV" in done.stdout
        english = timtin(archive, "show", "kremlin", "--why", TIMTIN_LANG="en").stdout
        assert "A form of address such as ông or bà" in english

    def test_an_article_of_an_older_version_says_how_to_get_its_evidence(self, copy: Path) -> None:
        with closing(sqlite3.connect(copy / "timtin.db")) as connection, connection:
            connection.execute(
                """UPDATE articles SET article = '{"id":"lua","title":"Lúa","body":"Lúa."}'"""
                " WHERE id = 'lua'"
            )
        assert "rebuild --understand" in timtin(copy, "show", "lua", "--why").stdout

    def test_revisions_and_their_difference(self, copy: Path, tmp_path: Path) -> None:
        assert "chưa từng đổi" in timtin(copy, "show", "lua", "--revisions").stdout
        changed = {"id": "lua", "title": "Lúa mất mùa", "body": "Nông dân xã Gò Trâm mất mùa."}
        timtin(copy, "add", export(tmp_path / "a.jsonl", [changed]))
        (listed,) = timtin(copy, "show", "lua", "--revisions", "--json").documents
        assert [each["number"] for each in listed["revisions"]] == [1]
        told = timtin(copy, "show", "lua", "--diff", "1").stdout
        assert "Lúa [-được-]{+mất+} mùa" in told
        (compared,) = timtin(copy, "show", "lua", "--diff", "1", "--json").documents
        assert [each["field"] for each in compared["texts"]] == ["title", "body"]
        missing = timtin(copy, "show", "lua", "--diff", "2")
        assert missing.code == 1
        assert "có 1 bản cũ" in missing.stderr


class TestUnderstand:
    def test_stats_say_how_many_an_older_version_understood(self, copy: Path) -> None:
        assert "rebuild --understand" not in timtin(copy, "stats").stdout
        older(copy)
        assert "3 bài do bản hiểu cũ (2)" in timtin(copy, "stats").stdout
        (found,) = timtin(copy, "stats", "--json").documents
        assert found["understanding"]["older"] == 3
        assert found["understanding"]["versions"] == [{"value": "2", "count": 3}]

    def test_it_reports_asks_and_switches(self, copy: Path) -> None:
        older(copy)
        refused = timtin(copy, "rebuild", "--understand", stdin="n\n")
        assert refused.code == 1
        assert "3 bài, 1 bài đổi.\n  Báo: 1\n    kremlin: không có → VOV\n" in refused.stdout
        assert "3 bài do bản hiểu cũ" in timtin(copy, "stats").stdout
        done = timtin(copy, "rebuild", "--understand", stdin="y\n")
        assert done.code == 0, done.stderr
        assert "Đã chuyển 1 bài." in done.stdout
        assert hits(copy, "--outlet", "VOV") == ["kremlin"]
        assert "bản hiểu cũ" not in timtin(copy, "stats").stdout
        assert timtin(copy, "check").code == 0

    def test_a_dry_run_only_reports(self, copy: Path) -> None:
        older(copy)
        (report,) = timtin(copy, "rebuild", "--understand", "--dry-run", "--json").documents
        assert (report["articles"], report["changed"], report["counts"]) == (3, 1, {"outlet": 1})
        assert report["examples"]["outlet"][0] == {
            "id": "kremlin",
            "title": "Điện Kremlin nói về đàm phán",
            "before": None,
            "after": "VOV",
        }
        (found,) = timtin(copy, "stats", "--json").documents
        assert found["understanding"]["older"] == 3

    def test_for_programs_it_is_two_documents(self, copy: Path) -> None:
        older(copy)
        report, switched = timtin(copy, "rebuild", "--understand", "--yes", "--json").documents
        assert (report["changed"], switched) == (1, {"switched": 1})

    def test_an_interrupted_run_says_how_to_go_on(
        self, copy: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupted(*_: object) -> int:
            raise KeyboardInterrupt

        older(copy)
        with monkeypatch.context() as patched:
            patched.setattr(reunderstand, "switch", interrupted)
            done = timtin(copy, "rebuild", "--understand", "--yes")
        assert done.code == 130
        assert "chạy lại đúng lệnh này" in done.stderr
        assert timtin(copy, "rebuild", "--understand", "--yes").code == 0
        assert hits(copy, "--outlet", "VOV") == ["kremlin"]

    @pytest.mark.parametrize("option", ["--dry-run", "--yes"])
    def test_its_options_are_its_own(self, archive: Path, option: str) -> None:
        done = timtin(archive, "rebuild", option)
        assert done.code == 2
        assert "--understand" in done.stderr
