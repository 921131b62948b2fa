"""Queries, conditions and scores in words."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engines.memory import MemoryEngine
from index.engines.query import (
    And,
    DateWithin,
    Enough,
    Everything,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Term,
    Value,
    Within,
)
from search import dates
from search.language.compile import compile_query
from search.language.parser import parse
from web import reasons
from web.language import language

VI, EN = language("vi"), language("en")


def lines(line: reasons.Line) -> list[str]:
    return list(line.indented())


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", ["bài nào cũng được"]),
        ("đàm", ["“đàm”"]),
        ("đàm phán", ["có đủ các điều sau:", "- “đàm”", "- “phán”"]),
        ('"ngừng bắn"', ["“ngừng bắn” đứng liền nhau"]),
        ('"ngừng"', ["“ngừng”"]),
        ("Lavrov OR Peskov", ["có một trong các điều sau:", "- “Lavrov”", "- “Peskov”"]),
        ("-Nga", ["không được có “Nga”"]),
        (
            "-(Nga OR Mỹ)",
            ["không được có:", "- có một trong các điều sau:", "  - “Nga”", "  - “Mỹ”"],
        ),
        ("title:NATO", ["“NATO” trong tít"]),
        ("title:(NATO EU)", ["trong tít:", "- có đủ các điều sau:", "  - “NATO”", "  - “EU”"]),
        ("person:Lavrov", ["“Lavrov” trong tên nhân vật"]),
        ("said:Lavrov", ["lời trích dẫn của “Lavrov”"]),
        ("said:*", ["lời trích dẫn bất kỳ"]),
        ("said:* NATO", ["“NATO” trong một lời trích dẫn"]),
        (
            'said:Lavrov "tên lửa"',
            ["“tên lửa” đứng liền nhau trong một lời trích dẫn của “Lavrov”"],
        ),
        (
            "said:Lavrov tên lửa",
            [
                "trong một lời trích dẫn của “Lavrov”:",
                "- có đủ các điều sau:",
                "  - “tên”",
                "  - “lửa”",
            ],
        ),
        (
            "said:(Lavrov OR Peskov) NATO",
            [
                "trong cùng một lời trích dẫn:",
                "- người nói:",
                "  - có một trong các điều sau:",
                "    - “Lavrov”",
                "    - “Peskov”",
                "- “NATO”",
            ],
        ),
        ("outlet:TPO", ["từ báo Tiền Phong"]),
        ("source:tass:photo", ["theo nguồn TASS (nguồn ảnh)"]),
        ("date:2022-03", ["trong tháng 3/2022"]),
        ("date:2022..2023", ["từ năm 2022 đến năm 2023"]),
        ("date:2022..", ["từ năm 2022"]),
        ("date:..2022-03-01", ["đến ngày 1/3/2022"]),
        ("Zelen*", ["từ bắt đầu bằng “Zelen”"]),
        ("Zelenski~", ["từ viết gần giống “Zelenski”"]),
        ('"tên lửa"~5', ["các từ của “tên lửa” ở gần nhau"]),
    ],
)
def test_a_query_reads_as_it_was_understood(query: str, said: list[str]) -> None:
    assert lines(reasons.typed(parse(query)[0], VI)) == said


def minutes(day: date) -> tuple[int, int]:
    span = dates.Span(day, day)
    return span.start, span.end


LAVROV = Or((Term("speaker_exact", "lavrov"), Term("speaker_alt_forms", "lavrov")))
DAM, PHAN = Term("exact", "đàm"), Term("exact", "phán")
FIRST, LAST = minutes(date(2022, 3, 1))


@pytest.mark.parametrize(
    ("node", "said"),
    [
        (Everything(), ["bài nào cũng được"]),
        (Nothing(), ["không bài nào"]),
        (Term("exact", "hoà"), ["“hòa”"]),
        (Term("fold", "dam"), ["“dam” (dấu nào cũng được)"]),
        (Term("fold", "26"), ["“26”"]),
        (Term("alt_forms", "f16"), ["“f16” (cách viết khác)"]),
        (Term("title_fold", "nato"), ["“nato” trong tít (dấu nào cũng được)"]),
        (Term("person_exact", "lavrov"), ["“lavrov” trong tên nhân vật"]),
        (Term("standfirst_exact", "đàm"), ["“đàm” trong sa-pô"]),
        (Or((DAM, Term("alt_forms", "dam"))), ["“đàm”"]),
        (Or((Term("fold", "zelen"), Term("alt_forms", "zelen"))), ["“zelen” (dấu nào cũng được)"]),
        (Or((Prefix("exact", "đ"), Prefix("alt_forms", "d"))), ["từ bắt đầu bằng “đ”"]),
        (Or((DAM, Term("alt_forms", "f16"))), ["“đàm” hoặc “f16” (cách viết khác)"]),
        (And((DAM, Or((PHAN, Term("alt_forms", "phan"))))), ["“đàm” và “phán”"]),
        (
            Phrase(((DAM, Term("alt_forms", "dam")), (PHAN, Term("alt_forms", "phan")))),
            ["“đàm phán” đứng liền nhau"],
        ),
        (
            And((DAM, Or((DAM, Phrase(((DAM,), (PHAN,))))))),
            [
                "có đủ các điều sau:",
                "- “đàm”",
                "- “đàm” hoặc “đàm phán” đứng liền nhau",
            ],
        ),
        (Near(((DAM,), (PHAN,)), 5), ["các từ của “đàm phán” ở gần nhau"]),
        (
            Or((And((DAM, PHAN)), And((DAM, Or((PHAN, DAM)))))),
            [
                "có một trong các điều sau:",
                "- “đàm” và “phán”",
                "- có đủ các điều sau:",
                "  - “đàm”",
                "  - “phán” hoặc “đàm”",
            ],
        ),
        (Not(DAM), ["không được có “đàm”"]),
        (Within(Everything(), LAVROV), ["lời trích dẫn của “lavrov”"]),
        (Within(DAM, Everything()), ["“đàm” trong một lời trích dẫn"]),
        (
            Within(And((DAM, PHAN)), LAVROV),
            ["“đàm” và “phán” trong một lời trích dẫn của “lavrov”"],
        ),
        (
            Enough((DAM, PHAN), 0.5),
            ["phần lớn các từ sau, từ càng hiếm càng nặng:", "- “đàm”", "- “phán”"],
        ),
        (Value("outlet", "TPO"), ["từ báo Tiền Phong"]),
        (DateWithin(FIRST, LAST), ["trong ngày 1/3/2022"]),
        (DateWithin(FIRST, None), ["từ ngày 1/3/2022"]),
        (DateWithin(None, LAST), ["đến ngày 1/3/2022"]),
    ],
)
def test_a_condition_reads_as_a_reporter_would_say_it(node: Node, said: list[str]) -> None:
    assert lines(reasons.condition(node, VI)) == said


def test_words_are_shown_as_typed_with_what_they_are_looked_up_as() -> None:
    found = reasons.asked(parse('qúy F-16 đàm "ngày 26 tháng 8"')[0])
    assert [(word.typed, word.exact) for word in found] == [
        ("qúy", "quý"), ("F-16", None), ("đàm", None), ("ngày 26 tháng 8", None),
    ]  # fmt: skip
    assert "f16" in found[1].forms
    assert "26/8" in found[3].forms


soups = st.lists(
    st.sampled_from(
        ["đàm", "dam", "F-16", "(", ")", '"', "OR", "-", "title:", "outlet:", "date:2022", "a*",
         "~", "said:", "person:", "source:TASS", "26", "tháng", "8", "4.700"]
    ),
    max_size=14,
).map(" ".join)  # fmt: skip
PYTHON = re.compile(r"\w+\(\w+=|<[\w.]+ object|\bNone\b|frozenset|\('")


@settings(max_examples=150)
@given(soups)
def test_no_query_is_told_in_the_programs_own_terms(query: str) -> None:
    made = compile_query(query, MemoryEngine())
    for spoken in (VI, EN):
        said = [
            *lines(reasons.typed(made.tree, spoken)),
            *(
                line
                for node in (made.full, made.wide)
                for line in lines(reasons.condition(node, spoken))
            ),
        ]
        assert said
        for text in said:
            assert text.strip()
            assert not PYTHON.search(text), text
            assert "alt_forms" not in text
            assert "fold:" not in text
