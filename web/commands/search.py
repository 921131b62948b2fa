"""``timtin search`` and ``explain``: the same search as the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from web.commands.rooms import opened_service
from web.console import document, json_option, lang, line, printable, say, warn, words

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


@click.command(
    cls=QueryCommand,
    help=words("Tìm như trên trang web.", "The same search as the page."),
    epilog=words("Ví dụ: timtin search đàm phán -Nga", "Example: timtin search đàm phán -Nga"),
)
@click.argument("query", nargs=-1, metavar="QUERY")
@click.option("--outlet", multiple=True, help=words("chỉ báo này (lặp được)", "this outlet only"))
@click.option("--source", multiple=True, help=words("chỉ nguồn tin này", "this agency only"))
@click.option("--person", multiple=True, help=words("có nhân vật này", "naming this person"))
@click.option("--date", multiple=True, help="2022, 2022-03, 2022-03-01")
@click.option("--from", "from_", help=words("từ ngày, hoặc -7d", "from this day, or -7d"))
@click.option("--to", help=words("đến hết ngày", "to this day, included"))
@click.option("--sort", help="relevance, newest, oldest")
@click.option("--match", help="all, any")
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
        "Câu tìm được hiểu thế nào: âm tiết, cây, vấn đề, cách đọc, trọng số.",
        "What becomes of a query: tokens, tree, problems, readings, weights.",
    ),
)
@click.argument("query", nargs=-1, metavar="QUERY")
@json_option
def explain(query: tuple[str, ...], as_json: bool) -> None:
    from index.analysis import analyze
    from search.language.printer import print_query

    q = " ".join(query)
    with opened_service() as service:
        compiled = service.explain(q)
    tokens = list(analyze(q).exact)
    problems = [problem.message(lang()) for problem in compiled.problems]
    weights = [{"node": str(clause.node), "weight": clause.weight} for clause in compiled.rank]
    if as_json:
        document(
            {
                "q": q,
                "tokens": tokens,
                "tree": str(compiled.tree),
                "canonical": print_query(compiled.tree),
                "understood": compiled.understood,
                "readings": list(compiled.readings),
                "problems": problems,
                "where": str(compiled.where),
                "rank": weights,
            }
        )
        return
    line(words("âm tiết: ", "tokens: ") + " · ".join(tokens))
    line(words("cây: ", "tree: ") + str(compiled.tree))
    line(words("viết lại: ", "canonical: ") + print_query(compiled.tree))
    line(words("hiểu là: ", "understood as: ") + (compiled.understood or q))
    for reading in compiled.readings:
        line(words("cách đọc: ", "reading: ") + reading)
    for each in problems:
        line(words("vấn đề: ", "problem: ") + each)
    line(words("điều kiện: ", "where: ") + str(compiled.where))
    for clause in compiled.rank:
        line(words("trọng số: ", "weight: ") + f"{clause.weight:g} × {clause.node}")


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
    say("{total} bài", "{total} articles", total=page.total)
    first = (page.request.page - 1) * page.request.limit + 1
    for number, hit in enumerate(page.hits, start=first):
        line()
        _tell_hit(number, hit)
    if page.few:
        say(
            "\nÍt kết quả; thêm --match any để tìm cả bài chỉ có một số từ.",
            "\nFew results; add --match any for articles with only some of the words.",
        )


def _tell_hit(number: int, hit: Hit) -> None:
    date = hit.date.value if hit.date else words("không rõ ngày", "undated")
    outlet = hit.outlet_label or words("không rõ báo", "outlet unknown")
    click.echo(f"{number}. {_marked(hit.title, hit.title_ranges)}")
    line(f"   {outlet} · {date} · {hit.id}")
    for snippet in hit.snippets:
        text = _marked(snippet.text, snippet.ranges)
        click.echo("   … " + " ".join(text.split()))


def _marked(text: str, ranges: tuple[Range, ...]) -> str:
    """What matched in bold on a terminal; click leaves the codes out in a pipe."""
    parts = []
    at = 0
    for start, end in ranges:
        parts += [printable(text[at:start]), click.style(printable(text[start:end]), bold=True)]
        at = end
    return "".join([*parts, printable(text[at:])])
