"""Many texts analysed as one are analysed as each of them is."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import analyze, forms_of_each

# What reaches over its neighbours: dates, months, towns, what is joined, what ends a sentence.
_PARTS = (
    "ngày", "mùng", "kỳ", "tháng", "thang", "Tám", "năm", "26", "8", "2022", "26-8", "26/8", "9",
    "giờ", "tuần", "TP", "TX", "HCM", "HT", "F", "16", "Mát", "xcơ", "GD", "ĐT", "x", "O", "Neill",
    " ", "-", ".", "&", " & ", "'", "\n", "\n\n", "\r", "/", "\u200d", "\u0301", "\U00020000", "…",
)  # fmt: skip


def same(texts: Sequence[str]) -> None:
    found = list(forms_of_each(texts))
    each = [analyze(text) for text in texts]
    assert [(forms.exact, forms.alts) for forms in found] == [(t.exact, t.alts) for t in each]


@given(st.lists(st.lists(st.sampled_from(_PARTS), max_size=5).map("".join), max_size=6))
@example(["ngày", "26 tháng 8", "9 tháng 10", "ngày"])
@example(["26", "tháng 8", "năm 2022", "TP", "HCM", "TP.", "HCM", "x", "-y"])
def test_no_rule_reaches_from_one_text_into_another(texts: list[str]) -> None:
    same(texts)


@given(st.lists(st.text(max_size=12)))
def test_any_text(texts: list[str]) -> None:
    same(texts)


def test_more_texts_than_are_looked_at_together() -> None:
    same([f"Hòa Bình F-{number} ngày {number % 40}" for number in range(10_000)])
