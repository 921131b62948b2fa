"""Corrections over an article as understood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.article import (
    FIELDS,
    SOURCE_KINDS,
    About,
    Article,
    Evidence,
    Mention,
    Person,
    Quote,
    Source,
    SpeakerKind,
    source_parts,
)
from index.corrections.dates import event_beside, given
from index.corrections.model import Correction, Kind, option
from index.rules import Rule


@dataclass(frozen=True, slots=True)
class Applied:
    """The article with the corrections, and those that found nothing to be about."""

    article: Article
    unmet: tuple[Correction, ...] = ()


def apply(article: Article, corrections: Iterable[Correction]) -> Applied:
    """Lay the corrections over the article, in order; a later one goes over an earlier."""
    unmet: list[Correction] = []
    for correction in corrections:
        changed = _APPLY[correction.kind](article, correction)
        if changed is None:
            unmet.append(correction)
        else:
            article = changed
    return Applied(article, tuple(unmet))


def _told(about: About, value: str, correction: Correction) -> Evidence:
    text = correction.value
    return Evidence(about, value, Rule.CORRECTED, "option", text, key=option(correction))


def _evidence(
    article: Article, about: About, old: str | None, new: Evidence | None
) -> tuple[Evidence, ...]:
    """The article's evidence with ``new`` in place of what told ``old`` (None: any value)."""
    kept = [
        each
        for each in article.evidence
        if each.about != about or (old is not None and each.value != old)
    ]
    return (*kept, *((new,) if new else ()))


def _title(article: Article, correction: Correction) -> Article:
    """The headline; what was read from another one is read from this one or not at all."""
    title = correction.value
    if title == article.title:
        return replace(article, title_derived=False)
    persons = tuple(_mentioned_in_title(person, title) for person in article.persons)
    return replace(
        article,
        title=title,
        title_derived=False,
        persons=tuple(person for person in persons if person.mentions),
        quotes=tuple(quote for quote in article.quotes if quote.field != "title"),
        evidence=tuple(each for each in article.evidence if each.place != "title"),
    )


def _mentioned_in_title(person: Person, title: str) -> Person:
    forms = [mention.text for mention in person.mentions]
    below = [mention for mention in person.mentions if mention.field != "title"]
    return replace(person, mentions=(*_mentions({"title": title}, forms), *below))


def _outlet(article: Article, correction: Correction) -> Article:
    told = _told("outlet", correction.value, correction)
    evidence = _evidence(article, "outlet", None, told)
    return replace(article, outlet=correction.value or None, evidence=evidence)


def _date(article: Article, correction: Correction) -> Article:
    published = given(correction.value)
    told = _told("published", correction.value, correction)
    evidence = _evidence(article, "published", None, told)
    event = event_beside(article, published)
    if event and article.event and event != article.event:
        evidence = tuple(_event_moved(each, event.value) for each in evidence)
    return replace(article, published=published, event=event, evidence=evidence)


def _event_moved(evidence: Evidence, value: str) -> Evidence:
    if evidence.about != "event":
        return evidence
    return replace(evidence, value=value, rule=Rule.EVENT_DAY_YEAR_SUPPLIED, sure=False)


def _event(article: Article, correction: Correction) -> Article:
    told = _told("event", correction.value, correction)
    evidence = _evidence(article, "event", None, told)
    return replace(article, event=given(correction.value), evidence=evidence)


def _add_person(article: Article, correction: Correction) -> Article | None:
    name = correction.value
    evidence = _evidence(article, "person", name, _told("person", name, correction))
    if any(person.name == name for person in article.persons):
        return replace(article, evidence=evidence)
    mentions = mentions_of(article, correction.target or name)
    if not mentions:
        return None
    persons = _in_order((*article.persons, Person(name, mentions)))
    return replace(article, persons=persons, evidence=evidence)


def _remove_person(article: Article, correction: Correction) -> Article:
    name = correction.value
    return replace(
        article,
        persons=tuple(person for person in article.persons if person.name != name),
        quotes=tuple(_said_by(quote, name, name, "label") for quote in article.quotes),
        evidence=_evidence(article, "person", name, None),
    )


