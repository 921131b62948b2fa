"""``timtin add``."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.running import process, timtin
from tests.pipeline.inputs import export, record


def test_it_reports_each_input_and_the_sum(data: Path, tmp_path: Path) -> None:
    file = export(tmp_path / "a.jsonl", [record(1), record(2)])
    done = timtin(data, "add", file)
    assert done.code == 0
    first, second, total = done.stdout.splitlines()
    assert first.startswith("đã thêm\tbai-1\tTin số 1 trong ngày\t")
    assert second.startswith("đã thêm\tbai-2\t")
    assert total == "Tổng 2: đã thêm 2, đã cập nhật 0, không đổi 0, bỏ qua 0, từ chối 0"
    again = timtin(data, "add", file)
    assert again.stdout.splitlines()[-1].startswith("Tổng 2: đã thêm 0, đã cập nhật 0, không đổi 2")


def test_what_is_rejected_makes_exit_code_1_and_the_rest_goes_on(
    data: Path, tmp_path: Path
) -> None:
    good, bad = export(tmp_path / "a.jsonl", [record(1)]), tmp_path / "missing.txt"
    done = timtin(data, "add", bad, good)
    assert done.code == 1
    assert f"từ chối: {bad}: " in done.stderr
    assert "đã thêm 1" in done.stdout


def test_what_is_skipped_is_no_failure(data: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "photo.jpg").write_bytes(b"\xff\xd8")
    done = timtin(data, "add", tmp_path / "in")
    assert done.code == 0
    assert "bỏ qua: " in done.stderr
    assert "photo.jpg" in done.stderr


def test_a_program_reads_one_document_per_outcome(data: Path, tmp_path: Path) -> None:
    bad, good = tmp_path / "missing.txt", export(tmp_path / "a.jsonl", [record(1)])
    done = timtin(data, "add", "--json", bad, good)
    assert done.code == 1
    assert done.stderr == ""
    rejected, added = done.documents
    assert (rejected["origin"], rejected["status"], rejected["id"]) == (str(bad), "rejected", None)
    assert rejected["reason"]["vi"]
    assert rejected["reason"]["en"]
    assert added == {
        "origin": f"{good}:1",
        "status": "added",
        "id": "bai-1",
        "title": "Tin số 1 trong ngày",
        "reason": None,
    }


def test_standard_input_is_a_dash(data: Path, tmp_path: Path) -> None:
    text = export(tmp_path / "a.jsonl", [record(1)]).read_text("utf-8")
    done = timtin(data, "add", "--json", "-", stdin=text)
    assert [each["id"] for each in done.documents] == ["bai-1"]


def test_options_say_what_the_input_does_not(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Lũ về sớm\n\nNước sông lên nhanh hôm 16/1 ở xã Gò Trâm.", "utf-8")
    options = ("--outlet", "VOV", "--as-of", "2024-06-01")
    (added,) = timtin(data, "add", "--json", *options, file).documents
    (shown,) = timtin(data, "show", "--json", added["id"]).documents
    assert shown["outlet"] == "VOV"
    assert shown["dates"]["event"]["value"] == "2024-01-16"
    assert shown["dates"]["event"]["year_origin"] == "as-of"
    dated = timtin(data, "add", "--json", *options, "--date", "2025-02-03", file).documents
    assert [each["status"] for each in dated] == ["updated"]


def test_a_date_is_given_as_far_as_it_is_known(data: Path, tmp_path: Path) -> None:
    for number, (given, precision) in enumerate(
        [("2022", "year"), ("2022-03", "month"), ("2022-03-01", "day")]
    ):
        file = export(tmp_path / f"{number}.jsonl", [record(number)])
        assert timtin(data, "add", "--date", given, file).code == 0
        shown = timtin(data, "show", f"bai-{number}", "--json").documents[0]
        published = shown["dates"]["published"]
        assert (published["value"], published["precision"]) == (given, precision)
    hits = timtin(data, "search", "", "--date", "2022-03", "--json").documents[0]["hits"]
    assert {hit["id"] for hit in hits} == {"bai-1", "bai-2"}


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--date", "2022-13", "x"),
        ("--date", "1022", "x"),
        ("--date", "XXXX-03-01", "x"),
        ("--date", "3/2/2025", "x"),
        ("--as-of", "2025-02-30", "x"),
        ("--nope", "x"),
    ],
)
def test_wrong_usage_is_exit_code_2(data: Path, arguments: tuple[str, ...]) -> None:
    done = timtin(data, "add", *arguments)
    assert done.code == 2
    assert done.stdout == ""
    assert not data.exists()


def test_a_locked_database_is_one_clear_line(data: Path, tmp_path: Path) -> None:
    file = export(tmp_path / "a.jsonl", [record(1)])
    assert timtin(data, "stats").code == 0
    with closing(sqlite3.connect(data / "timtin.db", isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        done = timtin(data, "add", file, TIMTIN_LOCK_WAIT="0")
        english = timtin(data, "add", file, TIMTIN_LOCK_WAIT="0", TIMTIN_LANG="en")
    assert done.code == english.code == 1
    assert done.stderr.startswith("Lỗi: Cơ sở dữ liệu ")
    assert english.stderr.startswith("Error: The database ")
    assert len(done.stderr.splitlines()) == len(english.stderr.splitlines()) == 1
    assert timtin(data, "add", file).code == 0


def test_a_damaged_database_is_one_clear_line_and_stays_as_it_is(
    data: Path, tmp_path: Path
) -> None:
    data.mkdir()
    (data / "timtin.db").write_bytes(b"broken" * 1000)
    done = timtin(data, "add", export(tmp_path / "a.jsonl", [record(1)]))
    assert done.code == 1
    assert "bị hỏng" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert (data / "timtin.db").read_bytes() == b"broken" * 1000


def test_a_headline_cannot_command_the_terminal(data: Path, tmp_path: Path) -> None:
    file = export(tmp_path / "a.jsonl", [{**record(1), "title": "Tin \x1b[2J\x1b]0;x\x07 nóng"}])
    done = timtin(data, "add", file)
    assert done.code == 0
    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout
    assert "nóng" in done.stdout


def test_a_file_name_that_is_no_text_does_not_stop_the_output(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    name = b"h\xf4m-nay.txt".decode("utf-8", "surrogateescape")
    (folder / name).write_text("Lũ về sớm\n\nNước sông lên nhanh từ đêm qua.", "utf-8")
    assert process(data, "add", folder).code == 0
    (outcome,) = process(data, "add", "--json", folder).documents
    assert outcome["status"] == "unchanged"
    assert outcome["origin"].endswith(name)
