"""``timtin person``: who is who across the archive, and who says so."""

from __future__ import annotations

import shlex
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import click

from index.errors import RulingRefused
from index.moment import told
from index.settings import Settings
from index.wording import Wording
from web.commands.person_lines import (
    ACTIONS,
    ORIGINS,
    PROPOSALS,
    SHOWN,
    decision_document,
    decision_lines,
    evidence_line,
    label,
    tell_decision,
    tell_suggestions,
)
from web.commands.rooms import opened_store, renewed_engine
from web.console import day, document, json_option, line, say, words

if TYPE_CHECKING:
    from index.engines.base import Engine
    from index.people import Identities
    from index.people.learning import Archive, Proposal
    from index.store import Action, Decision, Rulings, Store
    from search.persons import PersonDesk

NO_SUCH: Final = Wording(
    vi="Không có quyết định số {number}, hoặc nó đã được hoàn tác (xem `timtin person history`).",
    en="There is no decision {number}, or it was undone already (see `timtin person history`).",
)
LATER: Final = Wording(
    vi="Quyết định số {later} về sau cũng nói về những tên này; hãy hoàn tác số {later} trước.",
    en="Decision {later} is later and about the same names; undo {later} first.",
)


@dataclass(frozen=True, slots=True)
class _Room:
    """What the commands work on: the index has what the store has."""

    settings: Settings
    store: Store
    engine: Engine
    identities: Identities

    @property
    def desk(self) -> PersonDesk:
        from search.persons import PersonDesk

        return PersonDesk(self.store, self.engine, self.identities)

    def known(self, name: str) -> str:
        """``name`` with single spaces. Raises :class:`PersonNotFound`."""
        name = " ".join(name.split())
        if not self.desk.exists(name):
            raise self.desk.not_found(name)
        return name

    def decide(self, action: Action, ruling: tuple[Rulings, Rulings]) -> tuple[Decision, int]:
        """Keep the ruling and let the index follow."""
        from index.people import RulingEffect

        made = self.store.decide(action, *ruling, RulingEffect)
        self.follow()
        return made

    def follow(self) -> None:
        from index.catch_up import catch_up

        catch_up(self.store, self.engine, self.settings.batch)


@contextmanager
def _opened() -> Iterator[_Room]:
    from index.catch_up import catch_up
    from index.people import identities_of

    settings = Settings.from_environment()
    with opened_store(settings) as store:
        engine = renewed_engine(settings, store)
        catch_up(store, engine, settings.batch)
        yield _Room(settings, store, engine, identities_of(store))


@click.group(
    help=words(
        "Nhân vật của cả kho: gộp, tách, xác nhận, hoàn tác.",
        "Persons across the archive: merge, split, confirm, undo.",
    )
)
def person() -> None:
    pass


@person.command(
    help=words("gộp: từ nay TÊN được tính là NGƯỜI", "from now on NAME counts as PERSON")
)
@click.argument("name", metavar=words("TÊN", "NAME"))
@click.argument("into", metavar=words("NGƯỜI", "PERSON"))
@json_option
def merge(name: str, into: str, as_json: bool) -> None:
    from index.people.deciding import merge as merged

    with _opened() as room:
        name, into = room.known(name), room.known(into)
        ruling, both = merged(room.identities, name, into), room.desk.named_together(name, into)
        made, articles = room.decide("merge", ruling)
        tell_decision(made, articles, as_json)
        if both and not as_json:
            say(
                "Chú ý: {name} và {into} cùng có mặt trong {both} bài, có thể là hai người.",
                "Note: {name} and {into} stand together in {both} articles; "
                "they may be two persons.",
                name=name,
                into=into,
                both=both,
            )


@person.command(
    help=words(
        "tách: TÊN là người riêng; hoặc, với dấu hiệu, tách một người khỏi những người trùng tên",
        "NAME is a person of its own; or, with marks, one of several namesakes is told apart",
    )
)
@click.argument("name", metavar=words("TÊN", "NAME"))
@click.option(
    "--role", multiple=True, help=words("chức danh ngay cạnh tên", "a title beside the name")
)
@click.option(
    "--place", multiple=True, help=words("tỉnh, thành cạnh tên", "a province beside the name")
)
@click.option("--born", multiple=True, type=int, help=words("năm sinh", "year of birth"))
@click.option("--from", "first", callback=day, help=words("bài từ ngày", "articles from this day"))
@click.option("--to", "last", callback=day, help=words("bài đến ngày", "articles to this day"))
@json_option
def split(name: str, as_json: bool, **given: Any) -> None:
    from index.people.deciding import Marks, part, tell_apart

    marks = Marks(given["role"], given["place"], given["born"], given["first"], given["last"])
    with _opened() as room:
        name = room.known(name)
        ruling = tell_apart(room.identities, name, marks) if marks else part(room.identities, name)
        made, articles = room.decide("split", ruling)
        tell_decision(made, articles, as_json)
        if marks and not articles and not as_json:
            say(
                "Chú ý: chưa bài nào có {name} với các dấu hiệu này; "
                "bài mới có sẽ được tính riêng. Xem các dấu hiệu: timtin person show {quoted}",
                "Note: no article has {name} with these marks yet; new ones that do will count "
                "apart. See the marks there are: timtin person show {quoted}",
                name=name,
                quoted=shlex.quote(name),
            )


