"""How corrections are listed, by ``timtin correct`` and ``timtin corrections``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from index.moment import told
from web.console import document, lang, line, say, warn, words

if TYPE_CHECKING:
    from index.corrections import Correction
    from index.store import Made, Store


def tell(store: Store, id: str, as_json: bool) -> None:
    """The corrections of an article, undone ones included."""
    found = store.corrections(id)
    gone = lost(store, id, found)
    for made in found:
        if as_json:
            document(correction_document(made, made.number not in gone))
        else:
            line(row(made, made.number not in gone))
    if not found and not as_json:
        say("Bài này chưa có bản sửa nào.", "This article has no corrections.")


def tell_unmet(id: str, unmet: Iterable[Correction]) -> None:
    """Say which corrections of an article, in force as before, find nothing to be about."""
    from index.corrections import sentence

    for each in unmet:
        warn(
            "Lưu ý: {id}: bản sửa “{text}” không còn chỗ áp dụng; xem `timtin correct {id} --list`",
            "Note: {id}: the correction “{text}” finds no place any more; "
            "see `timtin correct {id} --list`",
            id=id,
            text=sentence(each, lang()),
        )


def lost(store: Store, id: str, found: Sequence[Made]) -> set[int]:
    """The corrections in force that find nothing to be about."""
    from index.corrections import apply

    understood = store.understood(id)
    in_force = [made for made in found if made.in_force]
    unmet = apply(understood, [made.correction for made in in_force]).unmet if understood else ()
    return {made.number for made in in_force if made.correction in unmet}


def correction_document(made: Made, applies: bool) -> dict[str, object]:
    """One correction for programs; ``applies`` is False for one without a place now."""
    return {
        "number": made.number,
        "id": made.id,
        "kind": made.correction.kind,
        "value": made.correction.value,
        "target": made.correction.target,
        "who": made.who,
        "why": made.why,
        "made_at": made.made_at,
        "undone_at": made.undone_at,
        "undone_by": made.undone_by,
        "applies": applies and made.in_force,
    }


def row(made: Made, applies: bool) -> str:
    """One correction for people, in a line."""
    from index.corrections import sentence

    said = f"{made.who}, {told(made.made_at)}"
    reason = f" ({made.why})" if made.why else ""
    state = ""
    if not made.in_force:
        state = words(
            " · đã hoàn tác: {who}, {at}",
            " · undone: {who}, {at}",
            who=made.undone_by,
            at=told(made.undone_at) if made.undone_at else "",
        )
    elif not applies:
        state = words(" · không còn chỗ áp dụng", " · finds no place any more")
    return f"{made.number}\t{sentence(made.correction, lang())}\t{said}{reason}{state}"
