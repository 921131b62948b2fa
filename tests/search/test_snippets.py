"""Which passages are shown, and where they are cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.engines.query import And, Near, Or, Phrase, Term
from search.highlights import Highlighter, ranges
from search.occurrences import Occurrences, Wanted
from search.page import Snippet
from search.snippets import LENGTH, snippets
from search.texts import Text

FILLER = "Những chuyện khác được kể ở đây, câu này nối câu kia. " * 12


def shown(body: str, *words: str) -> tuple[Snippet, ...]:
    where = And(tuple(Term("exact", word) for word in words))
    texts = [Text(body)]
    (_, found) = Highlighter(where).mark(Text(""), texts).matches
    return snippets(texts, [found])


def marked(snippet: Snippet) -> list[str]:
    return [snippet.text[a:b] for a, b in snippet.ranges]


def test_a_fragment_is_a_piece_of_the_text_at_word_ends() -> None:
    body = FILLER + "Hai bên đàm phán hòa bình tại đây. " + FILLER
    (only,) = shown(body, "đàm", "phán")
    assert only.text in body
    assert len(only.text) <= LENGTH + 3
    assert only.text.startswith("Hai bên")
    assert marked(only) == ["đàm phán"]
    end = body.index(only.text) + len(only.text)
    assert not (body[end - 1].isalnum() and body[end].isalnum())


def test_words_together_come_before_words_apart() -> None:
    apart = ("Ông đàm đạo. " + FILLER + "Lời phán xét. " + FILLER) * 3
    body = apart + "Cuộc đàm phán bắt đầu. " + FILLER
    assert [marked(each) for each in shown(body, "đàm", "phán")] == [["đàm phán"]]


def test_several_passages_of_the_same_worth_are_all_shown() -> None:
    found = shown(("Cuộc đàm phán bắt đầu. " + FILLER) * 4, "đàm", "phán")
    assert [marked(each) for each in found] == [["đàm phán"]] * 3


def test_fragments_show_different_words_first() -> None:
    body = ("Một con mèo. " + FILLER) * 3 + "Một con chó. " + FILLER
    found = [word for each in shown(body, "mèo", "chó") for word in marked(each)]
    assert {"mèo", "chó"} <= set(found)


def test_without_a_match_the_opening_is_shown() -> None:
    (only,) = snippets([Text("Dẫn."), Text(FILLER)], [[], []])
    assert FILLER.startswith(only.text)
    assert only.ranges == ()
    assert snippets([Text(""), Text(" ")], [[], []]) == ()


def test_only_the_reading_that_matched_is_marked() -> None:
    where = Or(
        (
            And((Term("exact", "đàm"), Term("exact", "phán"))),
            And((Term("exact", "đám"), Term("exact", "phần"))),
        )
    )
    text = Text("Cuộc đàm phán có ba phần.")
    _, found = Highlighter(where).mark(Text(""), [text]).matches
    assert [text.raw[a:b] for a, b in ranges(text, found)] == ["đàm phán"]


def test_a_quoted_phrase_is_marked_as_a_phrase_only() -> None:
    where = Phrase(((Term("exact", "sinh"),), (Term("exact", "học"),)))
    text = Text("Học sinh học sinh học và sinh viên.")
    _, found = Highlighter(where).mark(Text(""), [text]).matches
    assert [text.raw[a:b] for a, b in ranges(text, found)] == ["sinh học sinh học"]


def test_a_phrase_does_not_cross_a_paragraph() -> None:
    where = Phrase(((Term("exact", "sinh"),), (Term("exact", "học"),)))
    _, found = Highlighter(where).mark(Text("học"), [Text("sinh\n\nhọc")]).matches
    assert found == []


def near(slop: int, *words: str) -> Near:
    return Near(tuple((Term("exact", w), Term("alt_forms", w)) for w in words), slop)


def test_words_near_each_other_are_marked_where_they_are_near_and_nowhere_else() -> None:
    text = Text(
        "Nga và Pháp họp. Tiêm kích F-16 của Pháp bay.\n\nNga im lặng.\n\nPháp im lặng, Nga nói."
    )
    _, found = Highlighter(near(2, "nga", "pháp")).mark(Text(""), [text]).matches
    assert [text.raw[m.start : m.end] for m in found] == ["Nga", "Pháp", "Pháp", "Nga"]
    assert [m.start for m in found][2:] == [text.raw.rindex("Pháp"), text.raw.rindex("Nga")]
    _, found = Highlighter(near(2, "bay", "f16")).mark(Text(""), [text]).matches
    assert [text.raw[m.start : m.end] for m in found] == []
    _, found = Highlighter(near(3, "bay", "f16")).mark(Text(""), [text]).matches
    assert [text.raw[m.start : m.end] for m in found] == ["F-16", "bay"]


@given(
    words=st.lists(st.sampled_from(["nga", "pháp", "và", "họ", ".", "\n\n"]), max_size=25),
    wanted=st.lists(st.sampled_from(["nga", "pháp", "và"]), min_size=1, max_size=3),
    slop=st.integers(0, 3),
)
def test_a_word_is_marked_when_some_window_that_holds_all_words_needs_it(
    words: list[str], wanted: list[str], slop: int
) -> None:
    text = Text(" ".join(words))
    forms, at = text.tokens.exact, text.tokens.positions
    tokens = range(len(forms))

    def holds_all(first: int, last: int) -> bool:
        held = list(forms[first : last + 1])
        near_enough = at[last] - at[first] < len(wanted) + slop
        return near_enough and all(held.count(word) >= wanted.count(word) for word in wanted)

    windows = [(a, b) for a in tokens for b in tokens if a <= b and holds_all(a, b)]
    smallest = [
        (a, b)
        for a, b in windows
        if not any(a <= c and d <= b and (c, d) != (a, b) for c, d in windows)
    ]
    needed = {i for a, b in smallest for i in range(a, b + 1) if forms[i] in wanted}
    leaf = near(slop, *wanted)
    found = Occurrences(text, Wanted.of([leaf])).find(leaf)
    assert found == [(i, i) for i in sorted(needed)]


def test_title_words_are_marked_in_the_title_only() -> None:
    where = Term("title_exact", "đàm")
    title, body = Text("Bàn đàm phán"), Text("đàm")
    in_title, in_body = Highlighter(where).mark(title, [body]).matches
    assert ranges(title, in_title) == ((4, 7),)
    assert in_body == []
