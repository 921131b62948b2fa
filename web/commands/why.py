"""``timtin show --why``: where each value was read, and by which rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from web.console import lang, words

if TYPE_CHECKING:
    from index.article import Article
    from web.evidence import Why

_FIRST_WORDS: Final = 8
"""Words of a quotation that tell it from the others."""


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
    quotations = _quotations(article)
    for about, value, evidence in by_value(article.evidence):
        called = quotations.get(value, value) if about == "quote" else value
        yield f"{ABOUT[about].text(lang())}: {called or words('không rõ', 'unknown')}"
        for each in evidence:
            yield from _told(why(each, lang()))


def _quotations(article: Article) -> dict[str, str]:
    """What evidence calls a quotation → its number and first words."""
    found = {}
    for number, quote in enumerate(article.quotes, 1):
        first = quote.text.split()
        more = " …" if len(first) > _FIRST_WORDS else ""
        text = " ".join(first[:_FIRST_WORDS]) + more
        found[f"{quote.field}:{quote.start}"] = f"{number}. “{text}”"
    return found


def _told(why: Why) -> Iterator[str]:
    span = f" {why.at[0]}–{why.at[1]}" if why.at else ""
    yield f"  “{why.evidence.text}” {why.place}{span}"
    yield f"    {why.sentence} [{why.evidence.rule}, {why.sure}]"
