"""Score what is kept of a page and what is dropped: ``python -m quality.bodies``.

Pages and scrapes with the sentences of their body, their furniture, headline, date and
authors, as people marked them: the shared ones and pages of our own making. Each is read
and understood as ``timtin add`` does. Three ways: as it is; with the names of all
elements hidden (class, id, role), so that neither the general words for them nor rules
for single sites help; with the date fields hidden, so that only what a reader of the
page sees and its address tell the date. Ends with 1 when a score is below its floor.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from index.article import Article, Draft, Options
from index.enrich.steps import understand
from index.errors import InputRejected
from index.readers.document import read_document
from quality.keeping import add_options, keep
from quality.tables import say, table

SHARED: Final = Path(__file__).parents[2] / "shared"
GOLD: Final = SHARED / "pages" / "body-gold.jsonl"
OWN: Final = Path(__file__).parent / "data" / "pages" / "marks.jsonl"
CORPORA: Final = {"bodies": GOLD, "own pages": OWN}
_SLACK: Final = 0.01
# furniture of so few words may stand inside a sentence: it counts as a whole line only
_SHORT: Final = 6
_NAMES: Final = re.compile(
    r"\s(?:class|id|type|role|itemprop|rel|data-[a-z-]+)\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+)",
    re.IGNORECASE,
)
_DATE_FIELDS: Final = re.compile(
    r"<script\b[^>]*ld\+json.*?</script>"
    r"|<meta\b[^>]*(?:time|date|publication|created|issued)[^>]*>"
    r"|\bdatetime\s*=\s*(?:\"[^\"]*\"|'[^']*')",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Marked:
    """One page or scrape as people marked it; ``is_article`` is False for a section page."""

    file: str
    raw: bytes
    title: str | None
    body: tuple[str, ...]
    furniture: tuple[str, ...]
    published: str | None
    authors: tuple[str, ...]
    is_article: bool


@dataclass(slots=True)
class Share:
    """So many of so many, and which ones are missing."""

    right: int = 0
    total: int = 0
    errors: list[str] = field(default_factory=list)

    def count(self, right: bool, error: str) -> None:
        self.right += right
        self.total += 1
        if not right:
            self.errors.append(error)

    @property
    def share(self) -> float:
        return self.right / self.total if self.total else 1.0


@dataclass(slots=True)
class Report:
    """The scores of one way of asking, by what is scored."""

    way: str
    shares: dict[str, Share] = field(default_factory=dict)

    def count(self, name: str, right: bool, error: str) -> None:
        self.shares.setdefault(name, Share()).count(right, error)

    def scores(self) -> dict[str, float]:
        return {f"{self.way}: {name}": round(one.share, 4) for name, one in self.shares.items()}


def load(gold: Path = GOLD) -> list[Marked]:
    """The marked pages with their bytes; raises FileNotFoundError where there are none."""
    with gold.open(encoding="utf-8") as lines:
        return [_marked(json.loads(line), gold.parent) for line in lines]


def _marked(row: Mapping[str, Any], folder: Path) -> Marked:
    file: str = row["file"]
    path = folder / file if (folder / file).exists() else folder.parent / "seeds" / file
    return Marked(
        file=file,
        raw=path.read_bytes(),
        title=row["title"],
        body=tuple(row["body"] or ()),
        furniture=tuple(row["furniture"] or ()),
        published=row["published"],
        authors=tuple(row["authors"] or ()),
        is_article=row["is_article"],
    )


def digest(gold: Path = GOLD) -> str:
    """SHA-256 of marks and pages: floors hold for the corpus they were measured on only."""
    sums = hashlib.sha256(gold.read_bytes())
    for page in load(gold):
        sums.update(page.raw)
    return sums.hexdigest()


def understood(name: str, raw: bytes) -> Article | None:
    """The article that ``timtin add`` would keep of a file, None where it keeps none."""
    for found in read_document(raw, name):
        if isinstance(found, Draft):
            try:
                return understand(found, Options())
            except InputRejected:
                return None
    return None


def hidden_dates(raw: bytes) -> bytes:
    """A page without the fields that state its date; what it prints stays."""
    return _DATE_FIELDS.sub("", raw.decode("utf-8", "replace")).encode()


def hidden_names(raw: bytes) -> bytes:
    """A page whose elements have no names: as a site with names nobody has seen."""
    text = raw.decode("utf-8", "replace")
    head, body, rest = text.partition("<body")
    return (head + body + _NAMES.sub("", rest)).encode()


def plain(text: str) -> str:
    """For comparing: composed, spaces as one, no marks around a line."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def score(way: str, pages: Sequence[Marked]) -> Report:
    """Read every page and count what was kept, dropped and told."""
    report = Report(way)
    for page in pages:
        article = understood(page.file, page.raw)
        if not page.is_article:
            report.count("section pages refused", article is None, page.file)
        elif article is None:
            report.count("articles found", False, page.file)
        else:
            report.count("articles found", True, page.file)
            _count_text(page, article, report)
            _count_fields(page, article, report)
    return report


