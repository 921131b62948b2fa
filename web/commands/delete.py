"""``timtin delete``: articles out of store and index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from index.errors import ArticleNotFound
from index.settings import Settings
from web.commands.rooms import opened_store, renewed_engine
from web.console import Failure, document, json_option, say, warn, words

if TYPE_CHECKING:
    from index.store import Store


@click.command(
    help=words(
        "Xóa bài theo mã, theo báo, hoặc tất cả.", "Remove articles by id, by outlet, or all."
    )
)
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--outlet", help=words("mọi bài của báo này", "every article of this outlet"))
@click.option("--all", "everything", is_flag=True, help=words("mọi bài", "every article"))
@click.option("--yes", is_flag=True, help=words("không hỏi lại", "do not ask"))
@json_option
def delete(
    ids: tuple[str, ...], outlet: str | None, everything: bool, yes: bool, as_json: bool
) -> None:
    from index.catch_up import catch_up

    if (bool(ids), outlet is not None, everything).count(True) != 1:
        text = words("hãy cho mã bài, hoặc --outlet, hoặc --all", "give ids, or --outlet, or --all")
        raise click.UsageError(text)
    settings = Settings.from_environment()
    with opened_store(settings) as store:
        if not ids and not yes:
            _ask(outlet)
        engine = renewed_engine(settings, store)
        corrections = _corrections(store)
        removed, missing = _remove(store, ids, outlet, engine.status().change)
        lost = len(corrections - _corrections(store))
        catch_up(store, engine, settings.batch)
    if as_json:
        document({"deleted": removed, "corrections": lost, "not_found": missing})
    else:
        say("Đã xóa {removed} bài.", "Deleted {removed} articles.", removed=removed)
        if lost:
            _tell_lost(lost)
        for each in missing:
            Failure(ArticleNotFound(id=each)).show()
    if missing:
        raise click.exceptions.Exit(1)


def _corrections(store: Store) -> set[int]:
    return {made.number for made in store.all_corrections()}


def _tell_lost(corrections: int) -> None:
    warn(
        "Lưu ý: {corrections} bản sửa của các bài ấy mất theo; thêm lại bài cũng không có lại. "
        "Muốn giữ thì chạy `timtin corrections export` trước khi xóa, rồi `import` sau khi thêm "
        "lại bài.",
        "Note: {corrections} corrections of these articles went with them, and do not come back "
        "when the articles do. To keep some, run `timtin corrections export` before deleting, and "
        "`import` after adding again.",
        corrections=corrections,
    )


def _ask(outlet: str | None) -> None:
    question = words("Xóa tất cả các bài?", "Delete every article?")
    if outlet is not None:
        question = words(
            "Xóa mọi bài của {outlet}?", "Delete every article of {outlet}?", outlet=outlet
        )
    click.confirm(question, abort=True)


def _remove(
    store: Store, ids: tuple[str, ...], outlet: str | None, indexed: int
) -> tuple[int, list[str]]:
    """How many were deleted, and the ids that were not there.

    What an earlier run took out of the store and not out of the index, which has the changes
    up to ``indexed``, goes out of it now: it counts as deleted.
    """
    from index.engines.schema import MISSING
    from search.names import facet_value

    waiting = store.deleted_since(indexed) if indexed else {}  # of no index nothing is left
    if ids:
        gone = {*store.delete(ids), *waiting}
        wanted = dict.fromkeys(ids)
        missing = [each for each in wanted if each not in gone]
        return len(wanted) - len(missing), missing
    if outlet is None:
        return store.delete_all() + len(waiting), []
    value = facet_value("outlet", outlet)
    known = None if value == MISSING else value
    return store.delete_outlet(known) + list(waiting.values()).count(known), []
