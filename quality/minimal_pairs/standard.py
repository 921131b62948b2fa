"""A full-text engine as it comes: Whoosh's own analyzer, BM25F and query parser.

``folding`` puts Whoosh's accent filter behind the analyzer, as a German or a
French site would do; without it a word is its letters, in lower case. These two
show that the cases tell engines apart: the first takes twins for one word, the
second takes spellings of one word for two.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from whoosh.analysis import CharsetFilter, StandardAnalyzer
from whoosh.fields import DATETIME, ID, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import MultifieldParser, OperatorsPlugin
from whoosh.query import Query, Term
from whoosh.support.charset import accent_map

from quality.minimal_pairs.cases import Document, Pair
from quality.minimal_pairs.running import Found

_TITLE_BOOST: Final = 2.0
_ORDER: Final = {"newest": True, "oldest": False}


class StandardFace:
    """See :class:`quality.minimal_pairs.running.Face`."""

    def __init__(self, folding: bool) -> None:
        words = StandardAnalyzer(stoplist=None, minsize=1)
        if folding:
            words = words | CharsetFilter(accent_map)
        self._schema = Schema(
            id=ID(stored=True, unique=True),
            title=TEXT(words, field_boost=_TITLE_BOOST),
            body=TEXT(words),
            day=ID(),
            outlet=ID(stored=True),
            date=DATETIME(sortable=True),
        )
        minus = OperatorsPlugin(Not=r"(^|(?<=\s))-", And=None, Or=None, AndNot=None, AndMaybe=None)
        self._parser = MultifieldParser(["title", "body"], self._schema)
        self._parser.replace_plugin(minus)
        self._index: Any = None

    def index(self, documents: Sequence[Document]) -> None:
        self._index = RamStorage().create_index(self._schema)
        with self._index.writer() as writer:
            for document in documents:
                writer.add_document(**_fields(document))

    def search(self, query: str, params: Sequence[Pair]) -> Found:
        wanted = dict(params)
        within = Term("day", wanted["date"]) if "date" in wanted else None
        parsed: Query = self._parser.parse(_composed(query))
        with self._index.searcher() as searcher:
            by_date = wanted.get("sort") in _ORDER
            results = searcher.search(
                parsed,
                filter=within,
                limit=None,
                sortedby="date" if by_date else None,
                reverse=_ORDER[wanted["sort"]] if by_date else False,
            )
            shown = tuple((hit["id"], 0.0 if by_date else round(hit.score, 6)) for hit in results)
            outlets = Counter(hit["outlet"] for hit in results if "outlet" in hit)
        return Found(shown, frozenset(each for each, _ in shown), len(shown), {"outlet": outlets})


def _composed(text: str) -> str:
    """As any engine needs it: its expression for words ends one at a combining mark."""
    return unicodedata.normalize("NFC", text)


def _fields(document: Document) -> Mapping[str, object]:
    fields: dict[str, object] = {
        "id": document.id,
        "title": _composed(document.title),
        "body": _composed(document.body),
    }
    if document.date:
        fields["day"] = document.date[:10]
        fields["date"] = datetime.fromisoformat(document.date)
    if document.outlet:
        fields["outlet"] = document.outlet
    return fields
