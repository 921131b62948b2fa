"""Who published an article: metadata, the site's domain, the byline, the closing line.

The table of outlets is ``data/outlets.toml``. An aggregator publishes nothing:
its name and domain are passed over, and the paper that its copy names is the
outlet. A photo credit is never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from index.article import Evidence, Field
from index.enrich.tables import plain, table
from index.rules import Rule

# "(Dân trí) - ", "Hà Nội (TTXVN) – ", "(PLO)- "
_BRACKETED: Final = re.compile(
    r"\s*(?P<place>[^\W\d_][\w .,-]{0,40})?"
    r"[(\[](?P<name>[^()\[\]]{2,40})[)\]]\s*(?P<dash>[-–—:])?\s*"
)
# "VOV.VN - ", "TTO – "
_BARE: Final = re.compile(r"\s*(?P<name>[^\s()\[\]\n][^()\[\]\n]{0,28}?)\s?[-–—:]\s*")
_MARK_DAY: Final = re.compile(r"[\s,-]+(?:ngày\s+)?(?P<day>\d{1,2}/\d{1,2}(?:/\d{4})?)\s*$")
_ARTICLE_WORDS: Final = re.compile(r"^(?:báo điện tử|báo|tạp chí điện tử|tạp chí|tờ|trang)\s+")
_PARTS: Final = re.compile(r"\s*[/,;|()]\s*|\s+[-–—]\s+|\s+và\s+")
# how a paper advertises itself below a story that an aggregator copied
OWN_LINE: Final = re.compile(r"\bBáo\s+([^.!?]{2,40}?)\s+cập nhật tin tức\b.*$")
_THEO: Final = re.compile(r"\b(?:tổng hợp\s+)?(?:theo|nguồn)\b\s*:?\s*", re.IGNORECASE)
_DESK: Final = re.compile(r"^([\w.]+)-[^\W\d_]")  # "VOV-Tây Bắc"
_SITE: Final = re.compile(r"^[\w-]+(?:\.[\w-]+)+(?:/|$)")


@dataclass(frozen=True, slots=True)
class Byline:
    """The mark that opens a story: its outlet's code and where the story goes on.

    ``date`` is the day inside the mark, as written: "Hà Nội (TTXVN 1/3/2019) -", and
    begins at ``date_at``.
    """

    code: str
    end: int
    date: str | None = None
    date_at: int = 0


@dataclass(frozen=True, slots=True)
class _Outlets:
    labels: dict[str, str]
    names: dict[str, str]
    bylines: dict[str, str]
    domains: dict[str, str]
    aggregator_names: frozenset[str]
    aggregator_domains: frozenset[str]


def _key(name: str) -> str:
    """A name for look-up: case, spaces, "&" and a leading "Báo" make no difference."""
    return plain(name).replace(" & ", " và ").replace("’", "'").strip(" .\"'“”")


@cache
def _outlets() -> _Outlets:
    data = table("outlets")
    labels: dict[str, str] = {}
    names: dict[str, str] = {}
    bylines: dict[str, str] = {}
    domains: dict[str, str] = {}
    for row in data["outlet"]:
        code = str(row["code"])
        labels[code] = row["label"]
        for name in (code, row["label"], *row.get("names", ())):
            names.setdefault(_key(name), code)
            names.setdefault(_ARTICLE_WORDS.sub("", _key(name)), code)
        for name in row.get("bylines", ()):
            bylines[_key(name)] = code
            names.setdefault(_key(name), code)
        for domain in row["domains"]:
            domains[domain] = code
    aggregators = data["aggregators"]
    return _Outlets(
        labels,
        names,
        bylines,
        domains,
        frozenset(map(_key, aggregators["names"])),
        frozenset(aggregators["domains"]),
    )


def outlet_code(text: str) -> str | None:
    """The code of the outlet that ``text`` names: a code, label, alias, domain or URL.

    "VnExpress - Thế Giới" (a site's section) is VnExpress. None when the table
    does not know it, and for an aggregator.
    """
    known = _outlets()
    key = _key(text)
    code = known.names.get(key) or known.names.get(_ARTICLE_WORDS.sub("", key))
    if code or not key:
        return code
    if "://" in key or _SITE.match(key):
        return domain_outlet(key)
    head, dash, _ = key.partition(" - ")
    return outlet_code(head) if dash else None


def outlet_label(code: str) -> str:
    """The name readers see; an outlet outside the table is its own label."""
    return _outlets().labels.get(code, code)


def _host_and_path(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address if "://" in address else "//" + address)
        host = (parts.hostname or "").lower()
    except ValueError:  # "http://[" and the like name no site
        return "", ""
    return host.removeprefix("www.").removeprefix("m."), parts.path.lower()


def _site(address: str, sites: Container[str]) -> str | None:
    """The entry of ``sites`` that ``address`` belongs to: "bbc.com/vietnamese", then
    the host, then the hosts above it."""
    host, path = _host_and_path(address)
    folder = path.strip("/").partition("/")[0]
    labels = host.split(".")
    for start in range(len(labels) - 1):
        above = ".".join(labels[start:])
        for entry in (f"{above}/{folder}", above):
            if entry in sites:
                return entry
    return None


def domain_outlet(address: str) -> str | None:
    """The code of the outlet whose site ``address`` (URL or host) belongs to."""
    known = _outlets().domains
    entry = _site(address, known)
    return known[entry] if entry else None


def is_aggregator(text: str) -> bool:
    """Whether ``text`` (a name, host or URL) is a site that copies other outlets."""
    known = _outlets()
    if _key(text) in known.aggregator_names:
        return True
    return "." in text and _site(text, known.aggregator_domains) is not None


def byline(text: str) -> Byline | None:
    """The outlet's mark at the very start of ``text``, when there is one.

    Without brackets only the table's ``bylines`` count, because "Lao động - ..."
    may open any sentence; in brackets every name does.
    """
    known = _outlets()
    bare = _BARE.match(text)
    if bare:
        code = known.bylines.get(_key(bare["name"]))
        return Byline(code, bare.end()) if code else None
    found = _BRACKETED.match(text)
    if not found or (found["place"] and not found["dash"]):
        return None
    day = _MARK_DAY.search(found["name"])
    names = _MARK_DAY.sub("", found["name"])
    codes = [code for code in map(outlet_code, _PARTS.split(names)) if code]
    if not codes:
        return None
    dated = (day["day"], found.start("name") + day.start("day")) if day else ()
    return Byline(codes[-1], found.end(), *dated)


def closing_outlet(closing: str) -> str | None:
    """The Vietnamese paper that a story's last line names, or None.

    In "TTXVN/Tin Tức" the last name is the paper. A name of one's own
    ("Vũ Anh Tuấn/VOV") goes before one that is only followed ("Theo Reuters").
    """
    named = _paper(closing.splitlines())
    return named[0] if named else None


def _paper(closing: Iterable[str]) -> tuple[str, str] | None:
    """The code of the paper that the closing lines name, and the line that does."""
    own: list[tuple[str, str]] = []
    followed: list[tuple[str, str]] = []
    for line in closing:
        paper = OWN_LINE.search(line)
        if paper:
            own += [(code, line) for code in _codes(paper[1])]
            continue
        theo = _THEO.search(line)
        before, after = (line[: theo.start()], line[theo.end() :]) if theo else (line, "")
        own += [(code, line) for code in _codes(before)]
        followed += [(code, line) for code in _codes(after)]
    if own:
        return own[-1]
    return followed[0] if followed else None


def _codes(text: str) -> list[str]:
    """Codes of the outlets that ``text`` lists, in order."""
    whole = outlet_code(text.strip(" ()[]-–—"))
    if whole:
        return [whole]
    parts = [part for part in _PARTS.split(text) if part.strip()]
    found = [code for code in map(_desk_code, parts) if code]
    if found or not parts:
        return found
    # "Theo Trần Hà VnExpress": the name may end a run of names without a mark
    words = parts[-1].split()
    ends = (outlet_code(" ".join(words[start:])) for start in range(1, len(words)))
    return [code for code in ends if code][:1]


def _desk_code(name: str) -> str | None:
    """The outlet's code, also by one of its desks or bureaus."""
    desk = _DESK.match(name)
    return outlet_code(name) or (_outlets().bylines.get(_key(desk[1])) if desk else None)


def outlet_of(  # noqa: PLR0917  # from the strongest evidence to the weakest
    given: str | None,
    metadata: str | None,
    url: str | None,
    lead: Mapping[Field, str],
    closing: tuple[str, ...],
    key: str | None = None,
) -> Evidence | None:
    """Who published the article, with where it says so; None when unknown.

    The value is the outlet's code, or a name as given for one the table lacks.
    In this order: what the person who adds says, what the record says (in its
    field ``key``), the site's domain, the byline of the first of ``lead`` that has
    one, the closing line. The closing line comes last because a paper that copies a
    story says there whom it follows.
    """
    if given and given.strip():
        code = outlet_code(given) or given.strip()
        return Evidence("outlet", code, Rule.OUTLET_GIVEN, "option", given, key="--outlet")
    if metadata and metadata.strip() and not is_aggregator(metadata):
        code = outlet_code(metadata) or metadata.strip()
        return Evidence("outlet", code, Rule.OUTLET_METADATA, "metadata", metadata, key=key)
    by_site = domain_outlet(url) if url else None
    if url and by_site:
        return Evidence("outlet", by_site, Rule.OUTLET_DOMAIN, "url", url)
    for field, text in lead.items():
        mark = byline(text)
        if mark:
            return _of_byline(mark, field, text)
    named = _paper(closing)
    return Evidence("outlet", named[0], Rule.OUTLET_CLOSING, "closing", named[1]) if named else None


def _of_byline(mark: Byline, field: Field, text: str) -> Evidence:
    start = len(text) - len(text.lstrip())
    end = len(text[: mark.end].rstrip())
    return Evidence("outlet", mark.code, Rule.OUTLET_BYLINE, field, text[start:end], start, end)
