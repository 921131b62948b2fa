"""``timtin search`` and ``explain``: the same search as the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

import click

from web.commands.dated import dated
from web.commands.rooms import opened_service
from web.console import document, json_option, lang, line, printable, say, spoken, warn, words

if TYPE_CHECKING:
    from search.page import Hit, Page, Range
    from search.request import SearchRequest


Given = str | tuple[str, ...] | None
"""What an option may hold: one value, all of a repeatable one, nothing."""


class QueryCommand(click.Command):
    """Takes ``-Nga`` as a word of the query; an unknown ``--option`` stays wrong usage."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["context_settings"] = {"ignore_unknown_options": True}
        super().__init__(*args, **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        known = {name for parameter in self.get_params(ctx) for name in parameter.opts}
        for each in args[: args.index("--")] if "--" in args else args:
            name = each.partition("=")[0]
            if name.startswith("--") and name not in known:
                raise click.NoSuchOption(name, possibilities=sorted(known), ctx=ctx)
        return super().parse_args(ctx, args)


_PARAMETERS: Final = (
    click.option(
        "--outlet", multiple=True, help=words("chỉ báo này (lặp được)", "this outlet only")
    ),
    click.option("--source", multiple=True, help=words("chỉ nguồn tin này", "this agency only")),
    click.option("--person", multiple=True, help=words("có nhân vật này", "naming this person")),
    click.option(
        "--date",
        multiple=True,
        help=words(
            "2022, 2022-03, 2022-03-01; __missing: không có ngày, __no_year: không rõ năm",
            "2022, 2022-03, 2022-03-01; __missing: no date, __no_year: year unknown",
        ),
    ),
    click.option("--from", "from_", help=words("từ ngày, hoặc -7d", "from this day, or -7d")),
    click.option("--to", help=words("đến hết ngày", "to this day, included")),
    click.option("--sort", help="relevance, newest, oldest"),
    click.option("--match", help="all, any"),
    click.option("--marks", help="any"),
    click.option("--alt", help="off"),
    click.option("--how", multiple=True, help="typed, reading, alternative, marking, lacking"),
    click.option("--recency", help="on"),
    click.option("--group", help="article, story"),
)
"""What decides which articles are found, and in which order; the URL's parameters."""


def _with_parameters(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_PARAMETERS):
        command = option(command)
    return command


@click.command(
    cls=QueryCommand,
    help=words("Tìm như trên trang web.", "The same search as the page."),
    epilog=words("Ví dụ: timtin search đàm phán -Nga", "Example: timtin search đàm phán -Nga"),
)
@click.argument("query", nargs=-1, metavar="QUERY")
@_with_parameters
@click.option("--limit", help=words("số bài, tối đa 100", "how many, 100 at most"))
@click.option("--page", help=words("trang thứ mấy", "which page"))
@json_option
def search(query: tuple[str, ...], as_json: bool, **parameters: Given) -> None:
    request = _request(query, parameters)
    with opened_service() as service:
        page = service.search(request)
    if as_json:
        from web.views import search_document

        document(search_document(page))
    else:
        _tell(page)


@click.command(
    cls=QueryCommand,
    help=words(
        "Câu tìm được hiểu thế nào, và vì sao một bài khớp.",
        "How a query is understood, and why an article matches.",
    ),
    epilog=words(
        "Ví dụ: timtin explain dam phan --id BÀI", "Example: timtin explain dam phan --id ARTICLE"
    ),
)
@click.argument("query", nargs=-1, metavar="QUERY")
@click.option("--id", "id_", help=words("vì sao bài này khớp", "why this article matches"))
@_with_parameters
@json_option
def explain(query: tuple[str, ...], as_json: bool, id_: str | None, **parameters: Given) -> None:
    request = _request(query, parameters)
    with opened_service() as service:
        told = service.explain(request, id_)
    if as_json:
        from web.explaining import explanation_document

        document(explanation_document(request.q, told))
    else:
        from web.commands.explained import tell

        tell(request, told)


def _request(query: tuple[str, ...], parameters: Mapping[str, Given]) -> SearchRequest:
    """The options are the URL's parameters; a bad one is wrong usage."""
    from search.errors import BadRequest
    from search.request import SearchRequest

    pairs = [("q", " ".join(query))]
    for name, given in parameters.items():
        values = given if isinstance(given, tuple) else (given,)
        pairs += [(name.rstrip("_"), value) for value in values if value is not None]
    try:
        request, problems = SearchRequest.from_args(pairs, strict=True)
    except BadRequest as error:
        raise click.UsageError(printable(error.message(lang()))) from error
    for problem in problems:
        warn("Lưu ý: {text}", "Note: {text}", text=problem.message(lang()))
    return request


def _tell(page: Page) -> None:
    for problem in page.problems:
        warn("Lưu ý: {text}", "Note: {text}", text=problem.message(lang()))
    if page.understood:
        say("Hiểu là: {text}", "Understood as: {text}", text=page.understood)
    for also in page.also:
        others = ", ".join(also.others)
        say(
            "Cũng tìm: {typed} → {others}",
            "Also searched: {typed} → {others}",
            typed=also.typed,
            others=others,
        )
    for each in page.suggestions:
        say(
            "Ý bạn là: {q} ({total} bài)",
            "Did you mean: {q} ({total} articles)",
            q=each.q,
            total=spoken().number(each.total),
        )
    _tell_total(page)
    several = len(page.readings) > 1
    first = (page.request.page - 1) * page.request.limit + 1
    for number, hit in enumerate(page.hits, start=first):
        line()
        _tell_hit(number, hit, several)
    if page.few:
        say(
            "\nBỏ --sort và --match để xem thêm những bài gần đúng.",
            "\nLeave out --sort and --match to see the articles that come near, too.",
        )


def _tell_total(page: Page) -> None:
    number = spoken().number
    near = page.total - page.full
    if page.request.counted == "story":
        say("{total} tin", "{total} stories", total=number(page.total))
    elif not page.widened or not near or (page.request.how and not page.full):
        say("{total} bài", "{total} articles", total=number(page.total))
    elif page.full:
        say(
            "{full} bài có đủ các từ; thêm {near} bài gần đúng",
            "{full} articles have all the words; {near} more come near",
            full=number(page.full),
            near=number(near),
        )
    else:
        say(
            "Không có bài nào đủ các từ; {near} bài gần đúng",
            "No article has all the words; {near} come near",
            near=number(near),
        )


def _tell_hit(number: int, hit: Hit, several_readings: bool) -> None:
    from web.filters import match_notes, other_quotes, speaker

    language = spoken()
    date = dated(hit.date, hit.date_kind)
    outlet = hit.outlet_label or words("không rõ báo", "outlet unknown")
    click.echo(f"{number}. {_marked(hit.title, hit.title_ranges)}")
    line(f"   {outlet} · {date} · {hit.id}{_copies(hit)}")
    for snippet in hit.snippets:
        text = " ".join(_marked(snippet.text, snippet.ranges).split())
        if snippet.quote is None:
            click.echo("   … " + text)
        else:
            before, behind = ("…" if cut else "" for cut in snippet.cut)
            who = printable(speaker(snippet.speaker, snippet.quote, language))
            click.echo(f"   {who}: “{before}{text}{behind}”")
    if hit.quotes and (more := other_quotes(hit, language)):
        line("   " + more)
    for note in match_notes(hit.matched, several_readings, language):
        line("   " + note.line(language))


def _copies(hit: Hit) -> str:
    """How many other articles tell the same story."""
    if hit.story is None or hit.story.copies == 1:
        return ""
    others = hit.story.copies - 1
    return words(f" · {others} bản khác", f" · {others} other copies")


def _marked(text: str, ranges: tuple[Range, ...]) -> str:
    """What matched in bold on a terminal; click leaves the codes out in a pipe."""
    parts = []
    at = 0
    for start, end in ranges:
        parts += [printable(text[at:start]), click.style(printable(text[start:end]), bold=True)]
        at = end
    return "".join([*parts, printable(text[at:])])
