"""``timtin show --why``: where each value was read, and by which rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from web.console import lang, words

if TYPE_CHECKING:
    from index.article import Article
    from web.evidence import Why


def why_lines(article: Article) -> Iterator[str]:
    """Each value with the words it was read from."""
    from web.evidence import by_value, why
    from web.value_names import ABOUT

    if not article.evidence:
        yield words(
            "Bài này do bản cũ hiểu, chưa ghi căn cứ; hãy chạy `timtin rebuild --understand`.",
            "An older version understood this article and kept no evidence; "
            "run `timtin rebuild --understand`.",
        )
    for about, value, evidence in by_value(article.evidence):
        yield f"{ABOUT[about].text(lang())}: {value or words('không rõ', 'unknown')}"
        for each in evidence:
            yield from _told(why(each, lang()))


def _told(why: Why) -> Iterator[str]:
    span = f" {why.at[0]}–{why.at[1]}" if why.at else ""
    yield f"  “{why.evidence.text}” {why.place}{span}"
    yield f"    {why.sentence} [{why.evidence.rule}, {why.sure}]"
