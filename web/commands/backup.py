"""``timtin backup`` and ``timtin restore``: the store in one file, and back."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.errors import BackupNowhere
from index.moment import told
from index.settings import Settings
from web.commands.progress import progress
from web.console import document, json_option, say, words
from web.opening import engine_of

if TYPE_CHECKING:
    from index.backup import Made, Manifest, Restored

_MEGABYTE = 1_000_000


@click.command(
    help=words(
        "Sao lưu cả kho bài vào một TỆP mới (hoặc một thư mục, tên tệp ghi ngày giờ); việc thêm "
        "và tìm vẫn chạy. Bản sao lưu được đọc lại và kiểm tra trước khi mang tên của nó. Không "
        "có trong đó: chỉ mục (lúc khôi phục sẽ dựng lại), secret.key và tệp cấu hình.",
        "Back the whole store up into a new FILE (or a folder: the file gets the date and time "
        "as its name) while adding and searching go on. The backup is read again and compared "
        "before it gets its name. Not in it: the index (restoring makes it), secret.key and "
        "files of settings.",
    )
)
@click.argument("target", type=click.Path(), metavar="FILE|FOLDER")
@json_option
def backup(target: str, as_json: bool) -> None:
    from index.backup import make

    place = Path(target).absolute()
    if target.endswith("/") and not place.is_dir():
        raise BackupNowhere(folder=place)  # a file of this name is not what was meant
    settings = Settings.from_environment()
    with progress(None, "Đang sao lưu", "Backing up"):
        made = make(settings.database_url, settings.lock_wait, place)
    if as_json:
        document(_made(made))
        return
    say(
        "Đã sao lưu {articles} bài vào {file} ({size:.1f} MB, {seconds:.1f} giây), "
        "đã đọc lại và khớp.",
        "Backed up {articles} articles into {file} ({size:.1f} MB, {seconds:.1f} s), "
        "read again and the same.",
        articles=made.manifest.articles,
        file=made.file,
        size=made.bytes / _MEGABYTE,
        seconds=made.seconds,
    )


@click.command(
    help=words(
        "Khôi phục kho bài từ một bản sao lưu vào thư mục dữ liệu còn trống (timtin --data "
        "THƯ_MỤC restore TỆP) rồi dựng chỉ mục. Không bao giờ ghi đè lên một kho bài đang có.",
        "Restore the store from a backup into an empty data folder (timtin --data FOLDER "
        "restore FILE) and make its index. A store that is there is never overwritten.",
    )
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--verify",
    is_flag=True,
    help=words(
        "chỉ kiểm tra bản sao lưu, không ghi gì", "only check the backup, and write nothing"
    ),
)
@json_option
def restore(file: Path, verify: bool, as_json: bool) -> None:
    from index import backup as backups

    settings = Settings.from_environment()
    file = file.absolute()
    if verify:
        manifest = backups.verify(file)
        if as_json:
            document(asdict(manifest))
        else:
            _tell_whole(file, manifest)
        return
    expected = backups.manifest(file)
    with progress(expected.articles, "Đang khôi phục", "Restoring") as advance:
        restored = backups.restore(file, _database(settings), engine_of(settings), advance)
    if as_json:
        document(_restored(restored, settings))
        return
    say(
        "Đã khôi phục {articles} bài vào {folder} ({seconds:.1f} giây), chỉ mục đã dựng xong.",
        "Restored {articles} articles into {folder} ({seconds:.1f} s); the index is made.",
        articles=restored.index.documents,
        folder=settings.data,
        seconds=restored.seconds,
    )


def _database(settings: Settings) -> Path:
    """Where the store's file belongs. Raises :class:`BackupUnsupported` for a server's."""
    from index.errors import BackupUnsupported
    from index.store.database import parsed, sqlite_file

    url = parsed(settings.database_url)
    file = sqlite_file(url)
    if file is None:
        raise BackupUnsupported(where=url.render_as_string())
    return file


def _tell_whole(file: Path, manifest: Manifest) -> None:
    say(
        "{file} nguyên vẹn: {articles} bài, lập lúc {made_at} bởi Tìm Tin {program}.",
        "{file} is whole: {articles} articles, made at {made_at} by Tìm Tin {program}.",
        file=file,
        articles=manifest.articles,
        made_at=told(manifest.made_at),
        program=manifest.program,
    )


def _made(made: Made) -> dict[str, object]:
    return {
        "file": str(made.file),
        "bytes": made.bytes,
        "seconds": round(made.seconds, 2),
        **asdict(made.manifest),
    }


def _restored(restored: Restored, settings: Settings) -> dict[str, object]:
    return {
        "folder": str(settings.data),
        "seconds": round(restored.seconds, 2),
        "articles": restored.index.documents,
        "generation": restored.index.generation,
        "change": restored.manifest.change,
    }
