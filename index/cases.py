"""A newsroom's corrections as regression cases, one JSON document per line.

A case holds what is needed to understand its article again: the input, what was said
about it, what the rules made of it then, and what is right. So a case can be judged
without the archive that it came from, and taken over into another.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from index.article import Article, Draft, Options
from index.corrections import KINDS, Correction, Kind, apply, holds
from index.errors import BadData
from index.store import Made, Store, records
from index.understanding import Rejected, understood
from index.wording import Wording

FORMAT: Final = 1
NO_CASE: Final = Wording(
    vi="không phải một ca sửa bài do `timtin corrections export` ghi ra ({problem})",
    en="this is no case that `timtin corrections export` wrote ({problem})",
)


@dataclass(frozen=True, slots=True)
class Said:
    """A correction with who made it, when (ISO 8601, UTC) and why."""

    correction: Correction
    who: str
    why: str | None
    made_at: str


@dataclass(frozen=True, slots=True)
class Case:
    """One corrected article. ``digest`` names its input in the archive it came from."""

    id: str
    digest: str
    draft: Draft
    options: Options
    said: tuple[Said, ...]
    understood: Mapping[str, object]
    right: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Judged:
    """How the rules in force do on a case.

    ``alone`` are corrections that they get right by themselves, ``needed`` those that
    still have to be made, ``unmet`` those that find no place any more. ``rejected`` says
    why the input is no article now.
    """

    alone: tuple[Correction, ...] = ()
    needed: tuple[Correction, ...] = ()
    unmet: tuple[Correction, ...] = ()
    rejected: Rejected | None = None


def cases(store: Store) -> Iterator[Case]:
    """Every corrected article of the archive, in the order it was first corrected."""
    by_id: dict[str, list[Made]] = {}
    for made in store.all_corrections():
        by_id.setdefault(made.id, []).append(made)
    for id, history in by_id.items():  # noqa: A001  # the field's own name
        original, kept, before = store.original(id), store.get(id), store.understood(id)
        if original and kept and before:  # it may be deleted by now
            yield Case(
                id,
                records.input_digest(original.draft, original.options, original.understanding),
                original.draft,
                original.options,
                tuple(Said(each.correction, each.who, each.why, each.made_at) for each in history),
                values(before),
                values(kept.article),
            )


def values(article: Article) -> dict[str, object]:
    """What can be corrected about an article."""
    return {
        "title": article.title,
        "outlet": article.outlet,
        "date": article.published.value if article.published else None,
        "event-date": article.event.value if article.event else None,
        "persons": [person.name for person in article.persons],
        "sources": [source.value for source in article.sources],
        "quotes": [{"text": quote.text, "speaker": quote.speaker} for quote in article.quotes],
    }


def case_text(case: Case) -> str:
    """The case as one line of JSON."""
    said = [
        {
            "kind": each.correction.kind,
            "value": each.correction.value,
            "target": each.correction.target,
            "who": each.who,
            "why": each.why,
            "made_at": each.made_at,
        }
        for each in case.said
    ]
    content = {
        "format": FORMAT,
        "id": case.id,
        "digest": case.digest,
        "corrections": said,
        "understood": case.understood,
        "right": case.right,
        "options": json.loads(records.options_text(case.options)),
        "draft": json.loads(records.draft_text(case.draft)),
    }
    text = json.dumps(content, ensure_ascii=False)
    return text if records.storable(text) else json.dumps(content)


def read_case(line: str, file: str, number: int) -> Case:
    """The case that :func:`case_text` wrote. Raises :class:`BadData` with file and line."""
    try:
        found = json.loads(line)
        if found["format"] != FORMAT:
            raise ValueError(f"format {found['format']}")
        return Case(
            str(found["id"]),
            str(found["digest"]),
            records.read_draft(json.dumps(found["draft"])),
            records.read_options(json.dumps(found["options"])),
            tuple(map(_said, found["corrections"])),
            dict(found["understood"]),
            dict(found["right"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        problem = f"{type(error).__name__}: {error}"
        raise BadData(NO_CASE, file=file, line=number, problem=problem) from error


def _said(row: Mapping[str, Any]) -> Said:
    if row["kind"] not in KINDS:
        raise ValueError(f"kind {row['kind']}")
    correction = Correction(cast("Kind", row["kind"]), str(row["value"]), row["target"])
    return Said(correction, str(row["who"]), row["why"], str(row["made_at"]))


def judged(case: Case) -> Judged:
    """Understand the case's input again and compare it with what is right."""
    [made] = understood([case.draft], case.options)
    if isinstance(made, Rejected):
        return Judged(rejected=made)
    said = [each.correction for each in case.said]
    unmet = apply(made, said).unmet
    met = [each for each in said if each not in unmet]
    # a later correction of one thing goes over an earlier: only the last one is a case
    last = [
        each
        for number, each in enumerate(met, 1)
        if not any(_overrules(later, each) for later in met[number:])
    ]
    alone = tuple(each for each in last if holds(made, each))
    needed = tuple(each for each in last if each not in alone)
    return Judged(alone, needed, unmet)


def _overrules(later: Correction, earlier: Correction) -> bool:
    """Whether ``later`` speaks of the same thing: added, then taken away, too."""
    if _about(later) == _about(earlier):
        return True
    thing, _, deed = later.kind.partition("-")
    other, _, undone = earlier.kind.partition("-")
    if thing != other or {deed, undone} != {"add", "remove"}:
        return False
    names = [each.value.partition(":")[::2] for each in (later, earlier)]
    (name, kind), (before, its_kind) = names
    # without a kind every kind of the agency is taken away
    return name == before and (kind == its_kind or not (kind and its_kind))


def _about(correction: Correction) -> tuple[str, ...]:
    match correction.kind:
        case "title" | "outlet" | "date" | "event-date":
            return (correction.kind,)
        case "quote-speaker":
            return (correction.kind, correction.target or "")
        case _:
            return (correction.kind, correction.value, correction.target or "")
