"""What underthesea 9.5.0 and pyvi 0.1.1 do wrong, and that it does not reach us.

Each test states what the bare library does and what ours gives. When a new version
behaves otherwise it fails here, and the work-around in ``index/analysis/words.py``
(or the reason not to use a function) can be looked at again.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

import pytest

from index.analysis import words
from index.enrich.persons.recognising import find_persons
from tests.analysis.bare import (
    ViPosTagger,
    ViTokenizer,
    ViUtils,
    ner,
    sent_tokenize,
    word_tokenize,
)

ROOT = Path(__file__).parents[2]
both = pytest.mark.parametrize("cut", [words.segment, words.segment_surely])


def ours(sentence: str, cut: Callable[[Sequence[str]], list[int]]) -> list[str]:
    tokens, found, at = sentence.split(), [], 0
    for length in cut(tokens):
        found.append(" ".join(tokens[at : at + length]))
        at += length
    return found


def in_a_new_process(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_versions_are_those_whose_behaviour_is_known() -> None:
    assert (version("underthesea"), version("pyvi")) == ("9.5.0", "0.1.1")


@both
def test_underthesea_splits_words_in_the_old_style_which_it_makes_itself(
    cut: Callable[[Sequence[str]], list[int]],
) -> None:
    for old, new in (("đàm phán hòa bình", "hoà bình"), ("nhà máy thủy điện", "thuỷ điện")):
        old_word = old.split(" ", 2)[2]
        assert old_word not in word_tokenize(old)
        assert old_word not in word_tokenize(old.replace(old_word, new))
        assert new in word_tokenize(old.replace(old_word, new), use_token_normalize=False)
        assert old_word in ours(old, cut)


@both
def test_underthesea_joins_other_words_in_capitals(
    cut: Callable[[Sequence[str]], list[int]],
) -> None:
    title = "Chính phủ họp bàn về nhà máy thuỷ điện"
    capitals = word_tokenize(title.upper(), use_token_normalize=False)
    assert [each.lower() for each in capitals] != [
        each.lower() for each in word_tokenize(title, use_token_normalize=False)
    ]
    assert [each.lower() for each in ours(title.upper(), cut)] == [
        each.lower() for each in ours(title.lower(), cut)
    ]


def test_fixed_words_leak_into_later_calls_so_we_give_none() -> None:
    # in a process of its own: it would leak into this one
    said = in_a_new_process(
        "from underthesea import word_tokenize as cut\n"
        "text = 'công nghệ Mười Ba Tháng Tám ra mắt'\n"
        "before = cut(text)\n"
        "cut(text, fixed_words=['Mười Ba Tháng Tám'])\n"
        "print(before == cut(text))"
    )
    assert said == "False"
    source = (ROOT / "index" / "analysis" / "words.py").read_text(encoding="utf-8")
    assert "fixed_words" not in source


@both
def test_a_lone_surrogate_raises_in_the_libraries_and_not_in_ours(
    cut: Callable[[Sequence[str]], list[int]],
) -> None:
    for library in (word_tokenize, ViTokenizer.tokenize, ViPosTagger.postagging):
        with pytest.raises((UnicodeEncodeError, SystemError)):
            library("a \ud800 b")
    assert cut(["a", "\ud800", "b"]) == [1, 1, 1]
    assert len(words.tag(["a", "\ud800", "b"])) == 3


def test_sent_tokenize_does_not_part_lines_so_sentences_are_ours() -> None:
    from index.analysis import sentences

    text = "Tiêu đề bài\nCâu một. Câu hai.\nDòng ba"
    assert sent_tokenize(text)[0] == "Tiêu đề bài\nCâu một."
    assert [text[a:b] for a, b in sentences(text)] == [
        "Tiêu đề bài",
        "Câu một.",
        "Câu hai.",
        "Dòng ba",
    ]


def test_ner_takes_countries_and_agencies_for_persons_so_persons_are_ours() -> None:
    sentence = "Tổng thống Nga thăm Trung Quốc"
    persons = [word for word, _, _, label in ner(sentence) if label.endswith("PER")]
    assert persons == ["Nga"]
    assert [word for word, _, _, label in ner("Theo CNN, NATO sẽ họp") if label == "B-PER"] == [
        "CNN"
    ]
    assert find_persons(sentence, None, "Theo CNN, NATO sẽ họp.") == ()


def test_add_accents_raises_on_text_with_marks_so_readings_are_ours() -> None:
    with pytest.raises(KeyError):
        ViUtils.add_accents("hoc sinh giỏi")
    # and what it answers is neither right nor in the case that was typed
    assert ViUtils.add_accents("đàm phan") == "ĐÀM Phán"


@both
def test_text_without_marks_is_joined_at_random_so_it_is_not_cut(
    cut: Callable[[Sequence[str]], list[int]],
) -> None:
    assert word_tokenize("dam phan hoa binh", use_token_normalize=False) == ["dam", "phan hoa binh"]
    assert ViTokenizer.tokenize("dam phan hoa binh") == "dam phan hoa_binh"
    # whoever calls us keeps to marked text; the answer still adds up
    assert sum(cut(["dam", "phan", "hoa", "binh"])) == 4


def test_both_libraries_change_tokens_so_we_count_characters() -> None:
    sentence = "Ông Kim Jong-un và bà O'Reilly , F-16 a_b S."
    tokens = sentence.split()
    assert ViTokenizer.tokenize(sentence).split()[1] == "Kim_Jong"
    assert "F-16 a_b" in word_tokenize(sentence, use_token_normalize=False)
    for cut in (words.segment, words.segment_surely):
        assert sum(cut(tokens)) == len(tokens)
    assert len(words.tag(tokens)) == len(tokens)
    assert "X" not in words.tag(tokens)


COLD = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from index.analysis.words import segment, segment_surely, tag
tokens = "Ủy ban nhân dân thành phố họp bàn về nhà máy thủy điện".split()
barrier = Barrier(16)
def ask(number):
    barrier.wait()
    return tuple(segment(tokens)), tuple(segment_surely(tokens)), tuple(tag(tokens))
with ThreadPoolExecutor(16) as pool:
    print(len(set(pool.map(ask, range(16)))))
"""


def test_sixteen_threads_may_make_the_first_call_together() -> None:
    assert in_a_new_process(COLD) == "1"
