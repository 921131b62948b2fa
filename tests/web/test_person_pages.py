"""The page of a name and the list of names: what the archive says, and no more."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.article import Mention, Quote
from index.catch_up import catch_up
from index.engines.whoosh import WhooshEngine
from index.people import RulingEffect, identities_of
from index.people.deciding import Marks, Ruling, merge, tell_apart
from index.store import Action, Alias, Rulings, Store
from tests.cli.running import timtin
from tests.web.conftest import draft, settings_for
from tests.web.html import parsed

PEOPLE = (
    draft(
        1,
        "Tòa xử vụ cầu treo",
        "Bị cáo Trần Bá Lộc (SN 1987, trú Huế) nói với Đại sứ Sergey Orlov về cầu.",
        outlet="TPO",
        published="2022-03-01",
    ),
    draft(
        2,
        "Khánh thành cầu treo",
        "Giám đốc Trần Bá Lộc và Đại sứ Sergei Orlov cắt băng khánh thành.",
        outlet="VOV",
        published="2023-05-01",
    ),
    draft(3, "Thăm xã Gò Trâm", "Đại sứ Sergei Orlov thăm xã Gò Trâm.", published="2023-06-01"),
)


def decided(data: Path, action: Action, ruling: Callable[..., Ruling], *given: object) -> None:
    """Decide in the archive at ``data``, as another process would."""
    engine = WhooshEngine(data / "index", lock_wait=1, cache_mb=8)
    with closing(Store.open(settings_for(data).database_url, lock_wait=1)) as store:
        store.decide(action, *ruling(identities_of(store), *given), RulingEffect)
        catch_up(store, engine)


@pytest.fixture
def people(site: Callable[..., Flask]) -> FlaskClient:
    return site(*PEOPLE).test_client()


def test_the_page_says_what_the_archive_has(people: FlaskClient) -> None:
    root = parsed(people.get("/person/Trần Bá Lộc").text)
    main, aside = root.one("main"), root.one("aside")
    assert main.one("h1").text == "Trần Bá Lộc"
    assert "2 bài" in main.text
    assert "Tên này có thể là của nhiều người" in main.text
    assert "Sergei Orlov" in main.text
    for fact in ("bị cáo", "giám đốc", "Huế", "1987", "VOV", "Tiền Phong"):
        assert fact in aside.text
    bars = [a.attributes["href"] for a in main.all("a", class_="bar")]
    assert "/?person=Tr%E1%BA%A7n+B%C3%A1+L%E1%BB%99c&date=2022" in bars


def test_a_foreign_name_carries_no_warning(people: FlaskClient) -> None:
    assert "nhiều người" not in parsed(people.get("/person/Sergei Orlov").text).one("main").text


def test_programs_get_the_same(people: FlaskClient) -> None:
    found = people.get("/api/v1/persons/Trần Bá Lộc").get_json()
    assert (found["name"], found["articles"], found["shared"]) == ("Trần Bá Lộc", 2, True)
    assert found["over_time"]["years"] == [
        {"value": "2022", "count": 1},
        {"value": "2023", "count": 1},
    ]
    assert {each["name"] for each in found["named_with"]} == {"Sergey Orlov", "Sergei Orlov"}
    assert found["roles"][0]["articles"] == 1
    assert found["said"] == []
    assert found["read"] == 2
    assert people.get(found["links"]["html"]).status_code == 200


def test_an_older_name_leads_to_the_name_of_today(people: FlaskClient, tmp_path: Path) -> None:
    decided(tmp_path / "data", "merge", merge, "Sergey Orlov", "Sergei Orlov")
    answer = people.get("/person/Sergey Orlov?lang=en")
    assert (answer.status_code, answer.location) == (303, "/person/Sergei%20Orlov?lang=en")
    answer = people.get("/?q=xã&person=Sergey+Orlov&sort=oldest")
    assert (answer.status_code, answer.location) == (
        303,
        "/?q=x%C3%A3&person=Sergei+Orlov&sort=oldest",
    )
    found = people.get("/api/v1/search?person=Sergey+Orlov").get_json()
    assert found["total"]["value"] == 3
    assert all("Sergei Orlov" in hit["persons"] for hit in found["hits"])
    assert people.get("/api/v1/persons/Sergey Orlov").get_json()["known_as"] == [
        {"name": "Sergey Orlov", "origin": "confirmed", "evidence": {}}
    ]
    shown = people.get("/api/v1/articles/bai-1").get_json()["persons"]
    assert [(each["name"], each["here"]) for each in shown] == [
        ("Trần Bá Lộc", "Trần Bá Lộc"),
        ("Sergei Orlov", "Sergey Orlov"),
    ]


def test_an_older_name_in_a_query_finds_what_the_name_of_today_has(
    site: Callable[..., Flask], tmp_path: Path
) -> None:
    praise = "Đại sứ Sergei Orlov nói: “Cây cầu treo này rất đẹp và rất chắc chắn”."
    client = site(*PEOPLE[:2], draft(4, "Lời khen", praise)).test_client()

    def totals(q: str) -> list[int]:
        asked = [q.format("Sergey Orlov"), q.format("Sergei Orlov")]
        found = [client.get("/api/v1/search", query_string={"q": each}) for each in asked]
        return [each.get_json()["total"]["value"] for each in found]

    assert totals('person:"{}"') == [1, 2]
    assert totals('said:"{}" "cầu treo"') == [0, 1]
    decided(tmp_path / "data", "merge", merge, "Sergey Orlov", "Sergei Orlov")
    assert totals('person:"{}"') == [3, 3]
    assert totals('said:"{}" "cầu treo"') == [1, 1]


def test_a_learnt_spelling_says_so_with_its_evidence(people: FlaskClient, tmp_path: Path) -> None:
    def learnt(_: object) -> Ruling:
        evidence = {"name": 1, "person": 2, "shared": 1, "roles": ["đại sứ"], "company": []}
        alias = Alias("Sergey Orlov", "Sergei Orlov", "learnt", evidence)
        return Rulings((alias,)), Rulings()

    decided(tmp_path / "data", "learn", learnt)
    aside = parsed(people.get("/person/Sergei Orlov").text).one("aside")
    assert "tự học từ kho, chưa xác nhận; 1 và 2 bài, chung 1 người" in aside.text


def test_namesakes_told_apart_are_linked_and_never_claimed(
    people: FlaskClient, tmp_path: Path
) -> None:
    marks = Marks(roles=("bị cáo",), places=("Huế",))
    decided(tmp_path / "data", "split", tell_apart, "Trần Bá Lộc", marks)
    value = "Trần Bá Lộc (bị cáo, Huế)"
    bare = parsed(people.get("/person/Trần Bá Lộc").text).one("main")
    assert value in bare.text
    assert "1 bài" in bare.text
    own = parsed(people.get(f"/person/{value}").text).one("main")
    assert "Một trong nhiều người tên Trần Bá Lộc" in own.text
    found = people.get("/api/v1/search", query_string={"person": value}).get_json()
    assert [hit["id"] for hit in found["hits"]] == ["bai-1"]
    bare_search = people.get("/?person=Trần Bá Lộc").text
    assert f"ở đây không có bài của: {value}." in parsed(bare_search).one("main").text
    both = people.get("/api/v1/search", query_string={"person": ["Trần Bá Lộc", value]}).get_json()
    assert (both["total"]["value"], both["query"]["problems"]) == (2, [])


def test_what_the_person_said_is_shown_with_its_article(
    site: Callable[..., Flask], tmp_path: Path
) -> None:
    client = site(*PEOPLE).test_client()
    data = tmp_path / "data"
    with closing(Store.open(settings_for(data).database_url, lock_wait=1)) as store:
        kept, original = store.get("bai-2"), store.original("bai-2")
        assert kept
        assert original
        said = Quote("cầu rất đẹp và chắc", 0, 19, "body", "Sergei Orlov", "person", False, CUE)
        told = Quote("không phải lời ông ấy", 0, 9, "body", "Trần Bá Lộc", "person")
        article = replace(kept.article, quotes=(said, told))
        store.admit([(replace(original.draft, text="Lời mới."), article, original.options)])
        catch_up(store, WhooshEngine(data / "index", lock_wait=1, cache_mb=8))
    page = parsed(client.get("/person/Sergei Orlov").text).one("ul", class_="said")
    assert "cầu rất đẹp và chắc" in page.text
    assert "chưa chắc ai nói" in page.text
    assert "không phải lời ông ấy" not in page.text
    found = client.get("/api/v1/persons/Sergei Orlov").get_json()["said"]
    assert [(each["text"], each["article"]["id"]) for each in found] == [
        ("cầu rất đẹp và chắc", "bai-2")
    ]
    assert (found[0]["speaker"], found[0]["kind"]) == ("Sergei Orlov", "person")
    date = found[0]["article"]["date"]
    assert (date["value"], date["kind"]) == ("2023-05-01", "published")


def test_the_same_words_in_copies_of_a_story_are_shown_once(
    site: Callable[..., Flask], tmp_path: Path
) -> None:
    client = site(*PEOPLE).test_client()
    data = tmp_path / "data"
    with closing(Store.open(settings_for(data).database_url, lock_wait=1)) as store:
        for id in ("bai-1", "bai-2"):  # noqa: A001
            kept, original = store.get(id), store.original(id)
            assert kept
            assert original
            said = Quote("cầu rất đẹp", 0, 11, "body", "Trần Bá Lộc", "person")
            article = replace(kept.article, quotes=(said,))
            text = f"Lời mới của {id}."
            store.admit([(replace(original.draft, text=text), article, original.options)])
        catch_up(store, WhooshEngine(data / "index", lock_wait=1, cache_mb=8))
    found = client.get("/api/v1/persons/Trần Bá Lộc").get_json()["said"]
    assert [(each["text"], each["articles"]) for each in found] == [("cầu rất đẹp", 2)]
    page = parsed(client.get("/person/Trần Bá Lộc").text).one("ul", class_="said")
    assert "và trong 1 bài khác" in page.text


CUE = Mention("Sergei Orlov", 20, 32)


def test_what_was_said_is_found_by_the_name_of_today(
    site: Callable[..., Flask], tmp_path: Path
) -> None:
    text = "Cây cầu treo rất đẹp, Đại sứ Sergey Orlov nói."
    client, data = site(draft(1, "Lời khen", text)).test_client(), tmp_path / "data"
    with closing(Store.open(settings_for(data).database_url, lock_wait=1)) as store:
        kept, original = store.get("bai-1"), store.original("bai-1")
        assert kept
        assert original
        said = Quote(text[:20], 0, 20, "body", "Sergey Orlov", "person")
        article = replace(kept.article, quotes=(said,))
        store.admit([(replace(original.draft, tags=("cầu",)), article, original.options)])
    asked = '/api/v1/search?q=said:Petrov "cầu treo"&match=all'
    put = Rulings((Alias("Sergey Orlov", "Semyon Petrov", "confirmed"),))
    assert client.get(asked).get_json()["total"]["value"] == 0
    decided(data, "merge", lambda _: (put, Rulings()))
    assert client.get(asked).get_json()["total"]["value"] == 1


SPLIT = Marks(roles=("bị cáo",))
ACCUSED = "Trần Bá Lộc (bị cáo)"


@pytest.fixture
def court(site: Callable[..., Flask], tmp_path: Path) -> FlaskClient:
    """Two of one name told apart; both are quoted."""
    told = (
        ("Bị cáo Trần Bá Lộc khai: “Tôi lấy tiền xây cầu treo”.", "Tòa xử vụ cầu"),
        ("Giám đốc Trần Bá Lộc nói: “Cầu treo rất đẹp và chắc”.", "Khánh thành cầu"),
    )
    drafts = [draft(n, title, text) for n, (text, title) in enumerate(told, 1)]
    client = site(*drafts).test_client()
    decided(tmp_path / "data", "split", tell_apart, "Trần Bá Lộc", SPLIT)
    return client


@pytest.mark.parametrize("field", ["said", "person"])
def test_a_whole_name_in_quotes_leaves_out_who_is_told_apart_from_it(
    court: FlaskClient, field: str
) -> None:
    bare = court.get("/api/v1/search", query_string={"q": f'{field}:"Trần Bá Lộc"'}).get_json()
    assert [hit["id"] for hit in bare["hits"]] == ["bai-2"]
    (problem,) = bare["query"]["problems"]
    assert problem["code"] == "told-apart"
    assert ACCUSED in problem["messages"]["vi"]
    own = court.get("/api/v1/search", query_string={"q": f'{field}:"{ACCUSED}"'}).get_json()
    assert [hit["id"] for hit in own["hits"]] == ["bai-1"]
    assert own["query"]["problems"] == []
    others = court.get("/api/v1/search", query_string={"q": f'-{field}:"Trần Bá Lộc"'}).get_json()
    assert [hit["id"] for hit in others["hits"]] == ["bai-1"]
    assert others["query"]["problems"] == []


def test_who_is_told_apart_speaks_under_the_own_name_everywhere(
    court: FlaskClient, tmp_path: Path
) -> None:
    asked = {"q": 'said:Lộc "lấy tiền"'}
    (hit,) = court.get("/api/v1/search", query_string=asked).get_json()["hits"]
    article = court.get("/api/v1/articles/bai-1").get_json()
    (said,) = court.get(f"/api/v1/persons/{ACCUSED}").get_json()["said"]
    for each in (hit["quotes"][0], hit["snippets"][0]["quote"], article["quotes"][0], said):
        assert (each["speaker"], each["here"]) == (ACCUSED, "Trần Bá Lộc")
    assert f"{ACCUSED}:" in parsed(court.get("/", query_string=asked).text).one("main").text
    shown = parsed(court.get("/article/bai-1").text).one("p", class_="speaker").text
    assert " ".join(shown.split()) == f"{ACCUSED} trong bài: Trần Bá Lộc"
    found = timtin(tmp_path / "data", "search", 'said:Lộc "lấy tiền"').stdout
    assert f"   {ACCUSED}: “Tôi lấy tiền" in found
    shown_there = timtin(tmp_path / "data", "show", "bai-1").stdout
    assert f"{ACCUSED} [Trần Bá Lộc]: “Tôi lấy tiền" in shown_there


def test_nobody_of_that_name_is_a_404_that_says_who_may_be_meant(people: FlaskClient) -> None:
    answer = people.get("/person/Tran Ba Loc")
    assert answer.status_code == 404
    assert "Trần Bá Lộc" in answer.text
    document = people.get("/api/v1/persons/Không Ai Cả").get_json()
    assert (document["status"], document["code"]) == (404, "person-not-found")


def test_names_are_listed_under_the_letter_they_are_looked_up_by(people: FlaskClient) -> None:
    root = parsed(people.get("/persons").text)
    letters = [a.text[:1] for a in root.one("nav", class_="letters").all("a")][1:]
    assert letters == ["L", "O"]
    found = people.get("/api/v1/persons?letter=o").get_json()
    assert [(each["name"], each["articles"]) for each in found["names"]] == [
        ("Sergei Orlov", 2),
        ("Sergey Orlov", 1),
    ]
    listed = parsed(people.get("/persons?letter=L").text).one("ul", class_="names")
    assert listed.one("a").attributes["href"] == "/person/Tr%E1%BA%A7n%20B%C3%A1%20L%E1%BB%99c"
    assert parsed(people.get("/persons?letter=X").text).one("main").text.endswith("mục này.")


@pytest.mark.parametrize("address", ["/api/v1/persons?foo=1", "/api/v1/persons?sort=best"])
def test_programs_are_told_of_a_wrong_parameter(people: FlaskClient, address: str) -> None:
    assert people.get(address).status_code == 400


@pytest.mark.parametrize("name", ["a/b", "%00", "<script>", "." * 600, "%ED%A0%80"])
def test_any_name_in_the_address_is_answered(people: FlaskClient, name: str) -> None:
    assert people.get(f"/person/{name}").status_code == 404
    assert people.get(f"/api/v1/persons/{name}").status_code == 404


def test_the_facet_knows_the_order_of_names(people: FlaskClient) -> None:
    rows = [row for row in parsed(people.get("/").text).all("li") if "data-order" in row.attributes]
    rows.sort(key=lambda row: int(row.attributes["data-order"]))
    names = [row.one("input").attributes["value"] for row in rows]
    assert names == ["Trần Bá Lộc", "Sergei Orlov", "Sergey Orlov"]


def test_hits_and_articles_link_to_the_names(people: FlaskClient) -> None:
    hits = parsed(people.get("/?q=cầu").text).all("span", class_="who")
    assert "/person/Sergei%20Orlov" in [a.attributes["href"] for h in hits for a in h.all("a")]
