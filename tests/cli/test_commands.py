"""The commands that ask, remove and maintain."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from index.settings import TABLE
from index.store import Store
from tests.cli.running import ROOT, environment, timtin
from tests.pipeline.inputs import export
from tests.stories.texts import BRIDGE, LIBRARY, text

HEAVY = (
    "whoosh", "sqlalchemy", "alembic", "underthesea", "pyvi", "numpy", "rich", "bleach",
    "urllib3", "protego", "feedparser", "trafilatura", "lxml",
)  # fmt: skip


@pytest.fixture
def copy(archive: Path, tmp_path: Path) -> Path:
    """The archive, to be changed."""
    return shutil.copytree(archive, tmp_path / "copy")


def hits(data: Path, *arguments: str) -> list[str]:
    """The ids that a search finds, in order."""
    done = timtin(data, "search", "--json", *arguments)
    assert done.code == 0, done.stderr
    return [hit["id"] for hit in done.documents[0]["hits"]]


def test_help_names_every_command_and_loads_nothing_heavy(data: Path) -> None:
    program = (
        "import sys; sys.argv = ['timtin', '--help']\n"
        "import web.cli\n"
        "try:\n    web.cli.main()\nexcept SystemExit: pass\n"
        f"print('LOADED', sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=environment(data),
    )
    wanted = (
        "add fetch watch search explain show correct corrections delete stats rebuild check "
        "migrate person saved settings run routes shell"
    )
    for command in wanted.split():
        assert f"\n  {command} " in done.stdout
    assert done.stdout.splitlines()[-1] == "LOADED []"
    assert not data.exists()


@pytest.mark.parametrize("arguments", [("no-such-command",), ("--no-such-option",), ("show",)])
def test_wrong_usage_is_exit_code_2(data: Path, arguments: tuple[str, ...]) -> None:
    assert timtin(data, *arguments).code == 2


def test_the_data_folder_is_an_option(archive: Path, data: Path) -> None:
    (found,) = timtin(data, "--data", str(archive), "stats", "--json").documents
    assert found["articles"] == 3
    assert not data.exists()


def test_show_tells_who_says_what(data: Path, tmp_path: Path) -> None:
    body = (
        "Bà Đỗ Thị Mận cho biết trạm thiếu người. “Chúng tôi trực cả ngày lẫn đêm.” "
        "Trạm có hai giường. “Thuốc còn đủ dùng ba tháng”, bà Mận nói."
    )
    record = {"id": "tram", "title": "Trạm y tế", "body": body}
    assert timtin(data, "add", export(tmp_path / "a.jsonl", [record])).code == 0
    shown = timtin(data, "show", "tram").stdout.splitlines()
    at = shown.index("lời trích dẫn:")
    assert shown[at + 1 : at + 3] == [
        "  1. Đỗ Thị Mận (chưa chắc): “Chúng tôi trực cả ngày lẫn đêm.”",
        "  2. Đỗ Thị Mận: “Thuốc còn đủ dùng ba tháng”",
    ]
    why = timtin(data, "show", "tram", "--why").stdout.splitlines()
    assert "Lời trích dẫn: 1. “Chúng tôi trực cả ngày lẫn đêm.”" in why
    assert "Lời trích dẫn: 2. “Thuốc còn đủ dùng ba tháng”" in why
    (document,) = timtin(data, "show", "tram", "--json").documents
    assert [quote["speaker"] for quote in document["quotes"]] == ["Đỗ Thị Mận"] * 2


class TestSearch:
    def test_it_finds_and_shows(self, archive: Path) -> None:
        done = timtin(archive, "search", "đàm", "phán")
        assert done.code == 0
        assert done.stdout.startswith("2 bài\n")
        assert "Nga và Mỹ đàm phán" in done.stdout
        assert "2022-03-01 · nga-my" in done.stdout
        assert "\x1b" not in done.stdout

    def test_an_unknown_short_option_is_part_of_the_query(self, archive: Path) -> None:
        assert hits(archive, "đàm phán", "-Nga") == ["kremlin"]
        assert hits(archive, "đàm phán", "-Nga", "--limit", "5") == ["kremlin"]
        assert hits(archive, "-lúa", "--sort", "oldest") == ["nga-my", "kremlin"]

    def test_a_dash_dash_ends_the_options(self, archive: Path) -> None:
        (found,) = timtin(archive, "search", "--json", "--", "--limit").documents
        assert found["query"]["q"] == "--limit"

    def test_filters_sort_and_limit(self, archive: Path) -> None:
        assert hits(archive, "--sort", "oldest") == ["nga-my", "kremlin", "lua"]
        assert hits(archive, "--sort", "newest", "--limit", "1") == ["kremlin"]
        assert hits(archive, "--outlet", "Tiền Phong") == ["nga-my"]
        assert hits(archive, "--outlet", "TPO", "--outlet", "VOV", "--sort", "oldest") == [
            "nga-my",
            "kremlin",
        ]
        assert hits(archive, "--source", "TASS") == ["kremlin"]
        assert hits(archive, "--person", "Dmitry Peskov") == ["kremlin"]
        assert hits(archive, "--from", "2023-01-01") == ["kremlin"]
        assert hits(archive, "--to", "2023-01-01") == ["nga-my"]
        assert hits(archive, "--date", "2022") == ["nga-my"]
        assert sorted(hits(archive, "lúa Geneva", "--match", "any")) == ["lua", "nga-my"]

    @pytest.mark.parametrize(
        "arguments",
        [
            ("--limit", "0"),
            ("--limit", "x"),
            ("--from", "hôm qua"),
            ("--sort", "best"),
            ("--match", "some"),
            ("--nope",),
            ("--limit",),
        ],
    )
    def test_wrong_usage_is_exit_code_2(self, archive: Path, arguments: tuple[str, ...]) -> None:
        done = timtin(archive, "search", "x", *arguments)
        assert done.code == 2
        assert done.stdout == ""

    def test_an_empty_archive_has_no_hits(self, data: Path) -> None:
        assert hits(data, "đàm phán") == []


class TestExplain:
    def test_it_shows_how_a_query_is_understood(self, archive: Path) -> None:
        done = timtin(archive, "explain", "dam phan", "-Nga")
        assert done.code == 0
        shown = done.stdout.splitlines()
        assert shown[:2] == ["câu tìm       dam phan -Nga", "hiểu là       đàm phán -Nga"]
        assert "các từ        dam · phan · Nga" in shown
        asked = shown.index("câu hỏi       có đủ các điều sau:")
        assert [text.strip() for text in shown[asked + 1 : asked + 4]] == [
            "- “dam”", "- “phan”", "- không được có “Nga”",
        ]  # fmt: skip
        assert any(text.startswith("bài phải có") for text in shown)
        assert any(text.startswith("trọng số") for text in shown)
        assert (
            shown[-1]
            == "gần nhau      điểm tăng đến 2,00 lần khi các từ đứng trong 26 từ liền nhau"
        )

    def test_it_says_why_an_article_matches_and_what_each_word_gave(self, archive: Path) -> None:
        done = timtin(archive, "explain", "đàm phán Geneva", "--id", "kremlin")
        assert done.code == 0
        assert "khớp          Thiếu từ" in done.stdout
        assert "thiếu: Geneva" in done.stdout
        (found,) = timtin(
            archive, "explain", "--json", "đàm phán Geneva", "--id", "kremlin"
        ).documents
        said = f"{found['article']['score']:.2f}".replace(".", ",")
        assert f"điểm          {said} = " in done.stdout
        assert "× 1,00" in done.stdout

    def test_what_keeps_an_article_out_is_said(self, archive: Path) -> None:
        done = timtin(archive, "explain", "đàm phán", "--outlet", "TPO", "--id", "kremlin")
        assert "bài này       không có trong kết quả" in done.stdout
        missing = timtin(archive, "explain", "đàm phán", "--id", "nope")
        assert (missing.code, missing.stdout) == (1, "")

    def test_nothing_is_printed_as_python_shows_it(self, archive: Path) -> None:
        query = '(F-16 OR đàm) title:Nga -"mùa lúa" date:2022.. x* said:Peskov outlet:VOV y~'
        for lang in ("vi", "en"):
            done = timtin(archive, "explain", query, "--id", "nga-my", TIMTIN_LANG=lang)
            assert done.code == 0
            for mark in ("Word(", "Every(", "Term(", "None", "<", "frozenset", "{", "exact:"):
                assert mark not in done.stdout, mark

    def test_programs_get_the_document(self, archive: Path) -> None:
        (found,) = timtin(archive, "explain", "--json", "said:Peskov", "(dam phan").documents
        assert [token["exact"] for token in found["tokens"]][-2:] == ["dam", "phan"]
        assert found["problems"]
        assert found["rank"]


def test_a_search_that_finds_nothing_says_what_may_be_meant(archive: Path) -> None:
    done = timtin(archive, "search", "ddafm phasn")
    assert "Ý bạn là: đàm phán (" in done.stdout
    (found,) = timtin(archive, "search", "--json", "ddafm phasn").documents
    assert [each["q"] for each in found["suggestions"]] == ["đàm phán"]


def test_a_search_says_what_was_added_and_what_each_article_lacks(archive: Path) -> None:
    done = timtin(archive, "search", "đàm phán về nói")
    assert done.stdout.splitlines()[0] == "1 bài có đủ các từ; thêm 1 bài gần đúng"
    assert "   thiếu: nói" in done.stdout.splitlines()
    strict = timtin(archive, "search", "đàm phán về nói", "--match", "all")
    assert strict.stdout.splitlines()[0] == "1 bài"
    assert strict.stdout.splitlines()[-1].startswith("Bỏ --sort và --match")
    near = timtin(archive, "search", "đàm phán về nói", "--outlet", "TPO")
    assert near.stdout.splitlines()[0] == "Không có bài nào đủ các từ; 1 bài gần đúng"


def test_show_is_the_article_as_understood(archive: Path) -> None:
    done = timtin(archive, "show", "kremlin")
    assert done.code == 0
    assert done.stdout.startswith("Điện Kremlin nói về đàm phán\n")
    for part in (
        "báo: VOV",
        "ngày đăng: 2025-09-12",
        "TASS (dẫn cả bài)",
        "Dmitry Peskov",
        "tạm dừng",
    ):
        assert part in done.stdout
    assert "relay" not in done.stdout
    assert "metadata" not in done.stdout
    (shown,) = timtin(archive, "show", "--json", "kremlin").documents
    assert (shown["id"], shown["outlet"]) == ("kremlin", "VOV")


def test_the_day_of_an_event_is_not_taken_for_the_publications(data: Path, tmp_path: Path) -> None:
    body = "Ngày 28/10/2025, đoàn công tác đã đến thăm bà con xã Gò Trâm sau trận lũ lớn."
    record = {"id": "tham", "title": "Thăm xã Gò Trâm", "body": body}
    assert timtin(data, "add", export(tmp_path / "a.jsonl", [record])).code == 0
    (hit,) = timtin(data, "search", "Gò Trâm", "--json").documents[0]["hits"]
    assert hit["date"]["kind"] == "event"
    found = timtin(data, "search", "Gò Trâm").stdout
    assert "2025-10-28 (ngày sự kiện, theo bài viết)" in found
    assert "ngày sự kiện: 2025-10-28 (theo bài viết)" in timtin(data, "show", "tham").stdout


@pytest.mark.parametrize("extra", [(), ("--json",)])
def test_an_article_that_is_not_there_is_one_clear_line(
    archive: Path, extra: tuple[str, ...]
) -> None:
    done = timtin(archive, "show", "nope", *extra)
    assert (done.code, done.stdout) == (1, "")
    assert done.stderr == "Lỗi: Không có bài nào mang mã “nope”.\n"
    english = timtin(archive, "show", "nope", *extra, TIMTIN_LANG="en")
    assert english.stderr == "Error: There is no article with the id “nope”.\n"


class TestDelete:
    def test_by_id(self, copy: Path) -> None:
        done = timtin(copy, "delete", "lua", "nope")
        assert done.code == 1
        assert "Đã xóa 1 bài." in done.stdout
        assert "“nope”" in done.stderr
        assert hits(copy, "--sort", "oldest") == ["nga-my", "kremlin"]
        assert timtin(copy, "check").code == 0

    def test_by_outlet_under_any_of_its_names(self, copy: Path) -> None:
        done = timtin(copy, "delete", "--outlet", "Tiền Phong", "--yes", "--json")
        assert done.documents == [{"deleted": 1, "corrections": 0, "not_found": []}]
        assert sorted(hits(copy)) == ["kremlin", "lua"]

    def test_corrections_that_go_with_the_article_are_told(self, copy: Path) -> None:
        for command in (
            ("kremlin", "--outlet", "TPO"),
            ("lua", "--title", "Lúa"),
            ("lua", "--undo"),
        ):
            number = ("2",) if "--undo" in command else ()
            assert timtin(copy, "correct", *command, *number).code == 0
        silent = timtin(copy, "delete", "lua")  # what was undone is no loss
        assert silent.stderr == ""
        told = timtin(copy, "delete", "kremlin", TIMTIN_LANG="en")
        assert told.stdout == "Deleted 1 articles.\n"
        assert "Note: 1 corrections of these articles went with them" in told.stderr
        assert "timtin corrections export" in told.stderr

    def test_of_unknown_outlet(self, copy: Path) -> None:
        assert timtin(copy, "delete", "--outlet", "__missing", "--yes").code == 0
        assert hits(copy) == ["kremlin", "nga-my"]

    def test_everything_only_when_confirmed(self, copy: Path) -> None:
        assert timtin(copy, "delete", "--all", stdin="n\n").code == 1
        assert timtin(copy, "delete", "--all").code == 1
        assert len(hits(copy)) == 3
        assert timtin(copy, "delete", "--all", stdin="y\n").code == 0
        assert hits(copy) == []

    @pytest.mark.parametrize("arguments", [(), ("--all", "x"), ("--all", "--outlet", "VOV")])
    def test_only_one_way_at_a_time(self, archive: Path, arguments: tuple[str, ...]) -> None:
        assert timtin(archive, "delete", "--yes", *arguments).code == 2


def test_stats_count_store_and_index(archive: Path) -> None:
    (found,) = timtin(archive, "stats", "--json").documents
    assert (found["articles"], found["index"]["documents"]) == (3, 3)
    assert {row["value"]: row["count"] for row in found["outlets"]} == {"TPO": 1, "VOV": 1, None: 1}
    assert found["index"]["current"] is True
    assert found["bytes"]["database"] > 0
    assert found["bytes"]["index"] > 0
    assert "Bài: 3" in timtin(archive, "stats").stdout


def test_check_finds_and_repair_mends(copy: Path) -> None:
    assert timtin(copy, "check").code == 0
    shutil.rmtree(copy / "index")
    done = timtin(copy, "check", "--json")
    assert done.code == 1
    (report,) = done.documents
    assert report["sound"] is False
    assert sorted(report["missing"]) == ["kremlin", "lua", "nga-my"]
    assert "timtin rebuild" in report["unusable"]
    mended = timtin(copy, "check", "--repair", "--json")
    assert mended.code == 0
    assert mended.documents[0]["repaired"] is True
    (sound,) = timtin(copy, "check", "--json").documents
    assert (sound["sound"], sound["articles"]) == (True, 3)


def test_a_damaged_index_says_which_command_mends_it(copy: Path) -> None:
    (copy / "index" / "current.json").write_text("{", "utf-8")
    done = timtin(copy, "search", "lúa")
    assert done.code == 1
    assert "timtin rebuild" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert timtin(copy, "rebuild").code == 0
    assert hits(copy, "lúa") == ["lua"]


def test_rebuild_makes_a_new_generation(copy: Path) -> None:
    (found,) = timtin(copy, "rebuild", "--json").documents
    assert (found["documents"], found["generation"], found["current"]) == (3, 2, True)
    assert len(hits(copy)) == 3


def test_migrate_makes_a_store(data: Path) -> None:
    (found,) = timtin(data, "migrate", "--json").documents
    assert found["database"] == str(data / "timtin.db")
    assert found["schema"]
    assert timtin(data, "migrate").code == 0


def test_saved_searches_are_listed_and_deleted(data: Path) -> None:
    with closing(Store.open(f"sqlite:///{data / 'timtin.db'}", 5)) as store:
        saved, _ = store.save_search("someone", "q=l%C3%BAa", "lúa")
    (listed,) = timtin(data, "saved", "list", "--json").documents
    assert (listed["id"], listed["query"], listed["title"]) == (saved.id, "q=l%C3%BAa", "lúa")
    assert f"/s/{saved.id}\t" in timtin(data, "saved", "list").stdout
    done = timtin(data, "saved", "delete", saved.id, "nope")
    assert done.code == 1
    assert "“nope”" in done.stderr
    assert timtin(data, "saved", "list").stdout == ""


def test_settings_are_the_whole_table_without_the_secret(data: Path) -> None:
    done = timtin(data, "settings", "--json", TIMTIN_BATCH="7", **{"TIMTIN_SECRET_KEY": "hunter2"})
    rows = {row["name"]: row for row in done.documents}
    assert list(rows) == [row.name for row in TABLE]
    assert rows["TIMTIN_BATCH"]["value"] == "7"
    assert rows["TIMTIN_BATCH"]["default"] == "500"
    assert "hunter2" not in done.stdout
    assert "TIMTIN_DATA=" in timtin(data, "settings").stdout


def test_a_setting_that_cannot_be_used_is_one_clear_line(data: Path) -> None:
    done = timtin(data, "stats", TIMTIN_BATCH="many")
    assert done.code == 1
    assert "TIMTIN_BATCH=many" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_site_is_there_for_flasks_own_commands(archive: Path) -> None:
    done = timtin(archive, "routes")
    assert done.code == 0
    assert "/api/v1/search" in done.stdout


def test_copies_are_counted_by_story_and_listed(data: Path, tmp_path: Path) -> None:
    records = [
        {"id": "goc", "title": "Cầu treo mới", "body": text(BRIDGE), "date": "2025-03-02"},
        {"id": "chep", "title": "Nối hai bờ", "body": text(BRIDGE[:11]), "date": "2025-03-03"},
        {"id": "khac", "title": "Thư viện", "body": text(LIBRARY)},
    ]
    assert timtin(data, "add", export(tmp_path / "a.jsonl", records)).code == 0
    told = timtin(data, "search", "cầu treo", "--group", "story").stdout
    assert "1 tin" in told
    assert "1 bản khác" in told
    assert hits(data, "cầu treo", "--group", "story") == ["goc"]
    assert hits(data, "cầu treo") == ["goc", "chep"]
    shown = timtin(data, "show", "chep").stdout.splitlines()
    at = shown.index("Các bản của tin này:")
    assert shown[at + 1].strip().startswith("goc")
    assert shown[at + 1].endswith("bản đầu tiên")
    assert shown[at + 2].strip().startswith("chep")
    assert "Các bản của tin này:" not in timtin(data, "show", "khac").stdout
    assert timtin(data, "search", "a", "--group", "tin").code == 2
    assert timtin(data, "delete", "goc").code == 0
    assert hits(data, "cầu treo", "--group", "story") == ["chep"]
    assert timtin(data, "check").code == 0


def test_a_search_that_takes_too_long_ends_with_what_to_do(archive: Path) -> None:
    for command in (("search", "đàm phán"), ("explain", "đàm phán", "--id", "kremlin")):
        done = timtin(archive, *command, TIMTIN_QUERY_SECONDS="0.000001", TIMTIN_LANG="en")
        assert done.code == 1
        assert done.stdout == ""
        assert "Make the search narrower" in done.stderr
        assert len(done.stderr.splitlines()) == 1
