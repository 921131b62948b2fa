"""Who signs an article, freed of what sites glue to the names."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from index.article import Evidence, Place
from index.enrich.outlet import is_aggregator, outlet_code
from index.enrich.tables import plain
from index.rules import Rule

_NOBODY: Final = frozenset(
    {
        "",
        "unknown",
        "none",
        "null",
        "n/a",
        "admin",
        "administrator",
        "biên tập viên",
        "tổng hợp",
        "pv",
        "bbt",
        "phóng viên",
        "nhóm pv",
        "nhóm phóng viên",
    }
)
# "Xuân Bìnhtổng hợp", "Tâm HằngTTXVN": a site's second line glued to the name
_GLUED: Final = re.compile(
    r"(?<=[^\W\d_])\s*[-–(]?\s*(?:tổng hợp|lược dịch|biên dịch|thực hiện|dịch|ghi)\)?\s*$"
)
_GLUED_PAPER: Final = re.compile(r"(?<=[a-zà-ỹ])(?:TTXVN|VOV|TTO|TNO|TPO|PLO|VTV|VTC)$")
# "Lâm Thoả (từ Bangkok)", "Hoàng An(theo Kompas)": where from, whom after.
_FROM: Final = re.compile(r"\s*\(\s*(?:từ|theo|st)\s*[^()]*\)\s*$", re.IGNORECASE)
# "VCCorp.vn", "www.bao.net"; "T.Hà" and "Ng.Lan" are names, so the ending decides
_DOMAIN: Final = re.compile(
    r"(?:www\.\S+|(?:[\w-]+\.)+(?:vn|com|net|org|info|biz|gov|edu|tv|asia|news|online)(?:/\S*)?)",
    re.IGNORECASE,
)
_SEVERAL: Final = re.compile(r"\s+[-–—]\s+|\s*[,;&]\s*|\s+và\s+")
_THEO: Final = re.compile(r"^\s*theo\s+", re.IGNORECASE)


class Signed(NamedTuple):
    """A name as an article is signed with it, and where that stood."""

    name: str
    rule: Rule
    place: Place
    text: str
    key: str | None = None


def authors_of(signed: Iterable[Signed]) -> tuple[Evidence, ...]:
    """The people who sign, once each, with where they do; a site's own name is nobody."""
    found: dict[str, Evidence] = {}
    for each in signed:
        for name in filter(None, map(clean_author, _each(each.name))):
            told = Evidence("author", name, each.rule, each.place, each.text, key=each.key)
            found.setdefault(plain(name), told)
    return tuple(found.values())


def _each(given: str) -> list[str]:
    """The names of a field that has several: "Quang Dũng - Hoàng An"; else the field itself."""
    parts = [part for part in _SEVERAL.split(given) if part.strip()]
    named = all(2 <= len(part.split()) <= 5 and part.strip()[0].isupper() for part in parts)
    return parts if len(parts) > 1 and named else [given]


def clean_author(given: str) -> str | None:
    """The person's name in ``given``; None where it names nobody."""
    name = " ".join(html.unescape(given).split())
    name = _GLUED_PAPER.sub("", _GLUED.sub("", _FROM.sub("", _THEO.sub("", name)))).strip(" -–,;")
    if plain(name) in _NOBODY or outlet_code(name) or is_aggregator(name):
        return None
    if "://" in name or _DOMAIN.fullmatch(name):
        return None
    return name
