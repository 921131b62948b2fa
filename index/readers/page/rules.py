"""What the names of a page's elements mean: ``data/pages.toml``, and rules for single sites.

The names that sites give their elements (class, id, role) are cut into parts and
compared with the words of that file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from lxml.html import HtmlElement

from index.address import host_of
from index.errors import BadData
from index.wording import Wording

_ATTRIBUTES: Final = ("class", "id", "type", "role", "data-role", "data-type", "itemprop", "rel")
_FILE: Final = "data/pages.toml"
BROKEN_RULES: Final = Wording(vi="sai cú pháp hoặc thiếu mục ({problem})", en="{problem}")
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+")
_LONGEST_NAMES: Final = 300  # code points; what is longer is generated and says nothing


@dataclass(frozen=True, slots=True)
class Words:
    """A list of words; :meth:`name` says whether an element is named so."""

    pattern: re.Pattern[str] | None = None

    @classmethod
    def of(cls, entries: Iterable[str]) -> Words:
        """``relat*`` begins a part, ``tin lien quan`` are parts in a row."""
        forms = [re.escape(entry.lower()).replace(r"\*", "[a-z0-9]*") for entry in entries]
        forms = [form.replace(r"\ ", " ") for form in forms]
        return cls(re.compile(rf"(?<![^ ])(?:{'|'.join(forms)})(?![^ ])") if forms else None)

    def name(self, element: HtmlElement) -> bool:
        """Whether class, id, type or role of the element has one of the words."""
        return self.pattern is not None and bool(self.pattern.search(names(element)))


def names(element: HtmlElement) -> str:
    """The element's names in small letters, each as its parts: "box tin lien quan | mt 30"."""
    return _parts(" ".join(element.get(attribute) or "" for attribute in _ATTRIBUTES))


@lru_cache(maxsize=4096)
def _parts(found: str) -> str:
    cut = found[:_LONGEST_NAMES].split()
    return " | ".join(" ".join(filter(None, _CAMEL.split(name))) for name in cut).lower()


@dataclass(frozen=True, slots=True)
class Rules:
    """The words for one page: those of its site, then the general ones."""

    furniture: Words = field(default_factory=Words)
    captions: Words = field(default_factory=Words)
    authors: Words = field(default_factory=Words)
    story: Words = field(default_factory=Words)


_LISTS: Final = tuple(each.name for each in fields(Rules))


class RuleBook:
    """The general words and those of single sites, from the text of a file like ours.

    Raises :class:`index.errors.BadData` for a file that is no TOML or lacks ``[general]``.
    """

    def __init__(self, text: str, file: str = _FILE) -> None:
        try:
            data = tomllib.loads(text)
            self._general: Mapping[str, list[str]] = data["general"]
            self._sites = {
                domain: site for site in data.get("site", ()) for domain in site["domains"]
            }
        except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
            raise BadData(BROKEN_RULES, file=file, problem=error) from error
        self._made: dict[str | None, Rules] = {}

    def rules(self, address: str | None) -> Rules:
        """The rules for the page at ``address``: its site's words and the general ones."""
        domain = self._domain(host_of(address))
        if domain not in self._made:
            own = self._sites.get(domain, {}) if domain else {}
            lists = {name: (*own.get(name, ()), *self._general.get(name, ())) for name in _LISTS}
            self._made[domain] = Rules(**{name: Words.of(words) for name, words in lists.items()})
        return self._made[domain]

    def _domain(self, host: str) -> str | None:
        labels = host.split(".")
        above = (".".join(labels[start:]) for start in range(len(labels)))
        return next(filter(self._sites.__contains__, above), None)


@cache
def rule_book() -> RuleBook:
    """The words of our own file."""
    return RuleBook(resources.files("index.readers").joinpath(_FILE).read_text(encoding="utf-8"))
