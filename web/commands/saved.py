"""``timtin saved``: the saved searches of every owner."""

from __future__ import annotations

import click

from index.moment import told
from index.settings import Settings
from web.commands.rooms import opened_store
from web.console import document, json_option, line, say, words


@click.group(help=words("Các tìm kiếm đã lưu.", "The saved searches."))
def saved() -> None:
    pass


@saved.command("list", help=words("liệt kê, mới nhất trước", "list them, newest first"))
@json_option
def list_all(as_json: bool) -> None:
    with opened_store(Settings.from_environment()) as store:
        for each in store.saved_searches():
            if as_json:
                document(
                    {
                        "id": each.id,
                        "query": each.canonical,
                        "title": each.title,
                        "created_at": each.created_at,
                    }
                )
            else:
                line(f"/s/{each.id}\t{told(each.created_at)}\t{each.title}\t?{each.canonical}")


@saved.command(help=words("xóa theo mã", "delete by id"))
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@json_option
def delete(ids: tuple[str, ...], as_json: bool) -> None:
    from search.errors import SavedSearchNotFound
    from web.console import Failure

    with opened_store(Settings.from_environment()) as store:
        missing = [each for each in ids if not store.delete_saved_search(each)]
    removed = len(ids) - len(missing)
    if as_json:
        document({"deleted": removed, "not_found": missing})
    else:
        say("Đã xóa {removed} tìm kiếm.", "Deleted {removed} searches.", removed=removed)
        for each in missing:
            Failure(SavedSearchNotFound(id=each)).show()
    if missing:
        raise click.exceptions.Exit(1)
