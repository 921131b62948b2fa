"""Words and tags are laid over the caller's tokens by counting, whatever the libraries do."""

import threading
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis.words import LONGEST, segment, segment_surely, tag

Segment = Callable[[Sequence[str]], list[int]]
both = pytest.mark.parametrize("cut", [segment, segment_surely])


def words(sentence: str, cut: Segment) -> list[str]:
    tokens = sentence.split()
    found, at = [], 0
    for length in cut(tokens):
        found.append(" ".join(tokens[at : at + length]))
        at += length
    return found


@both
@pytest.mark.parametrize("spelling", ["hoà bình", "hòa bình", "HÒA BÌNH", "ho\u0300a bi\u0300nh"])
def test_a_word_joins_however_its_tone_is_placed(spelling: str, cut: Segment) -> None:
    sentence = f"{spelling} cho đất nước" if spelling.islower() else spelling
    assert spelling in words(sentence, cut)


@both
def test_words_join_inside_a_sentence_and_nothing_across(cut: Segment) -> None:
    found = words("Nhà máy thuỷ điện xả lũ", cut)
    assert found[:2] == ["Nhà máy", "thuỷ điện"]


def test_only_what_both_join_is_sure() -> None:
    sentence = "Con trai ông gặp người dân Châu Âu ở nhà máy thuỷ điện"
    sure, likely = words(sentence, segment_surely), words(sentence, segment)
    assert "nhà máy" in sure
    assert "thuỷ điện" in sure
    assert len(sure) > len(likely)
    assert " ".join(sure) == " ".join(likely) == sentence


def test_pyvi_tells_names_from_verbs() -> None:
    sentence = "Sau đó ông Peskov nói với báo chí"
    tokens = sentence.split()
    tags = dict(zip(tokens, tag(tokens), strict=True))
    assert tags["Peskov"] == "Np"
    assert tags["nói"] == "V"


def test_tokens_that_the_libraries_cut_stay_whole() -> None:
    tokens = ["Ông", "Kim", "Jong-un", "và", "bà", "O'Reilly", ",", "F-16", "a_b", "S."]
    assert sum(segment(tokens)) == len(tokens)
    assert sum(segment_surely(tokens)) == len(tokens)
    assert len(tag(tokens)) == len(tokens)
    assert "X" not in tag(tokens)


def test_a_lone_surrogate_and_an_endless_line_raise_nothing() -> None:
    tokens = ["\ud800", "hòa", "bình"] * LONGEST
    assert sum(segment(tokens)) == len(tokens)
    assert sum(segment_surely(tokens)) == len(tokens)
    assert len(tag(tokens)) == len(tokens)
    assert segment([]) == segment_surely([]) == []
    assert tag([]) == []


@settings(max_examples=40)
@given(st.lists(st.text(min_size=1, max_size=12), max_size=12))
def test_every_token_belongs_to_one_word_and_has_one_tag(tokens: list[str]) -> None:
    for cut in (segment, segment_surely):
        lengths = cut(tokens)
        assert sum(lengths) == len(tokens)
        assert all(length > 0 for length in lengths)
    assert len(tag(tokens)) == len(tokens)


def test_sixteen_threads_agree() -> None:
    sentence = "Ủy ban nhân dân thành phố họp bàn về nhà máy thủy điện Hòa Bình"
    tokens = sentence.split()
    answers: list[tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]]] = []
    barrier = threading.Barrier(16)

    def ask() -> None:
        barrier.wait()
        cuts = tuple(segment(tokens)), tuple(segment_surely(tokens))
        answers.append((*cuts, tuple(tag(tokens))))

    threads = [threading.Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 16
    assert len(set(answers)) == 1
