"""How segmenters are asked and key terms are scored."""

import importlib

import pytest

from quality.gold import Row
from quality.segmenters.cuts import CUTS, capitals, joined, lengths
from quality.segmenters.names import pyvi_names, spans
from quality.segmenters.terms import Case, Score, replaced, score, scores

SENTENCE = "Nhà máy thuỷ điện Nà Phiêng xả lũ vào sáng thứ Hai".split()  # noqa: SIM905  # as it reads


def test_words_are_laid_over_tokens_by_counting() -> None:
    tokens = ["nhà", "máy", "Jong-un", "xả"]
    assert lengths(joined(tokens, ["nhà_máy", "Jong", "-", "un", "xả"])) == [2, 1, 1]
    assert lengths(joined(tokens, ["nhà máy", "changed"])) == [1, 1, 1, 1]


@pytest.mark.parametrize("cut", CUTS.values(), ids=CUTS)
def test_every_segmenter_gives_all_tokens_back(cut: object) -> None:
    assert callable(cut)
    assert sum(cut(SENTENCE)) == len(SENTENCE)
    assert sum(cut(SENTENCE[:1])) == 1


def test_without_a_segmenter_only_capitals_join() -> None:
    assert capitals(["ông", "Nguyễn", "Văn", "An", "nói"]) == [1, 3, 1]


def test_a_term_is_right_where_it_stands_whole() -> None:
    found = score(("thuỷ điện", "nhà máy", "máy xả"), ("Nhà máy thủy điện xả lũ",))
    assert found == Score(2 / 3, 4 / 6)
    assert found.f1 == pytest.approx(2 / 3)
    assert score((), ("Nhà máy",)).f1 == 0.0


def test_key_terms_are_made_with_the_words_of_the_cut() -> None:
    module = importlib.import_module("index.enrich.key_terms")
    product = module.segment_surely
    case = Case("Thuỷ điện xả lũ", "", "Thuỷ điện xả lũ.", ("Thuỷ điện",))
    assert scores([case], lambda tokens: [2] + [1] * (len(tokens) - 2))[0].precision == 1.0
    assert scores([case], lambda tokens: [1] * len(tokens))[0].precision == 0.0
    assert module.segment_surely is product


def test_what_is_replaced_comes_back_after_an_error() -> None:
    module = importlib.import_module("index.enrich.key_terms")
    product = module.segment_surely
    with pytest.raises(ZeroDivisionError), replaced(module, "segment_surely", None):
        1 / 0  # noqa: B018
    assert module.segment_surely is product


def test_names_of_a_segmenter_are_spans_of_the_text() -> None:
    row = Row("1", "Tin trong ngày", "", "Ông Trần Quang Hải đến Huế.", (), (), ())
    found = spans(row, pyvi_names, 0.3)
    assert all(span.confidence == 0.3 for span in found)
    assert "Trần Quang Hải" in [row.body[s.start : s.end] for s in found if s.field == "body"]
