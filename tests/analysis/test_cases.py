"""What a reporter types and what it must find, as far as the analysis decides it."""

import unicodedata

import pytest

from index.analysis import analyze, fold
from tests.analysis.meeting import meets


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("hoà bình", "hòa bình"),
        ("hoà bình", "HÒA BÌNH"),
        ("hoà bình", unicodedata.normalize("NFD", "hòa bình")),
        ("hoà bình", unicodedata.normalize("NFD", "hoà bình")),
        ("thuỷ điện", "thủy điện"),
        ("Uỷ ban", "Ủy ban"),
        ("Uỷ ban", "ỦY BAN"),
        ("qúy", "quý"),
        ("quý", "quí"),
        ("quí", "qúy"),
        ("gìa", "già"),
        ("giếng", "gíêng"),
        ("khuỷu", "khủyu"),
        ("Ý", "nước Ý"),
        ("á âu", "Á - Âu"),
        ("á âu", "Á-Âu"),
        ("không quân", "lực lượng không quân Nga"),
        ("Đà Nẵng", "Ðà Nẵng"),
        ("bệnh viện", "b\u00ea\u0323nh vi\u00ea\u0323n"),
        ("kĩ thuật", "kỹ thuật"),
        ("tử sĩ", "tử sỹ"),
        ("TỔNG THỐNG NGA", "tổng thống Nga"),
        ("4700", "khoảng 4.700 lính"),
        ("4.700", "khoảng 4700 lính"),
        ("2.4 tỷ", "2,4 tỉ"),
        ("26/8", "hôm 26/08"),
        ("26/08", "hôm 26/8"),
        ("26/8", "ngày 26 tháng 8"),
        ("ngày 26 tháng 8", "ngày 26/8"),
        ("26/8", "26/8/2022"),
        ("2022-08-26", "ngày 26 tháng 8 năm 2022"),
        ("26/8/2022", "ngày 26 tháng 8 năm 2022"),
        ("F16", "máy bay F-16"),
        ("F-16", "máy bay F16"),
        ("F16 bay", "chiếc F-16 bay qua"),
        ("Su 35", "Su-35"),
        ("Su35", "Su-35"),
        ("35 km", "dài 35km"),
        ("35km", "dài 35 km"),
        ("Mátxcơva", "Mát-xcơ-va"),
        ("Matxcova", "Mát-xcơ-va"),
        ("Matxcova", "Mát\u2011xcơ\u2011va"),
        ("U-crai-na", "UCraina"),
        ("Ucraina", "U-crai-na"),
        ("TPHCM", "ở TP.HCM"),
        ("TPHCM", "ở TP HCM"),
        ("tp.hcm", "ở TPHCM"),
        ("tp hcm", "ở TP. HCM"),
        ("GDĐT", "Sở GD&ĐT"),
        ("GD-ĐT", "Sở GD&ĐT"),
        ("U23", "đội U.23"),
        ("ONeill", "ông O’Neill"),
        ("tháng 8", "Cách mạng tháng Tám"),
        ("tháng Tám", "hồi tháng 8"),
        ("26/8", "ngày 26 tháng Tám"),
        ("26 tháng 8", "hôm 26/8"),
        ("ngày 26-8", "ngày 26 tháng 8"),
        ("2022-08-26", "26 tháng Tám năm 2022"),
        ("35 km", "dài 35\u00a0km"),
        ("á âu", "Á–Âu"),
        ("thương", "thưong"),
        ("đường", "\u0110u\u031bo\u031b\u0340ng"),
        ("hoà bình", "ho\u200bà b\u00adình"),
        ("hoà bình", "hòa\u00a0bình"),
        ("học sinh học", "lớp học\nsinh học"),
    ],
)
def test_found(typed: str, stored: str) -> None:
    assert meets(typed, stored)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("đường", "dương"),
        ("đường", "đương"),
        ("năm", "Nam"),
        ("án", "an"),
        ("Ý", "y"),
        ("tay", "tai"),
        ("thuý", "thui"),
        ("4700", "4,7"),
        ("4,7", "4.700"),
        ("26/8", "26,8"),
        ("26,8", "26/8"),
        ("26/8/2021", "26/8/2022"),
        ("11", "tỉ số 1-1"),
        ("bia", "chơi bi-a"),
        ("từ", "Ban Tổ chức T.Ư"),
        ("ai", "ngành A.I"),
        ("TPHCM", "TP Huế"),
        ("tháng 5", "tháng năm qua đi"),
        ("10/1", "mùng 10 tháng Giêng"),
        ("F16", "F-160"),
        ("hoà bình", "hoà. Bình"),
        ("hoà bình", "hoà\n\nbình"),
        ("bình hoà", "hoà bình"),
    ],
)
def test_not_found(typed: str, stored: str) -> None:
    assert not meets(typed, stored)


@pytest.mark.parametrize("word", ["café", "môđéc", "ngoẻo"])
def test_foreign_and_rare_words_are_unchanged(word: str) -> None:
    assert analyze(word).exact == (word,)


def test_da_nang_without_marks_is_the_folded_form_of_both_spellings() -> None:
    typed = analyze("da nang").exact
    for stored in ("Đà Nẵng", "Ðà Nẵng"):
        assert tuple(map(fold, analyze(stored).exact)) == typed


def test_the_offsets_in_a_decomposed_article_are_those_of_its_raw_text() -> None:
    article = unicodedata.normalize("NFD", "Nga và Mỹ đạt thỏa thuận ở Genève.")
    tokens = analyze(article)
    first = tokens.exact.index("thoả")
    raw = article[tokens.starts[first] : tokens.ends[first + 1]]
    assert raw == unicodedata.normalize("NFD", "thỏa thuận")


@pytest.mark.parametrize("text", ["", " ", "😀", "\ud800", "\x00", "\ufeff", "--", "\u0301"])
def test_text_without_words_has_no_tokens(text: str) -> None:
    assert len(analyze(text)) == 0