def _count_text(page: Marked, article: Article, report: Report) -> None:
    lines = [plain(line) for line in article.body.split("\n")]
    whole = " ".join(lines)
    head = plain(f"{article.title} {article.standfirst or ''}")
    for sentence in page.body:
        kept = plain(sentence) in whole or plain(sentence) in head
        report.count("body kept", kept, f"{page.file} - {sentence}")
    for mark in page.furniture:
        text = plain(mark)
        within = lines if len(text.split()) < _SHORT else [whole]
        got_in = text in lines or (within is not lines and text in whole)
        report.count("furniture dropped", not got_in, f"{page.file} + {mark}")


def _count_fields(page: Marked, article: Article, report: Report) -> None:
    if page.title:
        told = plain(article.title) == plain(page.title)
        report.count("headline", told, f"{page.file}: {article.title}")
    count_date(page, article, report)
    authors = {name.casefold() for name in article.authors}
    same = authors == {name.casefold() for name in page.authors}
    report.count("authors", same, f"{page.file}: {article.authors} for {page.authors}")


def count_date(page: Marked, article: Article, report: Report) -> None:
    """The day of publication, where the page tells one; none where it does not."""
    day = article.published.value[:10] if article.published else None
    said = f"{page.file}: {day} for {page.published}"
    if page.published:
        report.count("published", day == page.published[:10], said)
    else:
        report.count("no date invented", day is None, said)


def dates_hidden(pages: Sequence[Marked]) -> Report:
    """The dates alone, from what the page prints and from its address."""
    report = Report("dates hidden")
    for page in pages:
        if page.is_article:
            article = understood(page.file, hidden_dates(page.raw))
            if article:
                count_date(page, article, report)
    return report


def measure(pages: Sequence[Marked]) -> list[Report]:
    """All reports, the plain one first."""
    nameless = [replace(page, raw=hidden_names(page.raw)) for page in pages]
    return [score("as it is", pages), score("names hidden", nameless), dates_hidden(pages)]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; see ``--help``."""
    options = _parser().parse_args(arguments)
    kept = True
    for corpus, gold in CORPORA.items():
        if not gold.exists():
            say(f"no marked pages at {gold}: nothing measured")
            continue
        reports = measure(load(gold))
        say(f"## {corpus}")
        _print(reports, options.verbose)
        scores = {name: value for one in reports for name, value in one.scores().items()}
        kept &= keep(corpus, digest(gold), scores, _SLACK, options)
    return 0 if kept else 1


def _print(reports: Sequence[Report], verbose: bool) -> None:
    shares = [(report.way, name, one) for report in reports for name, one in report.shares.items()]
    rows = [
        (way, name, f"{one.share:.4f}", f"{one.right}/{one.total}") for way, name, one in shares
    ]
    table(("way", "what", "share", "right"), rows)
    if verbose:
        for way, name, one in shares:
            for error in one.errors:
                say(f"{way}: {name}: {error}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m quality.bodies", description=__doc__)
    parser.add_argument("-v", "--verbose", action="store_true", help="list every error")
    add_options(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
