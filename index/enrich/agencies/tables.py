"""The tables of media that a newsroom edits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib import resources

from index.analysis import is_syllable
from index.enrich.rows import row_of
from index.enrich.tables import plain, table

# "Công an TP.HCM" is the police before it is their paper.
_FORCES = frozenset(("công", "cảnh", "quân", "biên", "hải"))
# Shorter names in other capitals are other words.
_SHORTEST = 5


@dataclass(frozen=True, slots=True, eq=False)
class Media:
    """Canonical names by spelling.

    ``cued`` are spellings that count only beside a word that says they are a
    medium. ``papers`` are Vietnamese outlets, which a closing line names as
    publishers. ``not_media`` stand where an agency could ("theo WHO"). ``pattern`` finds any
    name, ``heads`` are the words that one begins with.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    cued: frozenset[str] = frozenset()
    papers: Mapping[str, str] = field(default_factory=dict)
    not_media: frozenset[str] = frozenset()
    pattern: re.Pattern[str] | None = None
    heads: frozenset[str] = frozenset()

    def canonical(self, name: str) -> str:
        """The listed name for a spelling, else the spelling itself."""
        return self.names.get(name) or self.papers.get(name) or name

    def without_agencies(self) -> Media:
        """The same with the table of agencies emptied (for honest scores)."""
        papers = frozenset(self.papers)
        heads = heads_of(papers)
        return replace(self, names={}, cued=frozenset(), pattern=any_name(papers), heads=heads)


@lru_cache(256)
def heads_of(names: frozenset[str]) -> frozenset[str]:
    """The first words of ``names``, as a row has them."""
    return frozenset(map(_head_of, names))


def _head_of(name: str) -> str:
    """What the first word of ``name`` begins with, as a row of words has it."""
    return next(iter(row_of(name).heads), "")


@lru_cache(256)
def any_name(names: frozenset[str]) -> re.Pattern[str] | None:
    """Any of ``names`` as a whole word, the longest first; None for no names.

    Grouped by first letter, so that a place in the text is tried against the
    handful of names that can begin there.
    """
    if not names:
        return None
    groups: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        groups.setdefault(name[0], []).append(
            re.escape(name[1:]).replace(r"\ ", r"\s").replace(r"\.", r"\.\s?")
        )
    inner = "|".join(f"{re.escape(head)}(?:{'|'.join(tails)})" for head, tails in groups.items())
    return re.compile(rf"(?<![\w@.-])(?:{inner})(?![\w@])")


@cache
def media() -> Media:
    """The tables as the newsroom has them, read once."""
    names: dict[str, str] = {}
    cued: set[str] = set()
    for row in table("agencies")["agency"]:
        forms = (row["name"], *row.get("also", ()))
        names.update(dict.fromkeys(forms, row["name"]))
        if row.get("cue"):
            # Of several words it is nothing else, but "The Sun" may be a song.
            cued.update(form for form in forms if " " not in form or form.startswith("The "))
    papers = {
        form: row["label"]
        for row in table("outlets")["outlet"]
        for form in row.get("names", ())
        if form not in names and len(form) > 2
    }
    lines = (resources.files("index.enrich") / "data" / "not_media.txt").read_text("utf-8")
    not_media = frozenset(line for line in lines.splitlines() if line and line[0] != "#")
    # Vietnamnet, Vnexpress: a made-up name has no fixed capitals; "người lao động" are workers.
    papers |= {form.capitalize(): label for form, label in papers.items() if form.isascii()}
    papers = {form: label for form, label in papers.items() if form not in names}
    cased = _otherwise_cased(names, papers)
    names |= {form: name for form, name in cased.items() if name in names.values()}
    papers |= {form: label for form, label in cased.items() if form not in names}
    cued.update(form for form in cased if not form.isupper())
    cued.update(form for form in papers if form.split()[0].lower() in _FORCES)
    every = frozenset(names) | frozenset(papers)
    heads = heads_of(every)
    return Media(names, frozenset(cued), papers, not_media, any_name(every), heads)


def _otherwise_cased(names: Mapping[str, str], papers: Mapping[str, str]) -> dict[str, str]:
    """GETTY IMAGES, reuters, báo Tiền phong: the same names in other capitals.

    Those in small letters only count beside a word that says they are a medium.
    """
    found: dict[str, str] = {}
    for form, name in names.items():
        if len(form) > _SHORTEST and form.isascii():
            found[form.upper()] = name
            if " of " in form:
                found[form.replace(" of ", " Of ")] = name
            if " " not in form and not is_syllable(form) and form.istitle():
                found[form.lower()] = name
    for form, label in papers.items():
        if " " in form and not form.isascii():
            head, *rest = form.split(" ")
            found[" ".join((head, *map(_small, rest)))] = label
    return {form: name for form, name in found.items() if form not in names and form not in papers}


def _small(word: str) -> str:
    """A word of a name in small letters; TP.HCM stays."""
    return word if word.isupper() else word.lower()


@cache
def own_names(outlet: str | None) -> frozenset[str]:
    """Every way to name the outlet with this code or name, for comparing."""
    if not outlet:
        return frozenset()
    for row in table("outlets")["outlet"]:
        forms = {plain(form) for form in (row["code"], row["label"], *row.get("names", ()))}
        if plain(outlet) in forms:
            return frozenset(forms)
    return frozenset((plain(outlet),))


@cache
def _by_plain_name() -> Mapping[str, str]:
    return {plain(form): name for form, name in media().names.items()}


def agency_name(text: str) -> str:
    """The listed agency that ``text`` names in any spelling; ``text`` itself when unknown."""
    return _by_plain_name().get(plain(text), text)
