"""``timtin stats``: what the store and the index hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.enrich import VERSION
from index.settings import Settings
from web.commands.rooms import opened_store
from web.console import document, json_option, line, say, words
from web.opening import engine_of

if TYPE_CHECKING:
    from index.engines.base import Status
    from index.store import Stats


@click.command(help=words("Số liệu của kho bài và chỉ mục.", "Counts of the store and the index."))
@json_option
def stats(as_json: bool) -> None:
    settings = Settings.from_environment()
    with opened_store(settings) as store:
        found, status = store.stats(), engine_of(settings).status()
    sizes = {
        "database": _size(settings, "timtin.db*"),
        "index": _size(settings, f"{settings.index_folder.name}/**/*"),
    }
    if as_json:
        document(_stats_document(found, status, sizes, VERSION))
        return
    for vi, en, value in (
        ("Bài", "Articles", found.articles),
        ("Bài đã xóa", "Deleted", found.deleted),
        ("Bản cũ", "Earlier texts", found.revisions),
        ("Bản sửa của tòa soạn", "Corrections", found.corrections),
        ("Tìm kiếm đã lưu", "Saved searches", found.saved_searches),
        ("Trong chỉ mục", "In the index", status.documents),
        ("Chờ vào chỉ mục", "Changes to index", found.change - status.change),
        ("Thế hệ chỉ mục", "Index generation", status.generation),
        ("Cơ sở dữ liệu (MB)", "Database (MB)", round(sizes["database"] / 1e6, 1)),
        ("Chỉ mục (MB)", "Index (MB)", round(sizes["index"] / 1e6, 1)),
    ):
        line(f"{words(vi, en)}: {value}")
    for outlet, count in found.outlets:
        line(f"  {outlet or words('không rõ báo', 'outlet unknown')}: {count}")
    older = _older(found, VERSION)
    if older:
        say(
            "{count} bài do bản hiểu cũ ({versions}) đọc, chương trình dùng bản {wanted}; "
            "hãy chạy `timtin rebuild --understand`.",
            "{count} articles were understood by an older version ({versions}), this program "
            "has {wanted}; run `timtin rebuild --understand`.",
            count=sum(older.values()),
            versions=", ".join(version or "?" for version in older),
            wanted=VERSION,
        )
    if not status.current:
        say(
            "Chỉ mục do bản phân tích cũ tạo ra; hãy chạy `timtin rebuild`.",
            "An older analysis made the index; run `timtin rebuild`.",
        )


def _older(found: Stats, current: str) -> dict[str, int]:
    """How many articles each version but this program's has understood."""
    return {version: count for version, count in found.understandings if version != current}


def _stats_document(
    found: Stats, status: Status, sizes: dict[str, int], version: str
) -> dict[str, object]:
    return {
        "articles": found.articles,
        "deleted": found.deleted,
        "revisions": found.revisions,
        "corrections": found.corrections,
        "understanding": {
            "version": version,
            "older": sum(_older(found, version).values()),
            "versions": [{"value": name, "count": n} for name, n in found.understandings],
        },
        "saved_searches": found.saved_searches,
        "change": found.change,
        "outlets": [{"value": outlet, "count": count} for outlet, count in found.outlets],
        "index": {
            "documents": status.documents,
            "generation": status.generation,
            "analysis": status.analysis,
            "current": status.current,
            "change": status.change,
        },
        "bytes": sizes,
    }


def _size(settings: Settings, pattern: str) -> int:
    """Bytes of the files in the data folder that match."""
    return sum(path.stat().st_size for path in Path(settings.data).glob(pattern) if path.is_file())
