"""The date in an article's URL: when its page was made, the weakest evidence.

Patterns seen on Vietnamese sites: "...-20250807142727795.htm" (baotintuc, dantri,
qdnd), VCCorp's three digits of a section and yymmddHHMMSS ("-185260717213044074.htm"
on thanhnien, tuoitre, cafef: 2026-07-17 21:30), and folders "/2025/10/29/".
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from index.calendar import is_day, is_year
from index.enrich.dates.stated import Stated

_FULL: Final = re.compile(r"[-/_](?P<t>20\d{12})\d{0,3}(?:\.\w{2,5})?/?$")
_VCCORP: Final = re.compile(r"-\d{3}(?P<t>\d{12})\d{0,3}\.(?:htm|html|chn)$")
_FOLDERS: Final = re.compile(r"/(?P<y>20\d{2}|19\d{2})/(?P<m>\d{1,2})(?:/(?P<d>\d{1,2}))?/")
_ONE_FOLDER: Final = re.compile(r"/(?P<y>20\d{2})-?(?P<m>\d{2})-?(?P<d>\d{2})/")
_VCCORP_YEARS: Final = range(2018, 2050)  # the scheme is of 2018; other digits are no date


def url_date(url: str) -> Stated | None:
    """The date in ``url``'s path, or None. Never raises, whatever the URL."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    for pattern, shape in ((_FULL, "%Y%m%d%H%M%S"), (_VCCORP, "%y%m%d%H%M%S")):
        found = pattern.search(path)
        stated = _stamp(found["t"], shape) if found else None
        if stated:
            return stated
    return _folders(path)


def _stamp(digits: str, shape: str) -> Stated | None:
    try:
        moment = datetime.strptime(digits, shape)  # noqa: DTZ007  # the site's own wall time
    except ValueError:
        return None
    if (shape.startswith("%y") and moment.year not in _VCCORP_YEARS) or not is_year(moment.year):
        return None
    return Stated(moment.strftime("%Y-%m-%dT%H:%M"), "minute")


def _folders(path: str) -> Stated | None:
    found = _ONE_FOLDER.search(path) or _FOLDERS.search(path)
    if not found:
        return None
    year, month = int(found["y"]), int(found["m"])
    if found["d"] and is_day(year, month, int(found["d"])):
        return Stated(f"{year}-{month:02}-{int(found['d']):02}", "day")
    if not found["d"] and is_day(year, month, 1):
        return Stated(f"{year}-{month:02}", "month")
    return None
