"""What people type becomes a tree and notes, and never an error."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.language.lexer import QUOTES
from search.language.parser import parse
from search.language.printer import print_query
from search.language.tree import (
    Dated,
    Either,
    Every,
    Exclude,
    Fuzzy,
    Having,
    InField,
    Quoted,
    Said,
    Starting,
    Tree,
    Word,
)
from search.limits import DEPTH, QUERY_CHARACTERS

AB = Every((Word("a"), Starting("be")))


def tree(q: str) -> Tree:
    return parse(q)[0]


def codes(q: str) -> list[str]:
    return [each.code for each in parse(q)[1]]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("", Every()),
        ("  \u00a0 ", Every()),
        ("nga", Word("nga")),
        ("đàm phán", Every((Word("đàm"), Word("phán")))),
        ('"đàm phán" Nga', Every((Quoted("đàm phán"), Word("Nga")))),
        ("“đàm phán” ＂Nga＂", Every((Quoted("đàm phán"), Quoted("Nga")))),
        ("a -b", Every((Word("a"), Exclude(Word("b"))))),
        ('-"a b"', Exclude(Quoted("a b"))),
        ("-(a b)", Exclude(Every((Word("a"), Word("b"))))),
        ("a b OR c", Either((Every((Word("a"), Word("b"))), Word("c")))),
        ("a HOẶC b", Either((Word("a"), Word("b")))),
        (unicodedata.normalize("NFD", "a HOẶC b"), Either((Word("a"), Word("b")))),
        ("a or b", Every((Word("a"), Word("or"), Word("b")))),
        ("a (b OR c)", Every((Word("a"), Either((Word("b"), Word("c")))))),
        ("a (b c)", Every((Word("a"), Word("b"), Word("c")))),
        ("title:nga mỹ", Every((InField("title", Word("nga")), Word("mỹ")))),
        ("TITLE:(nga mỹ)", InField("title", Every((Word("nga"), Word("mỹ"))))),
        ('person:"Sergei Lavrov"', InField("person", Quoted("Sergei Lavrov"))),
        ("said:Lavrov", Said(Word("Lavrov"), Every())),
        ("said:*", Said(None, Every())),
        ('said:Lavrov "tên lửa"', Said(Word("Lavrov"), Quoted("tên lửa"))),
        ('said:* "tên lửa"', Said(None, Quoted("tên lửa"))),
        ("Nga said:Lavrov a be*", Every((Word("Nga"), Said(Word("Lavrov"), AB)))),
        ("(said:Lavrov a be*) Nga", Every((Said(Word("Lavrov"), AB), Word("Nga")))),
        ("said:Lavrov a OR b", Either((Said(Word("Lavrov"), Word("a")), Word("b")))),
        ("said:Lavrov (a OR b)", Said(Word("Lavrov"), Either((Word("a"), Word("b"))))),
        (
            "said:(Lavrov OR Peskov) a",
            Said(Either((Word("Lavrov"), Word("Peskov"))), Word("a")),
        ),
        (
            "said:Lavrov a outlet:VOV b",
            Every((Said(Word("Lavrov"), Word("a")), Having("outlet", "VOV"), Word("b"))),
        ),
        (
            "said:Lavrov a (title:b OR c) d",
            Every(
                (
                    Said(Word("Lavrov"), Word("a")),
                    Either((InField("title", Word("b")), Word("c"))),
                    Word("d"),
                )
            ),
        ),
        (
            "said:Lavrov a said:Peskov b",
            Every((Said(Word("Lavrov"), Word("a")), Said(Word("Peskov"), Word("b")))),
        ),
        ("-said:Lavrov a", Exclude(Said(Word("Lavrov"), Word("a")))),
        ("-(said:Lavrov) a", Every((Exclude(Said(Word("Lavrov"), Every())), Word("a")))),
        (
            "said:Lavrov a -b c",
            Every(
                (
                    Said(Word("Lavrov"), Every((Word("a"), Word("c")))),
                    Exclude(Word("b")),
                )
            ),
        ),
        (
            "said:Lavrov (a -b)",
            Said(Word("Lavrov"), Every((Word("a"), Exclude(Word("b"))))),
        ),
        ("said:Lavrov (-b)", Said(Word("Lavrov"), Exclude(Word("b")))),
        (
            "said:Lavrov -outlet:VOV b",
            Every(
                (
                    Said(Word("Lavrov"), Every()),
                    Exclude(Having("outlet", "VOV")),
                    Word("b"),
                )
            ),
        ),
        ("outlet:VOV", Having("outlet", "VOV")),
        ("outlet:TASS/RT", Having("outlet", "TASS/RT")),
        ("source:TASS:photo", Having("source", "TASS:photo")),
        ('outlet:"Tuổi Trẻ"', Having("outlet", "Tuổi Trẻ")),
        (
            "outlet:(VOV OR Tuổi Trẻ)",
            Either((Having("outlet", "VOV"), Having("outlet", "Tuổi Trẻ"))),
        ),
        ("-outlet:VOV", Exclude(Having("outlet", "VOV"))),
        ("date:2022", Dated("2022", "2022")),
        ("date:2022-01..2022-03", Dated("2022-01", "2022-03")),
        ("date:2022-03..2022-01", Dated("2022-01", "2022-03")),
        ("date:..2022", Dated(None, "2022")),
        ("đàm*", Starting("đàm")),
        ("lavrof~", Fuzzy("lavrof")),
        ("lavrof~2", Fuzzy("lavrof", 2)),
        ("lavrof~0", Word("lavrof")),
        ('"a b"~5', Quoted("a b", 5)),
        ("F-16 Á-Âu", Every((Word("F-16"), Word("Á-Âu")))),
        ("26/8 16:30", Every((Word("26/8"), Word("16:30")))),
        ("https://vov.vn/a", Word("https://vov.vn/a")),
    ],
)
def test_a_query_means_its_tree(q: str, expected: Tree) -> None:
    assert tree(q) == expected
    assert codes(q) == []


@pytest.mark.parametrize(
    ("q", "expected", "code", "position"),
    [
        ("(nga", Word("nga"), "stray", 0),
        ("nga)", Word("nga"), "stray", 3),
        ('nga "mỹ', Every((Word("nga"), Word("mỹ"))), "stray", 4),
        ("Á - Âu", Every((Word("Á"), Word("Âu"))), "stray", 2),
        ("nga -", Word("nga"), "stray", 4),
        ("nga : mỹ", Every((Word("nga"), Word("mỹ"))), "stray", 4),
        ("nga ()", Word("nga"), "stray", 4),
        ("title:", Word("title"), "field-without-value", 0),
        (
            "-said: -b c",
            Every((Exclude(Word("said")), Exclude(Word("b")), Word("c"))),
            "field-without-value",
            1,
        ),
        ("OR nga", Word("nga"), "stray-or", 0),
        ("nga OR", Word("nga"), "stray-or", 4),
        ("a OR OR b", Either((Word("a"), Word("b"))), "stray-or", 2),
        ("báo:VOV", Word("báo:VOV"), "unknown-field", 3),
        ("nga date:hôm-qua", Word("nga"), "bad-date", 9),
        ("date:2022-13", Every(), "bad-date", 5),
        ("n*", Word("n"), "wildcard-too-short", 0),
        ("*nga", Word("nga"), "wildcard-misplaced", 0),
        (":*", Every(), "wildcard-too-short", 0),
        ("nga lavrof~9", Every((Word("nga"), Fuzzy("lavrof", 2))), "fuzzy-too-far", 4),
    ],
)
def test_what_means_nothing_is_said_and_left_out(
    q: str, expected: Tree, code: str, position: int
) -> None:
    found, problems = parse(q)
    assert found == expected
    assert [(each.code, each.position) for each in problems] == [(code, position)]


def test_an_operator_alone_is_a_word() -> None:
    assert tree("OR") == Word("or")
    assert tree("HOẶC") == Word("hoặc")


def test_depth_is_cut_and_said() -> None:
    deep = "(" * 500 + "a b" + ")" * 490
    assert tree(deep) == Every((Word("a"), Word("b")))
    assert "too-deep" in codes(deep)
    fine = "-(" * DEPTH + "a" + ")" * DEPTH
    assert codes(fine) == []
    assert codes("-(" + fine + ")") == ["too-deep"]


def test_length_is_cut_and_said() -> None:
    q = "a " * QUERY_CHARACTERS
    found, problems = parse(q)
    assert isinstance(found, Every)
    assert len(found.nodes) == QUERY_CHARACTERS // 2
    assert [each.code for each in problems] == ["query-too-long"]


def test_every_problem_is_worded_in_both_languages() -> None:
    _, problems = parse(') - : OR n* *a x:y date:z ( "')
    assert len(problems) >= 6
    for each in problems:
        assert each.message("vi") != each.message("en")
        assert "{" not in each.message("vi") + each.message("en")


PIECES = [
    *"()-:*~ \t",
    *QUOTES,
    *(
        "OR",
        "HOẶC",
        "title:",
        "person:",
        "said:",
        "said:*",
        "-said:",
        "outlet:",
        "source:",
        "date:",
        "date:2022",
    ),
    *("2022-01..2022-03", "nga", "đàm", "F-16", "26/8", "~5", "TASS:photo", "\u200b", "😀"),
]
soups = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)


@settings(max_examples=400)
@given(soups | st.text(max_size=80))
def test_any_text_parses_and_prints_to_the_same_tree(q: str) -> None:
    found, _ = parse(q)
    again, _ = parse(print_query(found))
    assert again == found


@settings(max_examples=200)
@given(soups | st.text(max_size=80))
def test_positions_lie_inside_the_query(q: str) -> None:
    for each in parse(q)[1]:
        assert each.position is not None
        assert 0 <= each.position <= len(q)