@person.command(help=words("xác nhận những tên đã tự học", "confirm aliases that were learnt"))
@click.argument("names", nargs=-1, required=True, metavar=words("TÊN...", "NAME..."))
@json_option
def confirm(names: tuple[str, ...], as_json: bool) -> None:
    from index.people import identities_of
    from index.people.deciding import confirm as confirmed

    with _opened() as room:
        for name in names:
            ruling = confirmed(identities_of(room.store), room.known(name))
            tell_decision(*room.decide("confirm", ruling), as_json)


@person.command(
    help=words("hoàn tác một quyết định theo số", "take a decision back, by its number")
)
@click.argument("number", type=int, metavar=words("SỐ", "NUMBER"))
@json_option
def undo(number: int, as_json: bool) -> None:
    from index.people import RulingEffect
    from index.store import Overruled

    with _opened() as room:
        try:
            made = room.store.undo(number, RulingEffect)
        except KeyError as error:
            raise RulingRefused(NO_SUCH, number=number) from error
        except Overruled as error:
            raise RulingRefused(LATER, later=error.later) from error
        room.follow()
        tell_decision(*made, as_json)


@person.command(
    help=words(
        "tự học các cách viết chắc chắn của một tên (hoàn tác được)",
        "learn the sure spellings of a name from the archive (can be undone)",
    )
)
@json_option
def learn(as_json: bool) -> None:
    from index.people.deciding import learn as learnt

    with _opened() as room:
        ruling = learnt(room.identities, _proposals(room)[0])
        if not ruling[0].aliases:
            if as_json:
                document({"aliases": [], "articles": 0})
            else:
                say("Không có gì mới để học.", "There is nothing new to learn.")
            return
        tell_decision(*room.decide("learn", ruling), as_json)


@person.command(help=words("gợi ý từ kho, kèm bằng chứng", "what the archive suggests, and why"))
@click.option(
    "--kind", type=click.Choice(tuple(PROPOSALS)), help=words("chỉ loại này", "this kind only")
)
@click.option("--limit", type=click.IntRange(1), default=SHOWN, show_default=True)
@json_option
def suggest(kind: str | None, limit: int, as_json: bool) -> None:
    from index.people.namesakes import namesakes

    with _opened() as room:
        proposals, archive = _proposals(room)
        found = [each for each in proposals if kind in (None, each.kind)]
        several = namesakes(room.store.all(), room.identities, archive) if kind is None else []
    tell_suggestions(found[:limit], several[:limit], as_json)
    if not as_json and not found and not several:
        say("Không có gợi ý nào.", "There is nothing to suggest.")
    if not as_json and len(found) > limit:
        say("(còn {more} gợi ý; --limit)", "({more} more; --limit)", more=len(found) - limit)


def _proposals(room: _Room) -> tuple[list[Proposal], Archive]:
    """Those that nobody decided about."""
    from index.people.learning import gathered, propose

    archive = gathered(room.store.all(), room.identities)
    decided = room.identities
    return [each for each in propose(archive) if decided.alias(each.name) is None], archive


@person.command(help=words("một người: tên khác, số bài, chức danh", "one person, as known"))
@click.argument("name", metavar=words("TÊN", "NAME"))
@json_option
def show(name: str, as_json: bool) -> None:
    from web.person_views import person_document

    with _opened() as room:
        page = room.desk.page(name)
    if as_json:
        document(person_document(page))
        return
    counts = {"value": page.value, "articles": page.articles}
    say("{value}: {articles} bài", "{value}: {articles} articles", **counts)
    for each in page.known_as:
        line(f"  {each.name}\t{label(ORIGINS, each.origin)}\t{evidence_line(each.evidence)}")
    for one, count in page.namesakes:
        line(f"  {one.value}\t{count}")
    shown = (
        (words("chức danh", "titles"), page.roles),
        (words("nơi", "places"), page.places),
        (words("năm sinh", "born"), page.born),
    )
    for heading, rows in shown:
        if rows:
            line(f"  {heading}: " + ", ".join(f"{row.label} ({row.articles})" for row in rows))
    if page.shared or len(page.born) > 1:
        say(
            "  Tên này có thể là của nhiều người.",
            "  Several people may have this name.",
        )


@person.command(
    "list",
    help=words(
        "nhân vật theo tên gọi: mọi người, theo chữ cái đầu (H), hoặc có chữ ấy trong tên (hùng)",
        "persons in the order of names: all, by initial (H), or with these letters in it (hùng)",
    ),
)
@click.argument("letters", required=False, metavar=words("[CHỮ]", "[LETTERS]"))
@click.option("--by-count", is_flag=True, help=words("theo số bài", "by number of articles"))
@json_option
def list_all(letters: str | None, by_count: bool, as_json: bool) -> None:
    asked = unicodedata.normalize("NFC", letters or "").strip()
    with _opened() as room:
        found = room.desk.listed(asked, by_count)
        if asked and not found.names:
            raise room.desk.not_found(asked)
    for each in found.names:
        if as_json:
            document({"name": each.text, "articles": each.documents})
        else:
            line(f"{each.text}\t{each.documents}")


@person.command(help=words("các quyết định, mới nhất trước", "the decisions, newest first"))
@json_option
def history(as_json: bool) -> None:
    with opened_store(Settings.from_environment()) as store:
        for each in store.decisions():
            if as_json:
                document(decision_document(each))
            else:
                undone = words("(đã hoàn tác)", "(undone)") if each.undone_by else ""
                text = "; ".join(decision_lines(each, 3))
                head = f"{each.number}\t{told(each.made_at)}\t{label(ACTIONS, each.action)}"
                line(f"{head}\t{text} {undone}".rstrip())
