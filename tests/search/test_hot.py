"""The texts of articles shown lately: what is kept is what would be made anew."""

from __future__ import annotations

from array import array
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from index.analysis import analyze
from index.article import Article, Kept
from search.hot import HotTexts

TEXTS = st.text(st.sampled_from("đaA1 .,/-\n“”'’Ế\u0301\u200b"), max_size=80) | st.sampled_from(
    ["Tiêm kích F-16 của TP.HCM ngày 26 tháng 8.", "1.000 (4,7 %)", ""]
)


def kept(body: str, change: int = 1) -> Kept:
    return Kept(Article("a1", "Tiêu đề", body), 1, change, "2026-01-01T00:00:00Z")


@given(TEXTS)
def test_a_text_that_was_kept_has_the_tokens_of_its_analysis(body: str) -> None:
    hot = HotTexts(1_000_000)
    for _ in range(2):
        tokens, expected = hot.text(kept(body), "body").tokens, analyze(body)
        assert tokens.exact == expected.exact
        assert tokens.alts == expected.alts
        for name in ("starts", "ends", "positions", "openings"):
            assert list(getattr(tokens, name)) == list(getattr(expected, name))


def test_an_article_that_changed_is_read_anew() -> None:
    hot = HotTexts(1_000_000)
    hot.text(kept("Bản đầu"), "body")
    assert hot.text(kept("Bản sau cùng", change=2), "body").tokens.exact == ("bản", "sau", "cùng")


def test_no_more_is_kept_than_the_budget_and_the_least_lately_shown_goes_first() -> None:
    body = "F-16 " + "đàm phán " * 50
    hot = HotTexts(10_000)
    asked: set[int] = set()
    for number in (*range(20), 19, 0):
        article = replace(kept(body), article=replace(kept(body).article, id=f"a{number}"))
        # the analysis makes no arrays
        was_kept = isinstance(hot.text(article, "body").tokens.starts, array)
        assert was_kept == (len(asked) == 20 and number == 19)
        asked.add(number)
        assert 0 < hot.size <= 10_000


def test_a_text_larger_than_the_budget_is_not_kept() -> None:
    hot = HotTexts(1_000)
    hot.text(kept("đàm phán " * 500), "body")
    assert hot.size == 0
