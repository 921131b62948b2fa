"""Who published: the table, bylines, closing lines, aggregators."""

from __future__ import annotations

import pytest

from index.enrich.outlet import (
    byline,
    closing_outlet,
    domain_outlet,
    is_aggregator,
    outlet_code,
    outlet_label,
    outlet_of,
)
from index.enrich.tables import table


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("TPO", "TPO"), ("tpo", "TPO"), ("Báo Tiền Phong", "TPO"), ("tienphong.vn", "TPO"),
        ("VOV.VN", "VOV"), ("https://www.vov.vn/tin", "VOV"), ("https://m.vov.vn/a", "VOV"),
        ("VnExpress - Thế Giới", "VnExpress"), ("vnexpress.net", "VnExpress"),
        ("TUOI TRE ONLINE", "TTO"), ("Báo điện tử Dân Trí", "DanTri"),
        ("Gia đình và Xã hội", "GDXH"), ("Gia đình & Xã hội", "GDXH"), ("Tin Tức", "TinTuc"),
        ("bbc.com/vietnamese/articles/x", "BBCVietnamese"), ("bbc.com/news", None),
        ("Bản tin Sông Quê", None), ("", None), ("baomoi.com", None), ("Nga - Mỹ", None),
        ("http://[kaputt", None),
    ],
)  # fmt: skip
def test_the_table_knows_names_codes_and_sites(text: str, code: str | None) -> None:
    assert outlet_code(text) == code


def test_the_table_is_sound() -> None:
    rows = table("outlets")["outlet"]
    codes = [row["code"] for row in rows]
    assert len(codes) >= 60
    assert len(set(codes)) == len(codes)
    domains = [domain for row in rows for domain in row["domains"]]
    assert len(set(domains)) == len(domains)
    for row in rows:
        assert outlet_code(row["code"]) == row["code"]
        assert outlet_code(row["label"]) == row["code"]
        assert outlet_label(row["code"]) == row["label"]
        assert all(domain_outlet(f"https://{domain}/x") == row["code"] for domain in row["domains"])
        assert all(outlet_code(name) == row["code"] for name in row.get("names", ())), row["code"]


def test_an_outlet_outside_the_table_is_its_own_label() -> None:
    assert outlet_label("Bản tin Sông Quê") == "Bản tin Sông Quê"


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("TPO - Thư ký báo chí", "TPO", "Thư ký báo chí"),
        ("VOV.VN - Tổng thư ký", "VOV", "Tổng thư ký"),
        ("TTO – Sáng nay", "TTO", "Sáng nay"),
        ("(Dân trí) - Giá vàng", "DanTri", "Giá vàng"),
        ("(Dân trí) Giá vàng", "DanTri", "Giá vàng"),
        ("(PLO)- Chiều nay", "PLO", "Chiều nay"),
        ("Hà Nội (TTXVN) – Ngày 1/3", "TTXVN", "Ngày 1/3"),
        ("(TTXVN/Vietnam+) - Ngày", "VietnamPlus", "Ngày"),
    ],
)
def test_bylines(text: str, code: str, told: str) -> None:
    mark = byline(text)
    assert mark is not None
    assert (mark.code, text[mark.end :]) == (code, told)


@pytest.mark.parametrize(
    "text",
    [
        "Lao động - việc làm năm nay",
        "Thanh niên - lực lượng xung kích",
        "Nga - Mỹ nối lại đàm phán",
        "Thư ký báo chí Điện Kremlin - Dmitry Peskov",
        "(Ảnh: TTXVN) Bến phà",
        "Lãnh đạo TTXVN (Thông tấn xã) dự",
        "",
    ],
)
def test_what_is_no_byline(text: str) -> None:
    assert byline(text) is None


def test_a_byline_may_carry_its_day() -> None:
    mark = byline("Hà Nội (TTXVN 1/3/2019) - Cuộc gặp")
    assert mark is not None
    assert (mark.code, mark.date) == ("TTXVN", "1/3/2019")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("TTXVN/Tin Tức", "TinTuc"), ("TTXVN", "TTXVN"), ("Lan Anh (VnExpress)", "VnExpress"),
        ("(Theo Dân trí)", "DanTri"), ("Lan Anh (tổng hợp theo VnExpress, Viettimes)", "VnExpress"),
        ("Theo Reuters Lan Anh/VOV-Trung tâm Tin", "VOV"), ("Lan Anh/VOV-Tây Bắc", "VOV"),
        ("Lan Anh - Thể thao Việt Nam", "TTVN"), ("Theo Lan Anh VnExpress", "VnExpress"),
        ("Theo RT", None), ("(Theo Reuters)", None), ("Lan Anh", None), ("", None),
    ],
)  # fmt: skip
def test_closing_lines_name_papers(line: str, code: str | None) -> None:
    assert closing_outlet(line) == code


def outlet(
    given: str | None, metadata: str | None, url: str | None, body: str, closing: tuple[str, ...]
) -> str | None:
    found = outlet_of(given, metadata, url, {"standfirst": "", "body": body}, closing)
    return found.value if found else None


def test_evidence_goes_in_order() -> None:
    lead, closing = "TPO - Sáng nay", ("Theo VnExpress",)
    url = "https://dantri.com.vn/tin.htm"
    assert outlet("VOV", "Thanh Niên", url, lead, closing) == "VOV"
    assert outlet(None, "Thanh Niên", url, lead, closing) == "TNO"
    assert outlet(None, None, url, lead, closing) == "DanTri"
    assert outlet(None, None, None, lead, closing) == "TPO"
    assert outlet(None, None, None, "Sáng nay", closing) == "VnExpress"
    assert outlet(None, None, None, "Sáng nay", ()) is None


def test_an_aggregator_is_never_the_outlet() -> None:
    assert is_aggregator("baomoi.com")
    assert is_aggregator("Báo Mới")
    assert not is_aggregator("VOV")
    url = "http://www.baomoi.com/tin/c/22648173.epi"
    assert outlet(None, "Báo Mới", url, "Sáng nay", ("Theo VnExpress",)) == "VnExpress"
    assert outlet(None, "baomoi.com", url, "Sáng nay", ()) is None


def test_a_name_the_table_lacks_is_kept_as_given() -> None:
    assert outlet(None, "Bản tin Sông Quê", None, "", ()) == "Bản tin Sông Quê"
    assert outlet("Bản tin Sông Quê", "VOV", None, "", ()) == "Bản tin Sông Quê"
