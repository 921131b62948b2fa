"""``timtin show --revisions`` and ``--diff``: the earlier texts of an article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from index.moment import told
from web.console import document, line, printable, say, words

if TYPE_CHECKING:
    from index.article import Kept
    from index.differences import Piece
    from index.store import Revision
    from web.revisions import Compared


def tell(revisions: Sequence[Revision], kept: Kept, number: int | None, as_json: bool) -> None:
    """The list of revisions, or what was changed after the one with this number."""
    from web.revisions import compared
    from web.views import compared_document, revisions_document

    if number is None:
        if as_json:
            document(
                {"id": kept.article.id, "revisions": revisions_document(kept.article.id, revisions)}
            )
        else:
            _list(revisions)
        return
    found = compared(revisions, kept, number)
    if as_json:
        document(compared_document(kept.article.id, found))
    else:
        _tell(found)


def _list(revisions: Sequence[Revision]) -> None:
    for each in revisions:
        line(f"{each.number}\t{told(each.replaced_at)}\t{each.article.title}")
    if not revisions:
        say("Bài này chưa từng đổi.", "This article has never changed.")


def _tell(found: Compared) -> None:
    from web.console import lang
    from web.value_names import FIELD_NAMES, VALUE_NAMES

    say(
        "Bản {number}, bị thay lúc {at}:",
        "Revision {number}, replaced at {at}:",
        number=found.number,
        at=told(found.replaced_at),
    )
    for change in found.changes:
        name = VALUE_NAMES[change.kind].text(lang())
        none = words("không có", "none")
        line(f"{name}: {change.before or none} → {change.after or none}")
    for field, pieces in found.texts:
        line()
        line(f"{FIELD_NAMES[field].text(lang())}:")
        click.echo("".join(map(_shown, pieces)))


def _shown(piece: Piece) -> str:
    """[-taken out-] and {+put in+}, as ``wdiff`` writes them; in colour on a terminal."""
    text = printable(piece.text)
    match piece.operation:
        case "out":
            return click.style(f"[-{text}-]", fg="red")
        case "in":
            return click.style(f"{{+{text}+}}", fg="green")
        case _:
            return text
