"""Ids: stable, by the strongest thing that names an article."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.address import canonical_url, link_url
from index.article import ArticleDate, Draft
from index.enrich.identity import article_id

DAY = ArticleDate("2025-10-29T08:00", "minute", "metadata")


def _id(
    *,
    own: str | None = None,
    url: str | None = None,
    title: str = "Tít",
    body: str = "Nội dung.",
    outlet: str | None = None,
    day: ArticleDate | None = None,
) -> str:
    return article_id(Draft("x", body, own_id=own, url=url), title, body, outlet, day)


def test_each_kind_of_evidence_has_its_own_ids() -> None:
    """The very digests are part of people's links: they never change."""
    assert _id(own="baomoi-1", url="https://vov.vn/a") == "baomoi-1"
    assert _id(url="https://vov.vn/a", outlet="VOV", day=DAY) == "u-274c4f721bec4a6a1881"
    assert _id(outlet="VOV", day=DAY) == "t-28f5d3ebf5a1c014ba67"
    assert _id() == "c-aca2ca0eb5d9329bf184"


def test_the_text_may_change_under_a_url_or_a_day() -> None:
    assert _id(url="https://vov.vn/a", body="Một.") == _id(url="https://vov.vn/a", body="Hai.")
    assert _id(outlet="VOV", day=DAY, body="Một.") == _id(outlet="VOV", day=DAY, body="Hai.")
    assert _id(body="Một.") != _id(body="Hai.")


def test_an_unknown_outlet_or_day_recognises_nothing() -> None:
    month = ArticleDate("2025-10", "month", "url")
    for outlet, day in ((None, DAY), ("VOV", None), ("VOV", month)):
        assert _id(outlet=outlet, day=day, body="Một.") != _id(outlet=outlet, day=day, body="Hai.")


def test_spelling_forms_of_a_title_are_one() -> None:
    assert _id(title="Hòa  Bình", outlet="VOV", day=DAY) == _id(
        title="ho\u0300a bi\u0300nh", outlet="VOV", day=DAY
    )


@pytest.mark.parametrize(
    "url",
    [
        "http://www.vov.vn/tin-1.vov?utm_source=x&fbclid=y",
        "HTTPS://M.VOV.VN/tin-1.vov#binh-luan",
        "https://vov.vn:443/tin-1.vov/",
    ],
)
def test_copies_of_a_url_are_one(url: str) -> None:
    assert canonical_url(url) == "https://vov.vn/tin-1.vov"


def test_parameters_that_choose_the_page_stay() -> None:
    assert canonical_url("https://a.vn/x?id=7&utm_medium=z&p=2") == "https://a.vn/x?id=7&p=2"
    assert canonical_url("https://a.vn:8080/x") == "https://a.vn:8080/x"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "/tin.htm", "ftp://a.vn/x", "http://[x", ""]
)
def test_what_is_no_web_address_is_neither_key_nor_link(url: str) -> None:
    assert canonical_url(url) is None
    assert link_url(url) is None


def test_a_link_keeps_its_host_and_path() -> None:
    assert link_url("http://www.vov.vn/tin/?utm_source=x&id=7#y") == "http://www.vov.vn/tin/?id=7"
    assert link_url(None) is None


@given(st.text(max_size=60) | st.text(alphabet="/ ?&#=a\x0c", max_size=12))
def test_canonical_is_stable(text: str) -> None:
    for url in (text, "https://a.vn/" + text, "https://" + text):
        once = canonical_url(url)
        assert once is None or canonical_url(once) == once


@given(st.text(min_size=1, max_size=40), st.text(max_size=40))
def test_every_id_fits_into_one_path_segment(title: str, body: str) -> None:
    assert re.fullmatch(r"[utc]-[0-9a-f]{20}", _id(title=title, body=body))
