"""The lines that close a story, alone and behind running text, and who signs them."""

from __future__ import annotations

import pytest

from index.enrich.authors import Signed, authors_of
from index.enrich.closing import closing_authors, closing_tail, is_closing_line
from index.rules import Rule

STORY = (
    "Cầu treo xóm Soi ở xã Đồng Lạng được khánh thành sáng 19/11 với tổng kinh phí 2,4 tỷ đồng. "
    "Người dân hai bờ sông Vẽ góp tiền trong năm năm, mỗi nhà thêm một bao xi măng mỗi mùa. "
    "Xã cho biết sẽ lắp thêm đèn trong tháng tới."
)


@pytest.mark.parametrize(
    "line",
    [
        "Theo RT", "(Theo Reuters)", "TTXVN/Tin Tức", "TTXVN", "Lan Anh (VnExpress)", "LAN ANH",
        "Lan Anh (tổng hợp theo VnExpress, Viettimes)", "Nguồn: Reuters", "(Tổng hợp)",
        "Lan Anh - Hà Vy",
        "Lan Anh/VOV.VN", "Lan Anh (theo Daily Mail)", "M. Hà", "N.Giang", "Tổng hợp Lan Anh",
    ],
)  # fmt: skip
def test_closing_lines(line: str) -> None:
    assert is_closing_line(line)
    start = closing_tail(f"{STORY} {line}")
    assert start is not None
    assert f"{STORY} {line}"[start:].strip() == line


@pytest.mark.parametrize(
    "line",
    [
        "Theo ông Peskov, Nga không rút.",
        "Theo Bộ Y tế, dịch đã được kiểm soát.",
        "Ông Thứ nói cầu rất chắc.",
        "Nhưng chưa ai biết bao giờ xong",
        "Tại TP. Hồ Chí Minh, trời mưa",
        "(theo khoản 1, khoản 2 Điều 16 Luật Hộ tịch 2014)",
    ],
)
def test_sentences_are_no_closing_lines(line: str) -> None:
    assert not is_closing_line(line)
    assert closing_tail(f"{STORY} {line}") is None


def test_a_story_that_just_ends_has_no_closing_line() -> None:
    assert closing_tail(STORY) is None
    assert closing_tail(STORY + "/.") is None
    assert closing_tail("Xã họp ở TP. Hồ Chí Minh") is None


def test_a_source_in_brackets_behind_the_last_stop_is_one_even_with_a_stop_of_its_own() -> None:
    text = STORY + " (Theo Dân trí)."
    start = closing_tail(text)
    assert start is not None
    assert text[start:] == "(Theo Dân trí)."


def test_an_abbreviation_ends_no_sentence() -> None:
    assert closing_tail(STORY + " Đoàn khách đến từ TP. Hồ Chí Minh") is None


def test_a_paper_followed_without_a_full_stop() -> None:
    text = STORY + " (Tổng hợp) theo Trí Thức Trẻ"
    start = closing_tail(text)
    assert start is not None
    assert text[start:].endswith("theo Trí Thức Trẻ")


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("LAN ANH (VnExpress)", ("LAN ANH",)),
        ("Lan Anh - Hà Vy", ("Lan Anh", "Hà Vy")),
        ("Lan Anh/VOV.VN", ("Lan Anh",)),
        ("CTV Lan Anh/VOV.VN", ("Lan Anh",)),
        ("Lan Anh Lan Anh", ("Lan Anh",)),
        ("Tổng hợp Lan Anh", ("Lan Anh",)),
        ("Lan AnhTheo Daily Mail", ("Lan Anh",)),
        ("M.H", ("M.H",)),
        ("Theo Lan Anh (VnExpress)", ()),
        ("TTXVN/Tin Tức", ()),
        ("Theo RT", ()),
    ],
)
def test_who_signs(line: str, authors: tuple[str, ...]) -> None:
    assert closing_authors((line,)) == authors


def names(*given: str) -> tuple[str, ...]:
    signed = [Signed(name, Rule.AUTHOR_METADATA, "metadata", name) for name in given]
    return tuple(each.value for each in authors_of(signed))


@pytest.mark.parametrize(
    ("given", "authors"),
    [
        ("Lan Anhtổng hợp", ("Lan Anh",)),
        ("Hà VyTTXVN", ("Hà Vy",)),
        ("NH&#7852;T VY", ("NHẬT VY",)),
        ("Theo Lan Anh", ("Lan Anh",)),
        ("Lan Anh (từ Bangkok)", ("Lan Anh",)),
        ("Lan Anh - Hà Vy", ("Lan Anh", "Hà Vy")),
        ("VnExpress", ()),
        ("baomoi.com", ()),
        ("VCCorp.vn", ()),
        ("www.kênh.xyz", ()),
        ("toasoan.bao.com.vn/ban-doc", ()),
        ("T.Hà", ("T.Hà",)),
        ("Ng.Lan", ("Ng.Lan",)),
        ("Unknown", ()),
        ("  ", ()),
    ],
)
def test_what_sites_glue_to_names(given: str, authors: tuple[str, ...]) -> None:
    assert names(given) == authors


def test_a_name_counts_once() -> None:
    assert names("Lan Anh", "LAN ANH", "Hà Vy") == ("Lan Anh", "Hà Vy")
