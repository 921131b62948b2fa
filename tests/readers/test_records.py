"""JSONL and JSON: fields, one bad record among good ones, limits, standard input."""

from __future__ import annotations

import gzip
import io
import json
import lzma
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Draft
from index.readers import Refusal, read, records
from index.readers.limits import MAX_RECORD

GOOD = json.dumps({"title": "Cầu mới", "body": "Xe chạy."}, ensure_ascii=False)


def _stdin(data: bytes) -> list[Draft | Refusal]:
    return list(read(["-"], io.BytesIO(data)))


def _record(**fields: object) -> Draft:
    (found,) = _stdin(json.dumps(fields).encode())
    assert isinstance(found, Draft), found.message("en")
    return found


def test_every_field_of_the_table_is_mapped_and_the_rest_is_kept() -> None:
    draft = _record(
        id=17,
        headline="Tít",
        sapo="Sapô.",
        content=["Đoạn một.", "Đoạn hai."],
        link="https://tienphong.vn/a-1.htm",
        pubDate="Thu, 21 Aug 2025 23:00:00 GMT",
        source={"name": "Tiền Phong"},
        author="Lan Anh; Hà Vy",
        keywords=["cầu", "xe"],
        category="Thời sự",
        lang="vi-VN",
        comments=3,
    )
    assert draft.structured
    assert (draft.own_id, draft.title, draft.standfirst) == ("17", "Tít", "Sapô.")
    assert draft.text == "Đoạn một.\nĐoạn hai."
    assert draft.url == "https://tienphong.vn/a-1.htm"
    assert draft.published == "Thu, 21 Aug 2025 23:00:00 GMT"
    assert draft.outlet == "Tiền Phong"
    assert draft.authors == ("Lan Anh", "Hà Vy")
    assert draft.tags == ("cầu", "xe")
    assert (draft.section, draft.language) == ("Thời sự", "vi")
    assert draft.extra == {"comments": 3}


def test_a_fetch_time_is_only_a_crawl_date() -> None:
    draft = _record(title="T", body="B.", date="2026-08-17T17:21:41+07:00", date_is_fetch_time=True)
    assert draft.published is None
    assert draft.crawled == "2026-08-17T17:21:41+07:00"


def test_placeholders_are_no_values() -> None:
    draft = _record(title="T", body="B.", author="Unknown", date="None", source="", site="vov.vn")
    assert (draft.authors, draft.published, draft.outlet) == ((), None, "vov.vn")


def test_markup_becomes_plain_text() -> None:
    draft = _record(
        title="NH&#7852;T &amp; Nguyệt",
        body="<p>Một <b>hai</b>.</p><script>alert(1)</script><p>Ba<br>bốn.</p>",
    )
    assert draft.title == "NHẬT & Nguyệt"
    assert [line for line in draft.text.split("\n") if line] == ["Một hai.", "Ba", "bốn."]


def test_an_inequality_is_no_markup() -> None:
    assert _record(title="T", body="nếu a < b và c > d").text == "nếu a < b và c > d"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"title": "x", ', "Line 2: broken JSON"),
        (b"[1, 2]", "not a JSON object"),
        (b'"text"', "not a JSON object"),
        (b"{}", "neither a headline nor a text"),
        (b'{"title": "", "body": null}', "neither a headline nor a text"),
        (b'{"title": "a\\ud800b", "body": "x"}', "surrogate"),
        (b'{"title": "t", "body": "x", "note": ["\\udc00"]}', "surrogate"),
        (b'{"title": "t", "body": "a\\u0000b"}', "NUL"),
        (b'{"title": "t", "body": "x", "id": "a\\nb"}', "id"),
        (b'{"title": "t", "body": "x", "id": ["a"]}', "id"),
        (b'{"title": "t", "body": "' + b"a" * 5_000_001 + b'"}', "Too large"),
        (b'{"a":' * 100_000, "nesting"),
        (b'{"title": "\x8a\x9d"}', "encoding"),
        (b"\x00\x01\x02", "binary"),
        (b'{"title": "t", "n": ' + b"9" * 5000 + b"}", "broken JSON"),
        (b"x" * (MAX_RECORD + 10), "Too large"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else f"{len(value)} bytes",
)
def test_one_bad_line_never_stops_the_rest(tmp_path: Path, line: bytes, said: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join([GOOD.encode(), line, GOOD.encode()]))
    first, bad, last = read([path])
    assert isinstance(first, Draft)
    assert isinstance(last, Draft)
    assert last.origin == f"{path}:3"
    assert isinstance(bad, Refusal)
    assert bad.origin == f"{path}:2"
    assert not bad.skipped
    assert said.lower() in bad.message("en").lower()


def test_blank_lines_and_carriage_returns(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode() + b"\r\n\r\n" + GOOD.encode() + b"\r\n")
    assert [one.origin for one in read([path])] == [f"{path}:1", f"{path}:3"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lzma.compress])
