"""One article, one address."""

from __future__ import annotations

import pytest

from index.address import canonical_url


@pytest.mark.parametrize(
    "url",
    [
        "https://vov.vn/a/1",
        "http://vov.vn/a/1",
        "https://www.vov.vn/a/1/",
        "https://m.vov.vn:443/a/1#top",
        " HTTPS://VOV.VN/a/1?utm_source=x&fbclid=y ",
    ],
)
def test_copies_of_a_link_have_one_form(url: str) -> None:
    assert canonical_url(url) == "https://vov.vn/a/1"


@pytest.mark.parametrize(
    "url",
    [
        "https://vov.vn/A/1",
        "https://vov.vn/a/1?id=2",
        "https://vov.vn:8080/a/1",
        "https://tpo.vn/a/1",
    ],
)
def test_another_page_has_another_form(url: str) -> None:
    assert canonical_url(url) != "https://vov.vn/a/1"


@pytest.mark.parametrize(
    "url", ["", "vov.vn/a", "ftp://vov.vn/a", "https://", "https://[x", "https://a:x/"]
)
def test_what_is_no_web_address_has_none(url: str) -> None:
    assert canonical_url(url) is None
