"""What goes into the store comes out of it, whatever it holds."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import (
    About,
    Article,
    ArticleDate,
    DateOrigin,
    Draft,
    Evidence,
    Field,
    Mention,
    Options,
    Person,
    Place,
    Precision,
    Quote,
    Source,
    SourceKind,
    SpeakerKind,
    YearOrigin,
)
from index.store import input_digest
from index.store.records import (
    article_text,
    draft_text,
    options_text,
    read_article,
    read_draft,
    read_options,
    same_content,
    same_text,
    storable,
)

# every code point, lone surrogates and NUL among them
TEXT = st.text(st.characters(), max_size=20)
MAYBE = st.none() | TEXT
MANY = st.lists(TEXT, max_size=3).map(tuple)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
DATES = st.builds(
    ArticleDate,
    TEXT,
    st.sampled_from(get_args(Precision)),
    st.sampled_from(get_args(DateOrigin)),
    st.none() | st.sampled_from(get_args(YearOrigin)),
)
MENTIONS = st.builds(
    Mention, TEXT, st.integers(0, 99), st.integers(0, 99), st.sampled_from(get_args(Field))
)
PERSONS = st.builds(Person, TEXT, st.lists(MENTIONS, max_size=3).map(tuple))
OFFSETS = st.none() | st.integers(0, 99)
QUOTES = st.builds(
    Quote,
    TEXT,
    st.integers(0, 99),
    st.integers(0, 99),
    st.sampled_from(get_args(Field)),
    MAYBE,
    st.none() | st.sampled_from(get_args(SpeakerKind)),
    st.booleans(),
    st.none() | MENTIONS,
)
EVIDENCE = st.builds(
    Evidence,
    st.sampled_from(get_args(About)),
    TEXT,
    TEXT,
    st.sampled_from(get_args(Place)),
    TEXT,
    OFFSETS,
    OFFSETS,
    MAYBE,
    st.booleans(),
)
SOURCES = st.builds(Source, TEXT, st.sampled_from(get_args(SourceKind)))
DRAFTS = st.builds(
    Draft,
    TEXT,
    TEXT,
    st.booleans(),
    *[MAYBE] * 7,
    authors=MANY,
    tags=MANY,
    section=MAYBE,
    language=MAYBE,
    extra=st.dictionaries(TEXT, JSON, max_size=3),
    keys=st.dictionaries(TEXT, TEXT, max_size=3),
)
ARTICLES = st.builds(
    Article,
    TEXT,
    TEXT,
    TEXT,
    MAYBE,
    st.booleans(),
    MAYBE,
    MAYBE,
    MANY,
    MANY,
    MAYBE,
    TEXT,
    MANY,
    st.lists(SOURCES, max_size=3).map(tuple),
    st.lists(PERSONS, max_size=3).map(tuple),
    MANY,
    st.none() | DATES,
    st.none() | DATES,
    MANY,
    st.lists(QUOTES, max_size=3).map(tuple),
    st.lists(EVIDENCE, max_size=3).map(tuple),
)
OPTIONS = st.builds(Options, MAYBE, MAYBE, MAYBE)


@given(DRAFTS)
@settings(max_examples=200)
def test_a_draft_comes_back_as_it_was(draft: Draft) -> None:
    assert read_draft(draft_text(draft)) == draft


@given(ARTICLES)
@settings(max_examples=200)
def test_an_article_comes_back_as_it_was(article: Article) -> None:
    assert read_article(article_text(article)) == article


@given(OPTIONS)
def test_options_come_back_as_they_were(options: Options) -> None:
    assert read_options(options_text(options)) == options


@given(DRAFTS, ARTICLES)
def test_what_is_written_is_text_that_any_database_holds(draft: Draft, article: Article) -> None:
    for text in (draft_text(draft), article_text(article)):
        assert storable(text)
        text.encode()


def test_vietnamese_is_written_unescaped() -> None:
    assert "Đàm phán" in article_text(Article("a", "Đàm phán", ""))


def test_an_older_program_reads_what_a_newer_one_wrote() -> None:
    values = json.loads(article_text(Article("a", "Tít", "Bài")))
    assert read_article(json.dumps({**values, "mood": "grim"})) == Article("a", "Tít", "Bài")


def test_a_newer_program_reads_what_an_older_one_wrote() -> None:
    assert read_article('{"id":"a","title":"Tít","body":"Bài"}') == Article("a", "Tít", "Bài")


class TestDigest:
    draft = Draft("a.txt", "chữ", own_id="1", published="29/10/2025")

    @pytest.mark.parametrize(
        "other",
        [
            (replace(draft, text="chữ khác"), Options(), "1"),
            (replace(draft, published=None), Options(), "1"),
            (draft, Options(outlet="VOV"), "1"),
            (draft, Options(date="2025-10-29"), "1"),
            (draft, Options(as_of="2025-10-29"), "1"),
            (draft, Options(), "2"),
        ],
    )
    def test_it_changes_with_content_options_and_understanding(
        self, other: tuple[Draft, Options, str]
    ) -> None:
        assert input_digest(*other) != input_digest(self.draft, Options(), "1")

    def test_where_the_input_lies_does_not_matter(self) -> None:
        moved = replace(self.draft, origin="b/c.txt")
        assert input_digest(moved, Options(), "1") == input_digest(self.draft, Options(), "1")

    def test_it_takes_any_text(self) -> None:
        assert len(input_digest(Draft("a", "\ud800\0"), Options(), "")) == 32


def test_content_is_the_same_wherever_and_whenever_it_was_read() -> None:
    draft = Draft("a.txt", "chữ", tags=("x",))
    assert same_content(draft, replace(draft, origin="b.txt", crawled="2025-10-29"))
    assert not same_content(draft, replace(draft, tags=("y",)))


def test_text_is_title_standfirst_and_body() -> None:
    draft = Draft("a.txt", "chữ", title="Tít")
    assert same_text(draft, replace(draft, tags=("y",), url="https://vov.vn/1"))
    assert not same_text(draft, replace(draft, title="Tít khác"))
    assert not same_text(draft, replace(draft, standfirst="Sa pô"))
    assert not same_text(draft, replace(draft, text="chữ khác"))


@pytest.mark.parametrize(
    ("text", "good"), [("Đàm phán 😀", True), ("a\0b", False), ("\udc80", False)]
)
def test_storable_refuses_what_a_database_cannot_hold(text: str, good: bool) -> None:
    assert storable(text) is good
