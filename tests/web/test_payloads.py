"""500 texts that try to be markup, wherever text comes in, as a browser's parser reads them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote, urlsplit

import pytest
from bleach._vendor import html5lib
from flask.testing import FlaskClient

from tests.web.payloads import BATCHES, PAYLOADS, hostile_site
from tests.web.test_security import ALLOWED


def test_there_are_500_of_them() -> None:
    assert len(set(PAYLOADS)) == 500


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    app = hostile_site(tmp_path_factory.mktemp("payloads") / "data")
    yield app.test_client()
    app.extensions["timtin"].close()


def assert_harmless(page: str) -> None:
    """No script but ours, no other element than our pages have, nothing that leads elsewhere."""
    tree: Any = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        assert element.tag.rpartition("}")[2] in ALLOWED, element.tag
        for name, value in element.attrib.items():
            assert not name.startswith("on"), (element.tag, name)
            if name in ("src", "href", "action", "formaction"):
                address = urlsplit(value)
                assert address.scheme in ("", "http", "https"), value
                assert address.netloc in ("", "localhost"), value
        assert element.tag != "script" or not element.text


def test_pages_of_articles_that_say_them_hold_no_other_markup(hostile: FlaskClient) -> None:
    for page in range(1, 6):
        listed = hostile.get("/", query_string={"q": "Hà Nội", "limit": "10", "page": str(page)})
        assert listed.status_code == 200
        assert_harmless(listed.text)
    for number, batch in enumerate(BATCHES):
        page_of = hostile.get(f"/article/{number}", query_string={"q": " ".join(batch[:2])})
        assert page_of.status_code == 200
        assert_harmless(page_of.text)


def test_pages_that_are_asked_with_them_hold_no_other_markup(hostile: FlaskClient) -> None:
    for batch in BATCHES:
        asked = [("q", " ".join(batch)), ("match", "any"), ("from", batch[0]), ("sort", batch[1])]
        asked += [("outlet", payload[:60]) for payload in batch]
        asked += [(payload, payload) for payload in batch[:2]]
        query = "&".join(f"{quote(name)}={quote(value)}" for name, value in asked)
        page = hostile.get(f"/?{query}", follow_redirects=True)
        assert page.status_code == 200
        assert_harmless(page.text)
    for batch in BATCHES[::5]:
        assert_harmless(hostile.get("/explain", query_string={"q": " ".join(batch)}).text)
        for path in ("/person/", "/article/", "/s/", "/"):
            assert_harmless(hostile.get(path + quote(batch[0], safe="")).text)


def test_what_programs_are_given_is_never_html(hostile: FlaskClient) -> None:
    for batch in BATCHES[::5]:
        for path in ("search", "suggest", "explain"):
            answer = hostile.get(f"/api/v1/{path}", query_string={"q": " ".join(batch)})
            assert answer.mimetype in ("application/json", "application/problem+json")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


WHERE: Final = ("//{}", "///{}", "/\\{}", "\\\\{}", "https://{}", "https:{}", "http:\\\\{}",
                "//{}%2f..", "/%2F{}", "/%5C{}", "%2F%2F{}", "\t//{}", "%09//{}", "/\n/{}",
                "%0d%0aLocation: //{}", "@{}", "//localhost@{}", "//localhost%40{}", ".{}",
                "//{}#localhost")  # fmt: skip
HOSTS: Final = ("evil.example", "evil.example/path", "evil%E3%80%82example", "EVIL.example:443",
                "evil.example?localhost")  # fmt: skip


def test_100_ways_to_lead_off_site_lead_nowhere(hostile: FlaskClient) -> None:
    forms = [where.format(host) for where in WHERE for host in HOSTS]
    assert len(set(forms)) == 100
    for form in forms:
        text = form.replace("\t", "%09").replace("\n", "%0A")
        for path in (f"/?q=&next={text}", f"/?q={text}&to=", f"/?q=&lang={text}", f"/{text}?q="):
            answer = hostile.get(path)
            location = answer.headers.get("Location")
            if location is not None:
                address = urlsplit(location.replace("\\", "/"))
                assert address.netloc in ("", "localhost"), (path, location)
                assert not location.startswith(("//", "/\\")), (path, location)


def test_a_fault_in_the_page_would_be_found() -> None:
    for payload in ("<script>alert(1)</script>", "<p onclick=x>", "<a href=//evil.example>"):
        with pytest.raises(AssertionError):
            assert_harmless(f"<main>{payload}</main>")
