"""Copies are edited as much as they say, and the score tells right, wrong and missed apart."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from index.analysis import sentences
from index.article import Article, Draft
from quality.copying import EDITS, SHORTENED, Editor
from quality.stories import cases, measure, scores
from tests.stories.texts import BRIDGE, LIBRARY, text

EDITED = {"replaced": 3, "dropped": 3, "moved": 0, "reworded": 3}


def editor(seed: int = 1) -> Editor:
    return Editor(random.Random(seed), LIBRARY)  # noqa: S311  # repeatable, nothing secret


def lines(article: Article) -> list[str]:
    return [article.body[start:end] for start, end in sentences(article.body)]


@pytest.mark.parametrize(("edit", "gone"), EDITED.items())
def test_an_edit_touches_its_share_of_the_sentences(edit: str, gone: int) -> None:
    original = Article("a", "Tít", text(BRIDGE), outlet="VOV")
    copy = editor().copy(original, edit, 25)
    assert len(set(BRIDGE) - set(lines(copy))) == gone
    assert copy.body != original.body
    assert (copy.title, copy.outlet) != (original.title, original.outlet)


def test_a_mixed_edit_leaves_the_other_sentences_alone() -> None:
    for seed in range(20):
        copy = editor(seed).copy(Article("a", "Tít", text(BRIDGE)), "mixed", 25)
        assert len(set(BRIDGE) - set(lines(copy))) <= 3


def test_a_shortened_copy_lacks_its_end() -> None:
    copy = editor().copy(Article("a", "Tít", text(BRIDGE)), SHORTENED, 50)
    assert lines(copy)[:-1] == list(BRIDGE[:6])


def test_every_copy_is_right_wrong_or_missed() -> None:
    every = [
        (Draft(f"{name}.txt", body), Article(name, name, body))
        for name, body in (("a", text(BRIDGE)), ("b", text(LIBRARY)))
    ]
    counts = measure(every, copied=2)
    assert set(counts) == set(cases())
    assert all(counter.total() == 2 for counter in counts.values())
    # what was only moved is the same text
    assert all(counts["moved", level]["right"] == 2 for level in (5, 10, 20, 30))


def test_scores_are_shares_by_level() -> None:
    counts = {case: Counter(right=3, missed=1) for case in cases()}
    counts["mixed", 20] = Counter(right=1, wrong=1, missed=2)
    found = scores(counts)
    right = 3 * (len(cases()) - 1) + 1
    assert found["precision"] == right / (right + 1)
    assert found["recall at 10 %"] == 0.75
    assert found["recall at 20 %"] == (3 * (len(EDITS) - 1) + 1) / (4 * len(EDITS))
    assert found["recall shortened by 50 %"] == 0.75
