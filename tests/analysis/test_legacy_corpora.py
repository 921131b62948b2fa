"""On real news: nothing sound is touched, and damaged articles come back."""

from __future__ import annotations

import gzip
import json
import unicodedata
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest

from index.analysis.legacy import recovered
from tests.analysis.damage import DAMAGES, NAMES

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
ARTICLES = CORPORA / "articles-fulltext.jsonl.gz"
HEADLINES = CORPORA / "headlines-dated.jsonl.gz"

pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason="no corpora beside the checkout")


def documents(path: Path, step: int = 1) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in islice(lines, 0, None, step):
            row = json.loads(line)
            yield [row.get(name) or "" for name in ("title", "sapo", "body")]


@pytest.mark.parametrize(("path", "count"), [(ARTICLES, 24_000), (HEADLINES, 40_000)])
def test_no_real_article_or_feed_item_is_touched(path: Path, count: int) -> None:
    seen = touched = 0
    for texts in documents(path):
        seen += 1
        touched += recovered(texts, least=2) is not None
    assert (seen, touched) == (count, 0)


@pytest.mark.parametrize("damage", DAMAGES, ids=NAMES.get)
def test_real_articles_come_back(damage: Callable[[str], str]) -> None:
    right = seen = 0
    for texts in documents(ARTICLES, 240):
        # capitals that the fonts lack, and letters that no Vietnamese word has, cannot come back
        meant = [unicodedata.normalize("NFC", text).lower() for text in texts]
        found = recovered([_damaged(text, damage) for text in meant])
        seen += 1
        right += found is not None and [each.lower() for each in found.texts] == meant
    assert right >= 0.97 * seen


def _damaged(text: str, damage: Callable[[str], str]) -> str:
    out = []
    for char in text:
        try:
            out.append(damage(char))
        except (KeyError, UnicodeEncodeError):
            out.append(char)
    return "".join(out)
