"""Every limit holds at its edge: n is taken as it is, n + 1 is cut, and that is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.wording import LANGS
from search import limits
from search.problems import WORDINGS
from tests.web.conftest import SECRET, draft, fill, settings_for
from tests.web.html import parsed
from web.app import create_app

LETTERS = "abcdefghiklmnopqrstuvxy"
SIMILAR = [word for a in LETTERS for b in LETTERS for word in (f"kh{a}{b}z", f"kh{a}z{b}")]
"""1,058 words that begin with kh, each with two letters more than *khz*."""


@pytest.fixture(scope="module")
def similar(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, FlaskClient]]:
    """Sites whose archives have so many of SIMILAR."""
    made: dict[int, Flask] = {}
    for number in (limits.EXPANSIONS, limits.EXPANSIONS + 1):
        data = tmp_path_factory.mktemp("similar") / "data"
        fill(data, (draft(1, "Những từ giống nhau", f"{' '.join(SIMILAR[:number])}."),))
        made[number] = create_app(settings_for(data), SECRET)
    yield {number: app.test_client() for number, app in made.items()}
    for app in made.values():
        app.extensions["timtin"].close()


def words(count: int) -> str:
    return " ".join(f"tu{number}x" for number in range(count))


def many(name: str, count: int) -> list[tuple[str, str]]:
    return [(name, f"báo {number}") for number in range(count)]


def deep(count: int) -> str:
    return "(" * count + "cầu" + " sông)" * count


Pairs = list[tuple[str, str]]
EDGES: dict[str, tuple[str, Pairs, Pairs]] = {
    "characters": (
        "query-too-long",
        [("q", "a" * limits.QUERY_CHARACTERS)],
        [("q", "a" * (limits.QUERY_CHARACTERS + 1))],
    ),
    "words": (
        "too-many-terms",
        [("q", words(limits.TERMS))],
        [("q", words(limits.TERMS + 1))],
    ),
    "words of fields and what is left out": (
        "too-many-terms",
        [("q", f"title:({words(limits.TERMS - 1)}) -cầu")],
        [("q", f"title:({words(limits.TERMS)}) -cầu")],
    ),
    "parentheses": (
        "too-deep",
        [("q", deep(limits.DEPTH))],
        [("q", deep(limits.DEPTH + 1))],
    ),
    "phrase": (
        "phrase-too-long",
        [("q", f'"{words(limits.PHRASE_WORDS)}"')],
        [("q", f'"{words(limits.PHRASE_WORDS + 1)}"')],
    ),
    "one word of many": (
        "phrase-too-long",
        [("q", words(limits.PHRASE_WORDS).replace(" ", "/"))],
        [("q", words(limits.PHRASE_WORDS + 1).replace(" ", "/"))],
    ),
    "words between": (
        "slop-too-wide",
        [("q", f'"cầu sông"~{limits.SLOP}')],
        [("q", f'"cầu sông"~{limits.SLOP + 1}')],
    ),
    "letters before a *": (
        "wildcard-too-short",
        [("q", "c" * limits.WILDCARD_LETTERS + "*")],
        [("q", "c" * (limits.WILDCARD_LETTERS - 1) + "*")],
    ),
    "letters that differ": (
        "fuzzy-too-far",
        [("q", f"Kremlin~{limits.EDITS}")],
        [("q", f"Kremlin~{limits.EDITS + 1}")],
    ),
    "letters that differ by far": (
        "fuzzy-too-far",
        [("q", "Kremlin~")],
        [("q", f"Kremlin~{'9' * 500}")],
    ),
    "values": (
        "too-many-values",
        many("outlet", limits.SELECTED_VALUES),
        many("outlet", limits.SELECTED_VALUES + 1),
    ),
    "values left out": (
        "too-many-values",
        many("-person", limits.SELECTED_VALUES),
        many("-person", limits.SELECTED_VALUES + 1),
    ),
    "characters of a value": (
        "value-too-long",
        [("person", "a" * limits.VALUE_CHARACTERS)],
        [("person", "a" * (limits.VALUE_CHARACTERS + 1))],
    ),
    "results of a page": (
        "out-of-range",
        [("limit", str(limits.PAGE_SIZE))],
        [("limit", str(limits.PAGE_SIZE + 1))],
    ),
    "results by page": (
        "page-too-far",
        [("limit", "50"), ("page", str(limits.RESULTS // 50))],
        [("limit", "50"), ("page", str(limits.RESULTS // 50 + 1))],
    ),
}
REFUSED = {"too-many-values", "value-too-long", "out-of-range", "page-too-far"}
"""What a program has to mend; of a query it only gets notes, for that was typed by a person."""


def noted(client: FlaskClient, pairs: Pairs) -> set[str]:
    """The codes that the API answers with, as notes or as an error."""
    response = client.get(f"/api/v1/search?{urlencode(pairs)}")
    answer: Any = response.get_json(force=True)
    if response.status_code == 400:
        assert answer["code"] in REFUSED
        return {answer["code"]}
    assert response.status_code == 200
    return {problem["code"] for problem in answer["query"]["problems"]}


@pytest.mark.parametrize("edge", EDGES)
def test_up_to_a_limit_nothing_is_cut_and_beyond_it_a_program_is_told(
    client: FlaskClient, edge: str
) -> None:
    code, within, beyond = EDGES[edge]
    assert code not in noted(client, within)
    assert code in noted(client, beyond)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("edge", EDGES)
def test_a_reader_is_told_in_a_sentence(client: FlaskClient, edge: str, lang: str) -> None:
    code, within, beyond = EDGES[edge]
    sentence = WORDINGS[code].vi if lang == "vi" else WORDINGS[code].en
    for pairs, said in ((within, False), (beyond, True)):
        page = parsed(client.get(f"/?{urlencode([*pairs, ('lang', lang)])}").text).one("main").text
        assert all(piece in page for piece in pieces(sentence)) == said


def pieces(sentence: str) -> list[str]:
    """What stands between the places of a wording."""
    return [part.partition("}")[2] or part for part in sentence.split("{")]


@pytest.mark.parametrize(
    ("q", "code"), [("kh*", "too-many-expansions"), ("khz~2", "too-many-nearby")]
)
def test_a_star_or_tilde_stands_for_so_many_words_and_no_more(
    similar: dict[int, FlaskClient], q: str, code: str
) -> None:
    within, beyond = (similar[limits.EXPANSIONS + more] for more in (0, 1))
    assert code not in noted(within, [("q", q)])
    assert code in noted(beyond, [("q", q)])
    assert within.get("/api/v1/search?q=" + q).get_json()["total"]["value"] == 1
    assert beyond.get("/api/v1/search?q=" + q).get_json()["total"]["value"] == 1


@pytest.mark.parametrize(
    ("star", "code"), [("kh*", "too-many-expansions"), ("khz~2", "too-many-nearby")]
)
def test_the_stars_and_tildes_of_a_query_share_so_many_words(
    similar: dict[int, FlaskClient], star: str, code: str
) -> None:
    client, all_alone = similar[limits.EXPANSIONS], limits.ALL_EXPANSIONS // limits.EXPANSIONS
    within, beyond = (
        client.get("/api/v1/search", query_string={"q": " ".join([star] * count)}).get_json()
        for count in (all_alone, all_alone + 1)
    )
    assert code not in {each["code"] for each in within["query"]["problems"]}
    said = [each for each in beyond["query"]["problems"] if each["code"] == code]
    share = limits.ALL_EXPANSIONS // (all_alone + 1)
    assert f" {share} " in said[0]["messages"]["en"]
    assert beyond["total"]["value"] == 1


def test_other_answers_say_it_too(client: FlaskClient) -> None:
    """What becomes of a query, and what it may become."""
    long = urlencode([("q", "a" * (limits.QUERY_CHARACTERS + 1))])
    for path in ("explain", "suggest"):
        answer = client.get(f"/api/v1/{path}?{long}").get_json()
        assert [each["code"] for each in answer["problems"]] == ["query-too-long"]
    assert f"quá {limits.QUERY_CHARACTERS} ký tự" in client.get(f"/explain?{long}").text


def test_completions_are_bounded(client: FlaskClient) -> None:
    assert client.get(f"/api/v1/suggest?q=c&limit={limits.COMPLETIONS}").status_code == 200
    refused = client.get(f"/api/v1/suggest?q=c&limit={limits.COMPLETIONS + 1}")
    assert refused.status_code == 400
    assert refused.get_json(force=True)["parameter"] == "limit"


def test_a_facet_lists_so_many_values_and_says_how_many_there_are(
    site: Any, tmp_path: Path
) -> None:
    count = limits.FACET_VALUES + 1
    drafts = [
        draft(n, f"Tin số {n}", f"Bài của báo số {n}.", outlet=f"Báo {n}") for n in range(count)
    ]
    outlet = site(*drafts).test_client().get("/api/v1/search").get_json()["facets"]["outlet"]
    assert len(outlet["values"]) == limits.FACET_VALUES
    assert outlet["distinct"] == count


@pytest.mark.parametrize("lang", LANGS)
def test_the_help_page_lists_every_limit_from_where_it_holds(
    client: FlaskClient, lang: str
) -> None:
    root = parsed(client.get(f"/help?lang={lang}").text)
    section = next(s for s in root.all("section") if s.all("h2", id="help-limits"))
    shown = {cell.text.replace(".", "").replace(",", "") for cell in section.all("td")}
    numbers = {
        limits.QUERY_CHARACTERS, limits.TERMS, limits.DEPTH, limits.PHRASE_WORDS, limits.SLOP,
        limits.WILDCARD_LETTERS, limits.EDITS, limits.EXPANSIONS, limits.ALL_EXPANSIONS,
        limits.RESPELLED_LENGTH, limits.SELECTED_VALUES, limits.VALUE_CHARACTERS,
        limits.FACET_VALUES, limits.PAGE_SIZE, limits.RESULTS, limits.QUOTATIONS,
        limits.COMPLETIONS,
    }  # fmt: skip
    assert set(map(str, numbers)) <= shown
