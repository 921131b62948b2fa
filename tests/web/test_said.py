"""Who said what, on the page, in the terminal and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.article import Draft, Options
from index.catch_up import catch_up
from index.engines.whoosh import WhooshEngine
from index.store import Store
from tests.cli.running import timtin
from tests.search.quoting import quoting
from tests.web.conftest import SECRET, settings_for
from tests.web.html import Element, parsed
from tests.web.test_api import get
from web.app import create_app

FILLER = "Chúng ta đã bàn chuyện này nhiều lần ở nhiều nơi. " * 8
ARTICLES = (
    quoting(
        "hop-bao",
        "Bà Hạnh nói: “Giá điện năm nay sẽ không tăng”. Giá điện là mối lo của nhiều nhà máy. "
        "Ông Quang đáp: “Giá điện cao thì <b>hàng</b> cũng đắt”.",
        ("Vũ Mỹ Hạnh|bà Hạnh", "?Đỗ Minh Quang|ông Quang"),
        title="Giá điện và hàng hóa",
    ),
    quoting(
        "dai",
        f"Bà Hạnh mở đầu: “{FILLER}Riêng giá điện thì phải chờ. {FILLER}”. "
        "Có tiếng hỏi: “Giá điện bao giờ giảm vậy”. "
        "Bà Hạnh đáp: “Tôi chưa trả lời được câu này”. "
        "Bà nói thêm: “Xin chờ đến cuối năm nay”. Bà kết: “Cảm ơn tất cả quý vị”.",
        ("Vũ Mỹ Hạnh|bà Hạnh", None, *["Vũ Mỹ Hạnh|bà Hạnh"] * 3),
        title="Một cuộc gặp dài",
    ),
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("said") / "data"
    folder.mkdir()
    settings = settings_for(folder)
    engine = WhooshEngine(folder / "index", lock_wait=1, cache_mb=8)
    with closing(Store.open(settings.database_url, lock_wait=1, migrate=True)) as store:
        store.admit([(Draft(a.id, a.body, own_id=a.id), a, Options()) for a in ARTICLES])
        catch_up(store, engine)
    return folder


@pytest.fixture(scope="module")
def client(data: Path) -> Iterator[FlaskClient]:
    app = create_app(settings_for(data), SECRET)
    yield app.test_client()
    app.extensions["timtin"].close()


def hits(client: FlaskClient, path: str) -> list[Element]:
    response = client.get(path)
    assert response.status_code == 200
    return parsed(response.text).all("li", class_="hit")


def hit_of(client: FlaskClient, path: str, id: str) -> Element:
    found = hits(client, path)
    return next(h for h in found if id in h.one("h2").one("a").attributes["href"])


def passages(hit: Element) -> list[str]:
    return [
        " ".join(p.text.split()) for p in hit.all("p") if "quoted" in p.attributes.get("class", "")
    ]


def test_a_hit_says_who_says_it_and_marks_only_that(client: FlaskClient) -> None:
    (hit,) = hits(client, "/?q=said:Hạnh+giá+điện+tăng&match=all")
    assert passages(hit) == ["Vũ Mỹ Hạnh: “Giá điện năm nay sẽ không tăng”"]
    assert [mark.text for mark in hit.all("mark")] == ["Giá điện", "tăng"]


def test_a_speaker_who_is_not_certain_is_called_so(client: FlaskClient) -> None:
    (hit,) = hits(client, "/?q=said:Quang+giá&match=all")
    assert passages(hit) == ["Đỗ Minh Quang (chưa chắc): “Giá điện cao thì <b>hàng</b> cũng đắt”"]
    assert hit.all("b", class_="speaker")[0].text == "Đỗ Minh Quang (chưa chắc):"
    (hit,) = hits(client, "/?q=said:Quang+giá&match=all&lang=en")
    assert passages(hit)[0].startswith("Đỗ Minh Quang (not certain):")


def test_a_long_quotation_shows_where_it_is_cut_and_how_many_more_there_are(
    client: FlaskClient,
) -> None:
    hit = hit_of(client, "/?q=said:*+giá+điện", "dai")
    first, second = passages(hit)
    assert first.startswith("Vũ Mỹ Hạnh: “… ")
    assert "Riêng giá điện thì phải chờ" in first
    assert first.endswith(" …”")
    assert second == "không rõ ai nói: “Giá điện bao giờ giảm vậy”"
    hit = hit_of(client, "/?q=said:Hạnh", "dai")
    assert len(passages(hit)) == 3
    assert hit.one("p", class_="more").text == "còn 1 lời trích dẫn"


def test_programs_get_the_quotations_with_offsets(client: FlaskClient) -> None:
    answer = get(client, "/api/v1/search?q=said:Quang+giá+điện")
    (hit,) = answer["hits"]
    body = ARTICLES[0].body
    (found,) = hit["quotes"]
    start = body.index("Giá điện cao")
    assert found == {
        "speaker": "Đỗ Minh Quang", "here": "Đỗ Minh Quang", "kind": "person", "sure": False,
        "text": "Giá điện cao thì <b>hàng</b> cũng đắt",
        "start": start, "end": start + len(found["text"]), "field": "body",
        "cue": None, "ranges": [[0, 8]],
    }  # fmt: skip
    assert hit["more_quotes"] == 0
    (snippet,) = hit["snippets"]
    assert snippet["quote"] == {key: found[key] for key in ("speaker", "here", "kind", "sure")}
    assert snippet["html"] == ("<mark>Giá điện</mark> cao thì &lt;b&gt;hàng&lt;/b&gt; cũng đắt")
    plain = get(client, "/api/v1/search?q=giá+điện")["hits"][0]
    assert plain["quotes"] == []
    assert [snippet["quote"] for snippet in plain["snippets"]] == [None] * len(plain["snippets"])


def test_an_article_gives_all_its_quotations(client: FlaskClient) -> None:
    document = get(client, "/api/v1/articles/dai")
    assert [quote["speaker"] for quote in document["quotes"]] == [
        "Vũ Mỹ Hạnh", None, "Vũ Mỹ Hạnh", "Vũ Mỹ Hạnh", "Vũ Mỹ Hạnh",
    ]  # fmt: skip
    for quote in document["quotes"]:
        assert document["body"][quote["start"] : quote["end"]] == quote["text"]
        assert (quote["field"], quote["cue"]) == ("body", None)


def test_the_article_page_marks_what_the_speaker_says(client: FlaskClient) -> None:
    root = parsed(client.get("/article/hop-bao?q=said:Quang+giá+điện").text)
    assert [mark.text for mark in root.all("mark")] == ["Giá điện"]


def test_explain_tells_of_the_quotation_and_what_it_gave(client: FlaskClient) -> None:
    told = get(client, "/api/v1/explain?q=said:Hạnh+tăng&id=hop-bao")
    assert told["tree"] == "said:Hạnh tăng"
    assert told["where"].startswith("QUOTATION BY (speaker_exact:hạnh OR ")
    given = {row["text"]: row for row in told["article"]["contributions"]}
    assert given["said:hạnh"]["frequency"] == 1
    assert all(row["quoted"] for row in given.values())
    page = client.get("/explain?q=said:Hạnh+tăng&id=hop-bao").text
    assert "trong một lời trích dẫn của “hạnh”" in page
    assert "trong lời trích dẫn" in page


def test_the_terminal_says_the_same(data: Path) -> None:
    found = timtin(data, "search", "said:Quang giá điện", TIMTIN_LANG="vi")
    assert "Đỗ Minh Quang (chưa chắc): “Giá điện cao thì <b>hàng</b> cũng đắt”" in found.stdout
    cut = timtin(data, "search", "said:Hạnh phải chờ", TIMTIN_LANG="vi")
    assert "Vũ Mỹ Hạnh: “…" in cut.stdout
    told = timtin(data, "explain", 'said:Hạnh "giá điện"', TIMTIN_LANG="vi")
    assert "“giá điện” đứng liền nhau trong một lời trích dẫn của “Hạnh”" in told.stdout


def test_a_name_begun_behind_said_is_completed_with_persons(client: FlaskClient) -> None:
    offered = get(client, "/api/v1/suggest?q=said:han")["completions"]
    assert [(each["text"], each["kind"]) for each in offered] == [('said:"Vũ Mỹ Hạnh"', "person")]