def test_utf_16_and_compression_of_records(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(pack(f"{GOOD}\n{GOOD}\n".encode("utf-16")))
    found = list(read([path]))
    assert [one.title for one in found if isinstance(one, Draft)] == ["Cầu mới", "Cầu mới"]


def test_a_cut_archive_gives_what_it_has_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    lines = "\n".join(json.dumps({"title": f"Tin {n}", "body": str(n) * 9}) for n in range(20_000))
    data = gzip.compress(lines.encode())
    path.write_bytes(data[: len(data) // 2])
    found = list(read([path]))
    assert isinstance(found[0], Draft)
    assert isinstance(found[-1], Refusal)
    assert "damaged" in found[-1].message("en")


@pytest.mark.parametrize(
    "text",
    [f"[{GOOD}, {GOOD}]", f"[\n{GOOD}\n,\n{GOOD}\n]\n", f"{GOOD}\n{GOOD}", f" {GOOD} {GOOD}"],
)
def test_json_in_every_usual_shape(text: str) -> None:
    found = _stdin(text.encode())
    assert [type(one) for one in found] == [Draft, Draft]
    assert [one.origin for one in found] == ["-:1", "-:2"]


def test_behind_a_broken_line_the_next_one_is_read() -> None:
    found = _stdin(f'{GOOD}\n{{"title": oops}}\n{GOOD}\n'.encode())
    assert [type(one) for one in found] == [Draft, Refusal, Draft]


@pytest.mark.parametrize(
    "bad",
    [
        b'{"title": oops}',
        b'{"title": "x" "body": "y, {z} [w"}',
        b'{"title": "a \\" } b", "tags": [1, {"a": 2]}, "c": }',
        b'{"title": "Ong "X" noi", "body": "..."}',
        b'{"body": "hai\ndong"}',
        b'{"title": "\x8a\x9d", "body": "x"}',
        b'{"title": "t", "body": "' + b'a \\" } ' * 99_999 + b"x" * 32_000_000 + b'"}',
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b'{"title": "t", "n": ' + b"9" * 5000 + b"}",
        b"oops",
        b"}",
        b'"a\\x"',
        b"nul",
    ],
    ids=lambda bad: str(bad[:30]),
)
@pytest.mark.parametrize("between", [b", ", b",\n  "])
def test_behind_a_broken_element_an_array_is_read_on(bad: bytes, between: bytes) -> None:
    found = _stdin(b"[" + between.join([GOOD.encode(), bad, GOOD.encode(), GOOD.encode()]) + b"]")
    assert [type(one) for one in found] == [Draft, Refusal, Draft, Draft]
    assert found[-1].origin == "-:4"


@pytest.mark.parametrize("bad", ['{"title: "x", "body": "y"}', '{"title": oops, "body": {'])
def test_where_the_next_element_begins_nobody_knows_the_rest_is_given_up(bad: str) -> None:
    first, broken, last = _stdin(f"[{GOOD},\n{bad},\n{GOOD}]".encode())
    assert isinstance(first, Draft)
    assert isinstance(broken, Refusal)
    assert isinstance(last, Refusal)
    assert last.origin == "-"
    assert "from line 2 on" in last.message("en")
    assert "bỏ phần còn lại" in last.message("vi")


def test_an_array_that_is_cut_off_is_refused_once() -> None:
    found = _stdin(f'[{GOOD}, {{"title": "x'.encode())
    assert [type(one) for one in found] == [Draft, Refusal]


@pytest.mark.parametrize("kind", ["jsonl", "json"])
def test_a_record_without_end_gives_up_the_rest_and_says_so(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "MAX_SKIP", 2_000_000)
    path = tmp_path / f"a.{kind}"
    path.write_bytes(
        b"\n".join([GOOD.encode(), b'"' + b"x" * (MAX_RECORD + 3_000_000) + b'"', GOOD.encode()])
    )
    first, large, last = read([path])
    assert isinstance(first, Draft)
    assert isinstance(large, Refusal)
    assert isinstance(last, Refusal)
    assert last.origin == str(path)
    assert "rest of the file" in last.message("en")


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e999"])
@pytest.mark.parametrize(
    "text",
    [
        '{{"title": "T", "body": "B.", "author": {0}, "section": {0}}}',
        '[{{"title": "T", "body": "B.", "author": {0}, "section": {0}}}]',
    ],
)
def test_what_is_no_number_is_no_value(tmp_path: Path, text: str, value: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text.format(value))
    (found,) = read([path])
    assert isinstance(found, Draft)
    assert (found.authors, found.section) == ((), None)


def test_a_number_without_end_is_told_in_our_words() -> None:
    line = b'{"title": "t", "n": ' + b"9" * 5000 + b"}"
    for each in (line, b"[" + line + b"]"):
        (found,) = _stdin(each)
        assert isinstance(found, Refusal)
        assert found.message("vi") == "Dòng 1: JSON hỏng (số dài hơn 4300 chữ số)."


def test_a_json_feed_is_for_later() -> None:
    (found,) = _stdin(b'{"version": "https://jsonfeed.org/version/1.1", "items": []}')
    assert isinstance(found, Refusal)
    assert found.skipped


def test_standard_input_may_be_text_or_compressed() -> None:
    (text,) = _stdin("Tít bài\nNội dung.".encode())
    assert isinstance(text, Draft)
    assert not text.structured
    (packed,) = _stdin(gzip.compress(GOOD.encode()))
    assert isinstance(packed, Draft)
    assert packed.structured


def test_long_values_cross_buffer_borders() -> None:
    body = "chữ có dấu “…” \\u1ebf\n" * 40_000
    found = _stdin(json.dumps([{"title": "T", "body": body}] * 3, ensure_ascii=False).encode())
    assert [one.text for one in found if isinstance(one, Draft)] == [body.strip()] * 3


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    for start in (b"", b"{", b'[{"title":', GOOD.encode() + b"\n"):
        for found in _stdin(start + data):
            assert isinstance(found, Draft) or found.message("vi")


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = ["id", "title", "sapo", "body", "url", "date", "outlet", "author", "tags", "lang", "khác"]


@given(st.dictionaries(st.sampled_from(NAMES), JSON))
def test_no_record_raises_and_every_draft_can_be_stored(record: dict[str, object]) -> None:
    for found in _stdin(json.dumps(record).encode()):
        if isinstance(found, Draft):
            json.dumps(dict(found.extra), ensure_ascii=False).encode()
            assert found.title or found.standfirst or found.text
