"""``timtin correct``: what the newsroom knows better than the rules."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from index.errors import ArticleNotFound
from index.settings import Settings
from web.commands.corrected import tell, tell_unmet
from web.commands.rooms import opened_store, renewed_engine
from web.console import json_option, warn, words

if TYPE_CHECKING:
    from index.article import Article
    from index.corrections import Correction, Kind
    from index.store import Store

Given = Mapping[str, Any]

_VALUES: Final = (
    click.option("--title", metavar="TEXT", help=words("tít đúng", "the right headline")),
    click.option(
        "--outlet",
        metavar="NAME",
        help=words("báo đã đăng; “” là không rõ", "who published it; “” is unknown"),
    ),
    click.option(
        "--date",
        metavar="EDTF",
        help=words("ngày đăng: 2025-10-29, 2025-10; “” là không rõ", "published; “” is unknown"),
    ),
    click.option(
        "--event-date",
        metavar="EDTF",
        help=words(
            "ngày sự kiện, cả XXXX-10-29; “” là không có",
            "the event's day, XXXX-10-29 too; “” is none",
        ),
    ),
    click.option(
        "--person-add",
        metavar="NAME[=TEXT]",
        multiple=True,
        help=words(
            "thêm nhân vật; =CHỮ là cách bài gọi", "add a person; =TEXT is how the article says it"
        ),
    ),
    click.option(
        "--person-remove",
        metavar="NAME",
        multiple=True,
        help=words("đây không phải nhân vật", "this is no person"),
    ),
    click.option(
        "--person-rename",
        metavar="OLD=NEW",
        multiple=True,
        help=words("nhân vật CŨ thật ra là MỚI", "the person OLD is NEW"),
    ),
    click.option(
        "--source-add",
        metavar="NAME:KIND",
        multiple=True,
        help=words("thêm nguồn tin, như TASS:cite", "add a source, as TASS:cite"),
    ),
    click.option(
        "--source-remove",
        metavar="NAME[:KIND]",
        multiple=True,
        help=words("bỏ nguồn tin", "remove a source"),
    ),
    click.option(
        "--quote-speaker",
        metavar="N=NAME",
        multiple=True,
        help=words(
            "lời trích dẫn thứ N (số ở `timtin show`) do ai nói; N= là không rõ",
            "who said quotation N (as `timtin show` numbers them); N= is unknown",
        ),
    ),
)


def _with_values(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_VALUES):
        command = option(command)
    return command


@click.command(
    help=words(
        "Sửa điều Tìm Tin hiểu sai về một bài. Bản sửa giữ nguyên khi bài được thêm lại "
        "hoặc hiểu lại; lịch sử được giữ và có thể hoàn tác.",
        "Put right what was misunderstood about an article. A correction holds when the article "
        "is added or understood again; its history is kept and it can be undone.",
    ),
    epilog=words(
        'Ví dụ: timtin correct BÀI --outlet VOV --person-rename "Hòa=Nguyễn Văn Hòa"',
        'Example: timtin correct ID --outlet VOV --person-rename "Hòa=Nguyễn Văn Hòa"',
    ),
)
@click.argument("article_id", metavar="ID")
@_with_values
@click.option("--why", metavar="TEXT", help=words("vì sao", "the reason"))
@click.option("--by", metavar="NAME", help=words("ai sửa (mặc định: tên đăng nhập)", "who says so"))
@click.option(
    "--undo",
    type=int,
    multiple=True,
    metavar="NUMBER",
    help=words("hoàn tác bản sửa mang số này", "undo the correction with this number"),
)
@click.option(
    "--list", "listed", is_flag=True, help=words("liệt kê các bản sửa", "list the corrections")
)
@json_option
def correct(
    article_id: str,
    *,
    why: str | None,
    by: str | None,
    undo: tuple[int, ...],
    listed: bool,
    as_json: bool,
    **values: Any,
) -> None:
    from index.corrections import refuse_any
    from index.people import identities_of

    given = {name: value for name, value in values.items() if value not in (None, ())}
    if (bool(given), bool(undo), listed).count(True) != 1:
        text = words(
            "hãy cho một hoặc nhiều điều cần sửa, hoặc --undo, hoặc --list",
            "give what is to be corrected, or --undo, or --list",
        )
        raise click.UsageError(text)
    settings = Settings.from_environment()
    with opened_store(settings) as store:
        kept = store.get(article_id)
        if kept is None:
            raise ArticleNotFound(id=article_id)
        if given:
            values_there = identities_of(store).values(kept.article)
            said = list(_corrections(kept.article, values_there, given))
            refuse_any(kept.article, said)
            _note_unknown(said)
            applied = store.correct(article_id, said, by or _me(), why)
        elif undo:
            _refuse_undo(store, article_id, undo)
            applied = store.undo_corrections(article_id, undo, by or _me())
        if not listed:
            _follow(store, settings)
            tell_unmet(article_id, applied.unmet if applied else ())
        tell(store, article_id, as_json)


def _me() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container whose user has no name
        return "?"


def _follow(store: Store, settings: Settings) -> None:
    from index.catch_up import catch_up

    catch_up(store, renewed_engine(settings, store), settings.batch)


def _corrections(article: Article, names: Sequence[str], given: Given) -> Iterator[Correction]:
    """What the options say, in the words of the tables and, of persons, of the article.

    ``names`` are what the archive calls the article's persons.
    """
    from index.corrections import KINDS

    for kind in KINDS:
        value = given.get(kind.replace("-", "_"))
        for each in (value,) if isinstance(value, str) else value or ():
            yield _correction(article, names, kind, each)


def _correction(article: Article, names: Sequence[str], kind: Kind, text: str) -> Correction:
    from index.corrections import Correction, name_here
    from index.engines.schema import MISSING
    from index.enrich.agencies.tables import agency_name
    from index.enrich.outlet import outlet_code
    from index.enrich.persons.tables import person_name

    left, sign, right = (part.strip() for part in text.partition("="))
    match kind:
        case "outlet":
            name = "" if text == MISSING else text.strip()
            return Correction(kind, outlet_code(name) or name)
        case "date" | "event-date":
            return Correction(kind, "" if text == MISSING else text.strip())
        case "person-add":
            name = person_name(left)
            form = right if sign else left
            return Correction(kind, name, form if form != name else None)
        case "person-remove":
            return Correction(kind, name_here(article, names, text.strip()))
        case "person-rename":
            return Correction(kind, person_name(right), name_here(article, names, left))
        case "source-add" | "source-remove":
            name, colon, use = text.strip().rpartition(":")
            whole = f"{agency_name(name)}:{use}" if colon else agency_name(text.strip())
            return Correction(kind, whole)
        case "quote-speaker":
            at = int(left) - 1 if left.isdecimal() else -1
            quoted = article.quotes[at].text if 0 <= at < len(article.quotes) else None
            name = name_here(article, names, right)
            known = any(person.name == name for person in article.persons)
            return Correction(kind, name if known or not right else person_name(right), quoted)
        case _:
            return Correction(kind, text.strip())


def _note_unknown(said: Sequence[Correction]) -> None:
    """A name that no table lists is taken as it is written, and may be a slip."""
    from index.enrich.agencies.tables import media
    from index.enrich.outlet import outlet_code

    listed = set(media().names.values()) | set(media().papers.values())
    for each in said:
        name = each.value.rpartition(":")[0] if each.kind == "source-add" else each.value
        new_outlet = each.kind == "outlet" and name and outlet_code(name) is None
        if new_outlet or (each.kind == "source-add" and name not in listed):
            warn(
                "Lưu ý: bảng báo và hãng tin chưa có “{name}”; tên được giữ như đã gõ.",
                "Note: no table of outlets and agencies lists “{name}”; it is kept as typed.",
                name=name,
            )


def _refuse_undo(store: Store, id: str, numbers: Sequence[int]) -> None:
    known = [made.number for made in store.corrections(id) if made.in_force]
    for number in numbers:
        if number not in known:
            text = words(
                "bài này không có bản sửa số {number} đang có hiệu lực; hiện có: {known}",
                "no correction {number} of this article is in force; in force: {known}",
                number=number,
                known=", ".join(map(str, known)) or "–",
            )
            raise click.UsageError(text)
