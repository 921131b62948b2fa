"""Headers, keys, cookies, sizes, and text that tries to be markup."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.conftest import SECRET, draft, settings_for
from tests.web.html import parsed
from web import security
from web.app import create_app

ROUTES = (
    ("GET", "/", 200),
    ("GET", "/?q=x&q=y&colour=red", 200),
    ("GET", "/?q=", 303),
    ("GET", "/article/bai-1", 200),
    ("GET", "/article/none", 404),
    ("GET", "/article/bai-1/revisions", 200),
    ("GET", "/persons", 200),
    ("GET", "/person/none", 404),
    ("GET", "/help", 200),
    ("GET", "/explain?q=x", 200),
    ("GET", "/explain?q=x&id=none", 404),
    ("GET", "/saved", 200),
    ("POST", "/saved", 403),
    ("GET", "/s/none", 404),
    ("GET", "/opensearch.xml", 200),
    ("GET", "/robots.txt", 200),
    ("GET", "/healthz", 200),
    ("GET", "/readyz", 200),
    ("GET", "/metrics", 200),
    ("GET", "/nowhere", 404),
    ("DELETE", "/", 405),
    ("GET", "/static/timtin.css", 200),
    ("GET", "/static/none.css", 404),
    ("GET", "/static/../app.py", 404),
    ("GET", "/api/v1/search", 200),
    ("GET", "/api/v1/search?limit=x", 400),
    ("GET", "/api/v1/explain?q=x", 200),
    ("GET", "/api/v1/suggest?q=x", 200),
    ("GET", "/api/v1/articles/none", 404),
    ("GET", "/api/v1/articles/none/revisions/1", 404),
    ("GET", "/api/v1/stories/0", 404),
    ("GET", "/api/v1/persons", 200),
    ("GET", "/api/v1/persons/none", 404),
    ("POST", "/api/v1/saved-searches", 415),
)


@pytest.mark.parametrize(("method", "path", "status"), ROUTES)
def test_every_response_carries_the_headers(
    client: FlaskClient, method: str, path: str, status: int
) -> None:
    with client.open(path, method=method) as response:
        assert response.status_code == status
        for name, value in security.HEADERS.items():
            assert response.headers[name] == value, name
        policy = response.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none';")
        assert "unsafe" not in policy
        assert "Cache-Control" in response.headers


def test_every_rule_of_the_site_is_in_the_list(app: Flask) -> None:
    adapter = app.url_map.bind("localhost")
    listed = set()
    for method, path, status in ROUTES:
        if status not in (404, 405) or "none" in path or path.endswith("/0"):
            listed.add(adapter.match(path.partition("?")[0], method=method)[0])
    rules = {rule.endpoint for rule in app.url_map.iter_rules()}
    others = {"pages.delete_saved", "api.saved_list", "api.saved_one", "api.saved_delete"}
    assert rules - listed == others


# Text that tries to be markup

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "<mark><script>alert(1)</script></mark>",
    "</title><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<a href=javascript:alert(1)>x</a>",
    "{{ 7*7 }}{% raw %}",
    "%(num)s %s {0} `code`",
    "<!--<script>-->",
    "]]><x>",
    "\u2028</script>",
)
STRUCTURE = ("#root", "html", "head", "meta", "title", "link", "script", "body", "nav", "header",
             "main", "aside", "footer", "section", "article", "div", "span", "form", "label",
             "input", "button", "details", "summary")  # fmt: skip
TEXT = ("a", "h1", "h2", "p", "ul", "ol", "li", "dl", "dt", "dd", "b", "strong", "code", "mark",
        "svg", "rect", "table", "thead", "tbody", "tr", "th", "td", "kbd")  # fmt: skip
ALLOWED = frozenset((*STRUCTURE, *TEXT))


def assert_harmless(page: str) -> None:
    for element in parsed(page).walk():
        assert element.tag in ALLOWED, element.tag
        assert not any(name.startswith("on") for name in element.attributes)
        if element.tag == "script":
            assert element.attributes["src"].startswith("/static/")
            assert not element.text
        assert not element.attributes.get("href", "").lower().startswith(("javascript", "data"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    from tests.web.conftest import fill

    data = tmp_path_factory.mktemp("hostile") / "data"
    fill(
        data,
        tuple(
            draft(
                number,
                f"Tít {payload}",
                f"Thân bài có {payload} ở giữa và lời của ông {payload}.\n{payload}",
                standfirst=f"Sa pô {payload}",
                outlet=f"Báo {payload}"[:60],
                url="javascript:alert(1)",
                own_id=f"x{number}<b>",
            )
            for number, payload in enumerate(PAYLOADS)
        ),
    )
    return create_app(settings_for(data), SECRET).test_client()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_of_articles_queries_and_values_is_never_markup(
    hostile: FlaskClient, payload: str
) -> None:
    for parameters in (
        {"q": payload},
        {"q": "script alert bài", "match": "any", "outlet": payload, "-person": payload},
        {"source": payload, "from": payload, "date": payload, payload: payload},
        {"q": "tít", "limit": "100", "lang": "en"},
    ):
        page = hostile.get("/", query_string=parameters)
        assert page.status_code == 200
        assert_harmless(page.text)
    number = PAYLOADS.index(payload)
    article = hostile.get(f"/article/x{number}%3Cb%3E", query_string={"q": payload})
    assert article.status_code == 200
    assert_harmless(article.text)
    missing = hostile.get("/article/" + payload.replace("/", "%2F").replace("%(", "%25("))
    assert_harmless(missing.text)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_snippets_in_json_hold_no_tag_but_mark(hostile: FlaskClient, payload: str) -> None:
    answer = hostile.get(
        "/api/v1/search", query_string={"q": "bài script alert", "match": "any", "limit": "100"}
    ).get_json()
    assert answer["total"]["value"] == len(PAYLOADS)
    for hit in answer["hits"]:
        for snippet in hit["snippets"]:
            tags = {element.tag for element in parsed(snippet["html"]).walk()}
            assert tags <= {"#root", "mark"}


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(("q", "outlet", "-person", "date", "from", "sort", "page",
                                           "limit", "cursor", "lang", "marks", "x<")),
                          st.text(max_size=30)), max_size=6))  # fmt: skip
def test_no_address_breaks_the_page(app: Flask, pairs: list[tuple[str, str]]) -> None:
    client = app.test_client()
    response = client.get("/", query_string=pairs_to_query(pairs), follow_redirects=True)
    assert response.status_code == 200
    assert_harmless(response.text)
    document = client.get("/api/v1/search", query_string=pairs_to_query(pairs))
    assert document.status_code in (200, 400)


def pairs_to_query(pairs: list[tuple[str, str]]) -> str:
    from urllib.parse import quote

    return "&".join(f"{quote(n)}={quote(v, errors='surrogatepass')}" for n, v in pairs)


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "/\\evil.example", "https://evil.example/", "/%2F/evil.example", "\t//evil"],
)
def test_no_redirect_leaves_the_site(client: FlaskClient, target: str) -> None:
    for path in (f"/?q=&next={target}", f"/?q={target}&to="):
        response = client.get(path)
        assert response.status_code == 303
        assert response.location.startswith("/?")
    with_slashes = client.get("//evil.example/?q=")
    assert "evil" not in with_slashes.headers.get("Location", "")


# Sizes, cookies, keys


def test_a_body_over_one_megabyte_is_413_in_both_forms(client: FlaskClient) -> None:
    big = b'{"q": "' + b"x" * security.MAX_BODY + b'"}'
    refused = client.post("/api/v1/saved-searches", data=big, content_type="application/json")
    assert refused.status_code == 413
    assert refused.get_json(force=True)["code"] == "body-too-large"
    page = client.post("/saved", data={"query": "x" * security.MAX_BODY})
    assert page.status_code == 413


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: FlaskClient) -> None:
    cookie = client.get("/?q=x").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    assert "Set-Cookie" not in client.get("/?q=x").headers


def test_behind_tls_the_cookie_is_secure(site: Callable[..., Flask]) -> None:
    app = site(TIMTIN_SECURE_COOKIES="1")
    cookie = app.test_client().get("/?q=x", base_url="https://tin.example").headers["Set-Cookie"]
    assert "Secure" in cookie
    assert cookie.startswith("__Host-timtin=")
    assert "Path=/;" in cookie + ";"
    assert "Domain" not in cookie


def test_behind_tls_browsers_keep_to_it(site: Callable[..., Flask]) -> None:
    for path in ("/robots.txt", "/nowhere", "/static/none.css"):
        secure = site(TIMTIN_SECURE_COOKIES="1").test_client().get(path)
        assert secure.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
        assert "Strict-Transport-Security" not in site().test_client().get(path).headers


def test_no_method_is_taken_but_those_of_the_routes(client: FlaskClient) -> None:
    for method in ("TRACE", "CONNECT", "PUT", "PATCH", "PROPFIND"):
        assert client.open("/", method=method).status_code == 405


def test_forwarded_headers_count_only_from_trusted_proxies(site: Callable[..., Flask]) -> None:
    forwarded = {"X-Forwarded-Host": "tin.example", "X-Forwarded-Proto": "https"}
    plain = site().test_client().get("/opensearch.xml", headers=forwarded).text
    assert "tin.example" not in plain
    trusting = site(TIMTIN_TRUSTED_PROXIES="1").test_client()
    assert "https://tin.example/?q=" in trusting.get("/opensearch.xml", headers=forwarded).text


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    chosen = settings_for(tmp_path / "new" / "data")
    keys: list[str] = []
    threads = [
        threading.Thread(target=lambda: keys.append(security.own_secret(chosen))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1
    assert len(keys[0]) == 64
    key = chosen.data / security.KEY_FILE
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert [path.name for path in chosen.data.iterdir()] == [security.KEY_FILE]


def test_a_configured_key_wins_and_a_short_one_is_refused(tmp_path: Path) -> None:
    assert security.own_secret(settings_for(tmp_path, TIMTIN_SECRET_KEY=SECRET)) == SECRET
    assert not list(tmp_path.iterdir())
    with pytest.raises(security.WeakSecret):
        security.own_secret(settings_for(tmp_path, TIMTIN_SECRET_KEY="x" * 31))
    with pytest.raises(security.MissingSecret):
        security.configured_secret(settings_for(tmp_path))


def test_gunicorns_entry_refuses_to_start_without_a_key(tmp_path: Path) -> None:
    environment = {**os.environ, "TIMTIN_DATA": str(tmp_path), "TIMTIN_SECRET_KEY": ""}
    command = [sys.executable, "-c", "from web.wsgi import application; application()"]
    refused = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert refused.returncode == 4  # what gunicorn takes as final
    assert "TIMTIN_SECRET_KEY" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not list(tmp_path.iterdir())
    environment["TIMTIN_SECRET_KEY"] = SECRET
    subprocess.run(command, env=environment, check=True)
