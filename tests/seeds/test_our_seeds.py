"""The sample articles: understood as a reader would say, and each written only once."""

from __future__ import annotations

import dataclasses
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from contextlib import closing
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, Final, Literal

import pytest

from index.article import Article, ArticleDate, Draft, Options
from index.enrich.steps import understand
from index.readers import Refusal, read
from index.store import Store

SEEDS: Final = Path(__file__).parents[2] / "seeds"
SHARED_SEEDS: Final = Path(__file__).parents[3] / "shared" / "seeds"
EXPECTED: Final[list[dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("expected.toml").read_text(encoding="utf-8")
)["article"]
FURNITURE: Final = "Popular posts from this blog"
NOTE: Final = "(Bài mẫu viết cho Tìm Tin, không phải tin đã đăng.)"
Key = tuple[str, int]
RECORDS: Final = "kho-bai-nhieu-toa-soan.jsonl"
# What SOURCES.md declares: each wire piece and the other outlets' copies of it.
STORIES: Final[tuple[frozenset[Key], ...]] = (
    frozenset({("ban-ghi-nhieu-bao.jsonl", 1), ("ttxvn-thuong-dinh-my-trieu-ha-noi.txt", 1)}),
    frozenset(
        {
            ("ttxvn-ngoai-truong-nga-atacms.txt", 1),
            ("tpo-ong-lavrov-atacms.txt", 1),
            (RECORDS, 1),
        }
    ),
    frozenset({("vov-phan-lan-gia-nhap-nato.txt", 1), (RECORDS, 2)}),
    frozenset(
        {
            ("bao-bien-ngoc-tau-ca-mat-lien-lac-ttxvn.txt", 1),
            ("tong-hop-tau-ca-bien-ngoc.txt", 1),
            (RECORDS, 3),
        }
    ),
)


@cache
def _drafts() -> Mapping[Key, Draft]:
    """Every sample by file and record number, from 1."""
    drafts: dict[Key, Draft] = {}
    for path in sorted(SEEDS.iterdir()):
        found = [one for one in read([path]) if isinstance(one, Draft)]
        drafts |= {(path.name, number): draft for number, draft in enumerate(found, 1)}
    return drafts


@cache
def _article(key: Key) -> Article:
    return understand(_drafts()[key], Options())


def _key(row: Mapping[str, Any]) -> Key:
    return row["file"], row.get("record", 1)


def _in_form(draft: Draft, form: Literal["NFC", "NFD"]) -> dict[str, object]:
    """What is understood of ``draft`` written in this Unicode form, composed for comparing."""
    written = dataclasses.replace(
        draft,
        text=unicodedata.normalize(form, draft.text),
        title=unicodedata.normalize(form, draft.title) if draft.title else None,
        standfirst=unicodedata.normalize(form, draft.standfirst) if draft.standfirst else None,
    )
    article = understand(written, Options())
    texts = {
        "title": article.title,
        "standfirst": article.standfirst or "",
        "body": article.body,
        "captions": "\n".join(article.captions),
        "persons": "\n".join(sorted(person.name for person in article.persons)),
    }
    composed = {name: unicodedata.normalize("NFC", text) for name, text in texts.items()}
    facts = {"outlet": article.outlet, "sources": article.sources, "date": article.date}
    return {**composed, **facts, "event": article.event}


def _value(date: ArticleDate | None) -> str | None:
    return date.value if date else None


def _name(row: Mapping[str, Any]) -> str:
    file, record = _key(row)
    return f"{Path(file).stem}-{record}"


def _sentences(text: str) -> set[str]:
    """The sentences of five syllables or more, whatever the Unicode form and spacing."""
    text = unicodedata.normalize("NFC", text).replace(NOTE, "\n").replace(FURNITURE, "\n")
    parts = re.split(r"(?<=[.!?…])[\"”)]*\s+|\n+", text)
    return {" ".join(part.split()).strip('"“”./ ') for part in parts if len(part.split()) >= 5}


def _whole(draft: Draft) -> str:
    return "\n".join(filter(None, (draft.title, draft.standfirst, draft.text)))


per_sample = pytest.mark.parametrize("row", EXPECTED, ids=map(_name, EXPECTED))


def test_the_table_has_every_sample_and_no_other() -> None:
    assert sorted(map(_key, EXPECTED)) == sorted(_drafts())
    assert len(EXPECTED) >= 46


def test_the_notes_beside_the_samples_are_not_articles() -> None:
    passed_over = [one for one in read([SEEDS]) if isinstance(one, Refusal)]
    assert sorted(Path(one.origin).name for one in passed_over) == ["README.md", "SOURCES.md"]
    assert all(one.skipped for one in passed_over)


@per_sample
def test_headline_and_what_the_input_gives(row: dict[str, Any]) -> None:
    article = _article(_key(row))
    assert unicodedata.normalize("NFC", article.title) == row["title"]
    assert article.title_derived is row.get("title_derived", False)
    assert list(article.authors) == row.get("authors", [])
    assert list(article.tags) == row.get("tags", [])
    assert article.url == row.get("url")


@per_sample
def test_outlet_and_sources(row: dict[str, Any]) -> None:
    article = _article(_key(row))
    assert article.outlet == row.get("outlet")
    assert sorted(f"{one.name} {one.kind}" for one in article.sources) == sorted(row["sources"])


@per_sample
def test_persons_and_no_others(row: dict[str, Any]) -> None:
    names = [unicodedata.normalize("NFC", one.name) for one in _article(_key(row)).persons]
    assert sorted(names) == sorted(row["persons"])


@per_sample
def test_who_is_quoted(row: dict[str, Any]) -> None:
    if "said_by" in row:
        speakers = [quote.speaker for quote in _article(_key(row)).quotes]
        assert speakers == row["said_by"]


@per_sample
def test_every_mention_stands_where_it_says(row: dict[str, Any]) -> None:
    article = _article(_key(row))
    fields = {"title": article.title, "standfirst": article.standfirst, "body": article.body}
    mentions = [mention for person in article.persons for mention in person.mentions]
    assert mentions
    for mention in mentions:
        assert (fields[mention.field] or "")[mention.start : mention.end] == mention.text


@per_sample
def test_dates(row: dict[str, Any]) -> None:
    article = _article(_key(row))
    assert _value(article.published) == row.get("published")
    assert _value(article.event) == row.get("event")


@per_sample
def test_furniture_goes_and_the_story_stays(row: dict[str, Any]) -> None:
    article = _article(_key(row))
    body = unicodedata.normalize("NFC", article.body)
    shown = unicodedata.normalize("NFC", f"{article.title}\n{article.standfirst or ''}\n{body}")
    assert [part for part in row["kept"] if part not in shown] == []
    assert [part for part in row.get("dropped", []) if part in shown] == []
    assert body.rstrip().endswith(NOTE)


@per_sample
def test_the_unicode_form_changes_nothing_that_is_understood(row: dict[str, Any]) -> None:
    draft = _drafts()[_key(row)]
    assert _in_form(draft, "NFD") == _in_form(draft, "NFC")


def test_a_first_look_shows_every_year_and_every_missing_bucket() -> None:
    articles = [_article(key) for key in _drafts()]
    dates = [article.date for article in articles]
    years = {date.value[:4] for date in dates if date}
    assert years == {*map(str, range(2019, 2027)), "XXXX"}
    assert sum(date is None for date in dates) == 2
    assert sum(article.outlet is None for article in articles) >= 2
    assert len({article.outlet for article in articles if article.outlet}) >= 9


def test_only_declared_copies_share_a_sentence() -> None:
    said = {key: _sentences(_whole(draft)) for key, draft in _drafts().items()}
    assert all(len(sentences) >= 10 for sentences in said.values())
    for one, other in combinations(said, 2):
        common = said[one] & said[other]
        if any({one, other} <= story for story in STORIES):
            assert len(common) > 0.6 * min(len(said[one]), len(said[other]))
        else:
            assert common == set(), (one, other)


def test_the_copies_are_declared_to_people_too() -> None:
    declared = (SEEDS / "SOURCES.md").read_text(encoding="utf-8").partition("## Declared copies")[2]
    assert all(name in declared for story in STORIES for name, _ in story)


def test_a_first_look_shows_quotations_stories_and_namesakes(tmp_path: Path) -> None:
    articles = {key: _article(key) for key in _drafts()}
    assert sum(bool(article.quotes) for article in articles.values()) >= 25
    names = [person.name for article in articles.values() for person in article.persons]
    assert names.count("Nguyễn Văn Hùng") == 3
    assert names.count("Trần Thị Mai") == 2
    with closing(Store.open(f"sqlite:///{tmp_path / 'timtin.db'}", lock_wait=5)) as store:
        store.admit([(_drafts()[key], article, Options()) for key, article in articles.items()])
        told = {key: store.get(article.id) for key, article in articles.items()}
    stories = [
        {key for key, kept in told.items() if kept and kept.story and kept.story.id == story}
        for story in {
            kept.story.id for kept in told.values() if kept and kept.story and kept.story.copies > 1
        }
    ]
    assert sorted(map(sorted, stories)) == sorted(map(sorted, STORIES))


def test_no_sentence_comes_from_a_published_article() -> None:
    if not SHARED_SEEDS.is_dir():
        pytest.skip("the five published articles are kept outside the project")
    published = [_whole(one) for one in read([SHARED_SEEDS]) if isinstance(one, Draft)]
    assert len(published) == 5
    theirs = set().union(*map(_sentences, published))
    for key, draft in _drafts().items():
        assert _sentences(_whole(draft)) & theirs == set(), key


def test_both_unicode_forms_and_both_tone_placements_occur() -> None:
    texts = {key[0]: draft.text for key, draft in _drafts().items()}
    decomposed = texts["vov-hiep-uoc-inf-het-hieu-luc.txt"]
    mixed = texts["tpo-ten-lua-nuoc-van-thuy.txt"]
    assert unicodedata.is_normalized("NFD", decomposed)
    assert not unicodedata.is_normalized("NFC", mixed)
    assert not unicodedata.is_normalized("NFD", mixed)
    assert {"Thuỷ", "Thùy"} <= set(re.findall(r"\w+", unicodedata.normalize("NFC", mixed)))
