"""Who signs an article, freed of what sites glue to the names."""

from __future__ import annotations

import html
import re
from typing import Final

from index.enrich.outlet import is_aggregator, outlet_code
from index.enrich.tables import plain

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
_THEO: Final = re.compile(r"^\s*theo\s+", re.IGNORECASE)


def clean_authors(given: tuple[str, ...]) -> tuple[str, ...]:
    """The people among ``given``, once each; a site's own name is nobody."""
    found: list[str] = []
    for raw in given:
        name = " ".join(html.unescape(raw).split())
        name = _GLUED_PAPER.sub("", _GLUED.sub("", _THEO.sub("", name))).strip(" -–,;")
        if plain(name) in _NOBODY or outlet_code(name) or is_aggregator(name) or "://" in name:
            continue
        if plain(name) not in map(plain, found):
            found.append(name)
    return tuple(found)
