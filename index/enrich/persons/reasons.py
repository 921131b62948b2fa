"""Why a name is taken for a person, and a shorter one for the same person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from index.article import FIELDS, Evidence
from index.enrich.persons.evidence import ACCEPT, Candidate
from index.enrich.persons.merge import Form, Group
from index.enrich.persons.parse import PieceKind
from index.enrich.persons.tables import Tables, spelling
from index.rules import Rule

_CUES: Final = {
    "honorific": Rule.PERSON_HONORIFIC,
    "direct": Rule.PERSON_TITLE,
    "office": Rule.PERSON_TITLE,
}
_SHAPES: Final[dict[PieceKind, Rule]] = {
    "native": Rule.PERSON_SURNAME,
    "foreign": Rule.PERSON_FOREIGN,
}
_LIKELY: Final = frozenset(
    (
        Rule.PERSON_CONTEXT,
        Rule.PERSON_REPEATED,
        Rule.PERSON_ADDRESSED,
        Rule.PERSON_LISTED,
        Rule.PERSON_TAGGER,
        Rule.PERSON_RECOGNISER,
    )
)
"""Rules that make a person likely and no more."""


def reasons(
    group: Group, name: str, shown: str, tables: Tables, texts: tuple[str, str, str]
) -> tuple[Evidence, ...]:
    """What ``name``, whose fullest form in the article is ``shown``, was read from.

    First the occurrence that decided, with its title; then the first occurrence of each
    other form, and of the form that the table gives another name.
    """
    full = group.full
    best = full.best
    rule = full.carried if best.score < ACCEPT and full.carried else _own(best)
    sure = rule not in _LIKELY and len(full.parts) > 1
    found = [_evidence(name, rule, best, texts, sure)]
    if name != shown:
        found.append(_evidence(name, Rule.PERSON_ALIAS, full.members[0], texts))
    found += _others(group, name, tables, texts)
    return tuple(found)


def _own(best: Candidate) -> Rule:
    """The rule by which one occurrence is a person on its own."""
    if best.score - best.hint < ACCEPT <= best.score:
        return Rule.PERSON_RECOGNISER
    near = best.near
    if near is not None and near.cue.kind in _CUES:
        return _CUES[near.cue.kind]
    return _SHAPES.get(best.piece.kind, Rule.PERSON_CONTEXT)


def _others(
    group: Group, name: str, tables: Tables, texts: tuple[str, str, str]
) -> Iterator[Evidence]:
    for form in group.forms[1:]:
        if form.members and form.parts != group.full.parts:
            listed = tables.aliases.full.get(spelling(form.members[0].text)) == name
            rule = Rule.PERSON_ALIAS if listed else Rule.PERSON_SHORT_FORM
            yield _evidence(name, rule, _clearest(form), texts)


def _clearest(form: Form) -> Candidate:
    """The first occurrence with a form of address, else the first."""
    return next((member for member in form.members if member.addressed), form.members[0])


def _evidence(
    name: str, rule: Rule, read: Candidate, texts: tuple[str, str, str], sure: bool = True
) -> Evidence:
    near = read.near
    start = near.start if near is not None and near.cue.kind in _CUES else read.start
    text = texts[read.field][start : read.end]
    return Evidence("person", name, rule, FIELDS[read.field], text, start, read.end, sure=sure)