def _rename_person(article: Article, correction: Correction) -> Article | None:
    old, new = correction.target or "", correction.value
    found = {person.name: person for person in article.persons}
    if old not in found:
        return article if new in found else None
    mentions = set(found[old].mentions)
    if new in found:
        mentions |= set(found[new].mentions)
    renamed = Person(new, tuple(sorted(mentions, key=_place)))
    others = [person for person in article.persons if person.name not in (old, new)]
    kept = tuple(
        replace(each, value=new) if (each.about, each.value) == ("person", old) else each
        for each in article.evidence
    )
    return replace(
        article,
        persons=_in_order((*others, renamed)),
        quotes=tuple(_said_by(quote, old, new, "person") for quote in article.quotes),
        evidence=(_told("person", new, correction), *kept),
    )


def _said_by(quote: Quote, old: str, new: str, kind: SpeakerKind) -> Quote:
    """The quotation under its person's new name, where it is this person's."""
    if quote.kind != "person" or quote.speaker != old:
        return quote
    return replace(quote, speaker=new, kind=kind)


def _add_source(article: Article, correction: Correction) -> Article:
    name, kind = source_parts(correction.value)
    others = [source for source in article.sources if source.name != name]
    sources = sorted(
        (*others, Source(name, kind or "mention")), key=lambda each: SOURCE_KINDS.index(each.kind)
    )
    kept = [each for each in article.evidence if not _tells_of(each, name)]
    told = _told("source", correction.value, correction)
    return replace(article, sources=tuple(sources), evidence=(*kept, told))


def _remove_source(article: Article, correction: Correction) -> Article:
    name, kind = source_parts(correction.value)
    gone = {
        source.value
        for source in article.sources
        if source.name == name and kind in (None, source.kind)
    }
    return replace(
        article,
        sources=tuple(source for source in article.sources if source.value not in gone),
        evidence=tuple(
            each for each in article.evidence if each.about != "source" or each.value not in gone
        ),
    )


def _tells_of(evidence: Evidence, agency: str) -> bool:
    return evidence.about == "source" and source_parts(evidence.value)[0] == agency


def _speaker(article: Article, correction: Correction) -> Article | None:
    speaker = correction.value or None
    found = [quote for quote in article.quotes if quote.text == correction.target]
    if not found:
        return None
    spoken = {
        quote: replace(quote, speaker=speaker, kind=_kind_of(article, speaker), sure=True, cue=None)
        for quote in found
    }
    evidence = article.evidence
    for quote in found:
        value = f"{quote.field}:{quote.start}"
        without = replace(article, evidence=evidence)
        evidence = _evidence(without, "quote", value, _told("quote", value, correction))
    return replace(
        article,
        quotes=tuple(spoken.get(quote, quote) for quote in article.quotes),
        evidence=evidence,
    )


def _kind_of(article: Article, speaker: str | None) -> SpeakerKind | None:
    if speaker is None:
        return None
    if any(person.name == speaker for person in article.persons):
        return "person"
    if speaker == article.outlet or any(source.name == speaker for source in article.sources):
        return "organisation"
    return "label"


def mentions_of(article: Article, form: str) -> tuple[Mention, ...]:
    """Where the article uses this form, as whole words."""
    texts = {"title": article.title, "standfirst": article.standfirst or "", "body": article.body}
    return _mentions(texts, [form])


def _mentions(texts: Mapping[str, str], forms: Sequence[str]) -> tuple[Mention, ...]:
    spelt = {unicodedata.normalize(way, form) for form in forms for way in ("NFC", "NFD")}
    spelt = {form for form in spelt if form.strip()}
    if not spelt:
        return ()
    words = "|".join(
        r"\s+".join(map(re.escape, form.split())) for form in sorted(spelt, key=len, reverse=True)
    )
    pattern = re.compile(rf"(?<!\w)(?:{words})(?![\w\u0300-\u036f])")
    return tuple(
        Mention(match[0], match.start(), match.end(), field)
        for field in FIELDS
        for match in pattern.finditer(texts.get(field, ""))
    )


def _place(mention: Mention) -> tuple[int, int]:
    return FIELDS.index(mention.field), mention.start


def _in_order(persons: Iterable[Person]) -> tuple[Person, ...]:
    """By first mention, as the rules give them."""
    return tuple(sorted(persons, key=lambda person: _place(person.mentions[0])))


_APPLY: Final[Mapping[Kind, Callable[[Article, Correction], Article | None]]] = {
    "title": _title,
    "outlet": _outlet,
    "date": _date,
    "event-date": _event,
    "person-add": _add_person,
    "person-remove": _remove_person,
    "person-rename": _rename_person,
    "source-add": _add_source,
    "source-remove": _remove_source,
    "quote-speaker": _speaker,
}
