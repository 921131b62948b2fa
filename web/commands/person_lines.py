"""How decisions and suggestions about persons read, to people and to programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from index.wording import Wording
from web.console import document, lang, line, say, words

if TYPE_CHECKING:
    from index.people.learning import Proposal
    from index.people.namesakes import Namesakes
    from index.store import Decision, Rulings

SHOWN: Final = 30
"""Rows of one decision, and suggestions, that are told unless more are asked for."""

ORIGINS: Final[Mapping[str, Wording]] = {
    "data": Wording(vi="danh sách", en="list"),
    "learnt": Wording(vi="tự học", en="learnt"),
    "confirmed": Wording(vi="đã xác nhận", en="confirmed"),
    "apart": Wording(vi="tách riêng", en="kept apart"),
}
"""Where another name of a person comes from."""

ACTIONS: Final[Mapping[str, Wording]] = {
    "merge": Wording(vi="gộp", en="merge"),
    "split": Wording(vi="tách", en="split"),
    "confirm": Wording(vi="xác nhận", en="confirm"),
    "learn": Wording(vi="tự học", en="learn"),
    "undo": Wording(vi="hoàn tác", en="undo"),
}
"""What was decided."""

PROPOSALS: Final[Mapping[str, Wording]] = {
    "spelling": Wording(vi="cách viết", en="spelling"),
    "marks": Wording(vi="dấu chữ nước ngoài", en="accents"),
    "sound": Wording(vi="phiên âm khác", en="romanisation"),
    "gloss": Wording(vi="bài tự chú thích", en="explained in an article"),
    "order": Wording(vi="đảo thứ tự", en="order"),
    "middle": Wording(vi="tên đệm", en="middle name"),
    "initial": Wording(vi="viết tắt tên", en="initial"),
    "partial": Wording(vi="chỉ có họ", en="surname alone"),
    "slip": Wording(vi="sai một chữ", en="one letter off"),
}
"""In which way the archive says that two names are one person."""


def label(names: Mapping[str, Wording], code: str) -> str:
    """A code of ``names`` as a person reads it."""
    return names[code].text(lang())


def tell_decision(decision: Decision, articles: int, as_json: bool) -> None:
    """A decision that was just made, and how to take it back."""
    if as_json:
        document({**decision_document(decision), "articles": articles})
        return
    for each in decision_lines(decision, SHOWN):
        line(each)
    say(
        "Quyết định số {number}; {articles} bài được tính lại. "
        "Hoàn tác: timtin person undo {number}",
        "Decision {number}; {articles} articles count anew. Undo: timtin person undo {number}",
        number=decision.number,
        articles=articles,
    )


def decision_lines(decision: Decision, most: int) -> list[str]:
    """What a decision put and took, at most ``most`` lines."""
    rows = [
        f"{each.name} → {each.person} [{label(ORIGINS, each.origin)}]"
        if each.origin != "apart"
        else f"{each.name} [{label(ORIGINS, 'apart')}]"
        for each in decision.after.aliases
    ]
    rows += [each.value for each in decision.after.namesakes]
    now = {each.name for each in decision.after.aliases}
    gone = [f"− {each.name}" for each in decision.before.aliases if each.name not in now]
    values = {each.value for each in decision.after.namesakes}
    gone += [f"− {e.value}" for e in decision.before.namesakes if e.value not in values]
    rows += gone
    return rows if len(rows) <= most else [*rows[:most], f"… +{len(rows) - most}"]


def decision_document(decision: Decision) -> dict[str, Any]:
    """A decision for programs."""
    return {
        "number": decision.number,
        "action": decision.action,
        "made_at": decision.made_at,
        "before": _ruling(decision.before),
        "after": _ruling(decision.after),
        "undone_by": decision.undone_by,
    }


def _ruling(some: Rulings) -> dict[str, Any]:
    return {
        "aliases": [asdict(each) for each in some.aliases],
        "namesakes": [asdict(each) for each in some.namesakes],
    }


def tell_suggestions(
    found: Iterable[Proposal], several: Iterable[Namesakes], as_json: bool
) -> None:
    """Names that may be one, and names that may be several people's, with what speaks for it."""
    for each in found:
        if as_json:
            document({"suggests": "merge", "sure": each.sure, **asdict(each)})
        else:
            kind = label(PROPOSALS, each.kind)
            line(f"{each.name} → {each.person}\t{kind}\t{evidence_line(each.evidence)}")
    for one in several:
        if as_json:
            document({"suggests": "split", **asdict(one)})
            continue
        say("{name}: có thể nhiều người", "{name}: maybe several people", name=one.name)
        for group in one.groups:
            marks = ", ".join((*group.roles[:3], *group.places[:3], *map(str, group.born)))
            line(f"  {len(group.articles)}\t{marks}\t{' '.join(group.articles[:3])}")


def evidence_line(evidence: Mapping[str, Any]) -> str:
    """Counts and what both names are seen with, in one line."""
    if not evidence:
        return ""
    text = words(
        "{name} và {person} bài, chung {shared} người",
        "{name} and {person} articles, {shared} persons in common",
        **{key: evidence[key] for key in ("name", "person", "shared")},
    )
    seen = [*evidence["roles"][:2], *evidence["company"][:2]]
    return f"{text}: {', '.join(seen)}" if seen else text
