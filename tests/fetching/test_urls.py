"""What may be asked for, and in which form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from index.fetching.refusal import BAD_URL, CREDENTIALS, DOWNGRADE, PORT, SCHEME, NotFetched
from index.fetching.urls import ANY_PORT, located, redirected


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("https://vov.vn", "https://vov.vn/"),
        ("  HTTPS://VOV.vn:443/Tin#cuoi \n", "https://vov.vn/Tin"),
        ("http://vov.vn:80/?a=1&b=đ", "http://vov.vn/?a=1&b=%C4%91"),
        ("https://vov.vn/thế giới/bài.html", "https://vov.vn/th%E1%BA%BF%20gi%E1%BB%9Bi/b%C3%A0i.html"),
        ("https://vov.vn/da-%C4%91%20x", "https://vov.vn/da-%C4%91%20x"),
        ("https://báo.vn/x", "https://xn--bo-mia.vn/x"),
        ("https://vov.vn./x", "https://vov.vn/x"),
        ("http://8.8.8.8/x", "http://8.8.8.8/x"),
        ("http://[2606:4700:0:0::1111]/x", "http://[2606:4700::1111]/x"),
    ],
)  # fmt: skip
def test_an_address_has_one_form(typed: str, asked: str) -> None:
    assert located(typed).url == asked
    assert located(asked).url == asked


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", BAD_URL),
        ("vov.vn/tin", BAD_URL),
        ("https://", BAD_URL),
        ("https:///tin", BAD_URL),
        ("https://vov.vn\\@x/", BAD_URL),
        ("https://vov\t.vn/", BAD_URL),
        ("https://vov.vn/a\nb", BAD_URL),
        ("https://vov .vn/", BAD_URL),
        ("https://vov%2evn/", BAD_URL),
        ("https://vov..vn/", BAD_URL),
        ("https://vov.vn:99999/", BAD_URL),
        ("https://vov.vn:x/", BAD_URL),
        ("https://[::1/", BAD_URL),
        ("https://[fe80::1%25lo]/", BAD_URL),
        ("https://[2606:4700::1%eth0]/", BAD_URL),
        ("https://" + "a" * 64 + ".vn/", BAD_URL),
        ("https://vov.vn/" + "a" * 2_000, BAD_URL),
        ("file:///etc/passwd", SCHEME),
        ("ftp://vov.vn/tin", SCHEME),
        ("gopher://vov.vn/tin", SCHEME),
        ("javascript:alert(1)", SCHEME),
        ("data:text/html,x", SCHEME),
        ("https://ten:matkhau@vov.vn/", CREDENTIALS),
        ("https://vov.vn@evil.test/", CREDENTIALS),
        ("https://@vov.vn/", CREDENTIALS),
        ("https://vov.vn:22/", PORT),
        ("http://vov.vn:6379/", PORT),
        ("http://vov.vn:0/", PORT),
    ],
)
def test_what_may_not_be_asked_for_says_why(typed: str, why: object) -> None:
    with pytest.raises(NotFetched) as error:
        located(typed)
    assert error.value.wording == why
    assert not error.value.temporary


@given(some.text())
def test_no_text_is_more_than_refused(text: str) -> None:
    for typed in (text, "https://" + text, "https://vov.vn/" + text):
        try:
            found = located(typed, ANY_PORT)
        except NotFetched:
            continue
        assert found.url.isascii()
        assert found.url.isprintable()
        assert " " not in found.url
        assert located(found.url, ANY_PORT) == found


def test_a_redirect_may_be_relative_and_in_utf_8() -> None:
    start = located("https://vov.vn/tin/a.html?x=1")
    assert redirected(start, "b.html", (443,)).url == "https://vov.vn/tin/b.html"
    assert redirected(start, "//m.vov.vn/b", (443,)).url == "https://m.vov.vn/b"
    raw = "/thế-giới".encode().decode("latin-1")
    assert redirected(start, raw, (443,)).target == "/th%E1%BA%BF-gi%E1%BB%9Bi"


@pytest.mark.parametrize(
    ("header", "why"),
    [
        ("http://vov.vn/b", DOWNGRADE),
        ("file:///etc/passwd", SCHEME),
        ("https://a:b@vov.vn/", CREDENTIALS),
        ("https://vov.vn:8443/", PORT),
        ("http://[::1", BAD_URL),
    ],
)
def test_a_redirect_is_checked_like_an_address(header: str, why: object) -> None:
    with pytest.raises(NotFetched) as error:
        redirected(located("https://vov.vn/a"), header, (80, 443))
    assert error.value.wording == why


def test_from_http_up_to_https_is_no_trouble() -> None:
    found = redirected(located("http://vov.vn/a"), "https://vov.vn/a", (80, 443))
    assert found.url == "https://vov.vn/a"
