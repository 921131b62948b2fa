"""Whatever an article says, its HTML is text and marks."""

from __future__ import annotations

import html
from html.parser import HTMLParser

import bleach
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.markup import PIECE, highlighted

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</mark><script>alert(1)</script><mark>",
    '<mark onclick="alert(1)">x</mark>',
    "<svg/onload=alert(1)>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "<!--<img src='--><img src=x onerror=alert(1)//'>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "\"'><iframe src=javascript:alert(1)>",
    "<a href='javascript:alert(1)'>x",
    "<",
    "<<<<<mark>",
    "\x00<script\x00>",
    "\ud800<b>",
    "<\u0338b>",
]


class Seen(HTMLParser):
    """The tags and the text of a piece of HTML."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text = ""
        self.marked: list[str] = []
        self._inside = False
        self.feed(str(source))  # pieces of Markup would escape what is added to them
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))
        self._inside = True
        self.marked.append("")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002  # its parent names it
        self._inside = False

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._inside:
            self.marked[-1] += data


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("ranges", [(), ((0, 3),), ((1, 2), (4, 9)), ((0, 10_000),), ((-5, 2),)])
def test_no_payload_becomes_markup(payload: str, ranges: tuple[tuple[int, int], ...]) -> None:
    seen = Seen(highlighted(payload, ranges))
    assert all(tag == ("mark", []) for tag in seen.tags)
    assert len(seen.text) == len(payload)


def test_exactly_the_ranges_are_marked() -> None:
    made = highlighted("đàm phán & hòa bình", [(11, 19), (0, 8)])
    assert made == "<mark>đàm phán</mark> &amp; <mark>hòa bình</mark>"


def test_overlapping_ranges_make_one_mark() -> None:
    assert highlighted("abcdef", [(0, 3), (2, 4), (4, 5)]) == "<mark>abcde</mark>f"


def test_a_long_text_is_marked_across_its_pieces() -> None:
    text = "a" * (PIECE - 2) + "bcde" + "f" * 10
    seen = Seen(highlighted(text, [(PIECE - 2, PIECE + 2)]))
    assert seen.text == text
    assert "".join(seen.marked) == "bcde"


@settings(max_examples=200)
@given(
    st.text(max_size=60) | st.lists(st.sampled_from(PAYLOADS), max_size=4).map("".join),
    st.lists(st.tuples(st.integers(-2, 70), st.integers(-2, 70)), max_size=5),
)
def test_the_text_comes_through_whole(text: str, ranges: list[tuple[int, int]]) -> None:
    made = str(highlighted(text, ranges))
    bare = html.unescape(made.replace("<mark>", "").replace("</mark>", ""))
    assert len(bare) == len(text)
    assert "<" not in made.replace("<mark>", "").replace("</mark>", "")


@given(st.text(st.sampled_from("abđ &<>\"'\t\n\r#;27xmark/=\u0300"), max_size=60), st.data())
def test_what_passes_unseen_is_what_bleach_would_give_back(text: str, data: st.DataObject) -> None:
    bounds = st.integers(0, len(text))
    made = highlighted(text, data.draw(st.lists(st.tuples(bounds, bounds), max_size=4)))
    assert str(bleach.clean(str(made), tags={"mark"}, attributes={})) == str(made)
