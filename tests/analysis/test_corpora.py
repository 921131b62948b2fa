"""Real news, where they are at hand: every 80th of 24,000 articles."""

import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from index.analysis import analyze, is_syllable, sentences
from index.analysis.tone import place

ARTICLES = Path(__file__).parents[3] / "shared/corpora/articles-fulltext.jsonl.gz"

pytestmark = pytest.mark.skipif(not ARTICLES.exists(), reason="no corpora beside the checkout")


def bodies() -> Iterator[str]:
    with gzip.open(ARTICLES, "rt", encoding="utf-8") as lines:
        for line in islice(lines, 0, None, 80):
            yield json.loads(line).get("body") or ""


def test_offsets_forms_and_sentences_hold_on_real_articles() -> None:
    checked: set[tuple[str, str]] = set()
    for body in bodies():
        tokens = analyze(body)
        for form, start, end in zip(tokens.exact, tokens.starts, tokens.ends, strict=True):
            checked.add((body[start:end], form))
        spans = list(sentences(body))
        assert sum(end - start for start, end in spans) <= len(body)
        assert tokens.starts[0] >= spans[0][0]
        assert tokens.ends[-1] <= spans[-1][1]
    assert len(checked) > 5_000
    for raw, form in checked:
        assert analyze(raw).exact == (form,)
        assert place(form) == form


def test_nearly_all_words_in_lower_case_are_syllables() -> None:
    seen = [
        form
        for body in bodies()
        for tokens in [analyze(body)]
        for form, start in zip(tokens.exact, tokens.starts, strict=True)
        if body[start].islower()
    ]
    # .992 when this was written; foreign words and units are the rest.
    assert sum(map(is_syllable, seen)) / len(seen) > 0.98
