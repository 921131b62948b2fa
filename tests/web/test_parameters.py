"""The help page's table of parameters is the whole of them."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from index.fetching.limits import MAX_PAGES
from search.language.levels import HOWS
from search.request import PARAMETERS
from tests.web.html import parsed
from web.language import language
from web.parameters import parameters


def test_every_parameter_of_a_search_is_documented_once() -> None:
    names = [name for row in parameters(language("vi")) for name in row.names]
    assert sorted(names) == sorted(PARAMETERS)
    assert len(names) == len(set(names))


def test_every_value_that_is_a_word_is_named() -> None:
    for code in ("vi", "en"):
        texts = {row.names[0]: row.text for row in parameters(language(code))}
        for how in HOWS:
            assert f"`{how}`" in texts["how"]
        assert "`off`" in texts["alt"]
        assert "`on`" in texts["recency"]


def test_the_help_page_states_the_limits_in_force(site: Callable[..., Flask]) -> None:
    client = site(TIMTIN_FETCH_MB="7", TIMTIN_FETCH_TIMEOUT="12").test_client()
    root = parsed(client.get("/help?lang=en").text)
    limits = {row.one("th").text: row.one("td").text for row in root.all("tr") if row.all("th")
              and row.all("td")}  # fmt: skip
    assert limits["pages of one feed fetched at a time"] == str(MAX_PAGES)
    assert limits["megabytes of a page that is fetched"] == "7"
    assert limits["seconds that fetching a page may take"] == "12"


def test_the_help_page_shows_them_as_code(client: FlaskClient) -> None:
    root = parsed(client.get("/help").text)
    shown = {code.text for th in root.all("th", scope="row") for code in th.all("code")}
    assert set(PARAMETERS) <= shown
    assert "`" not in root.one("main").text
