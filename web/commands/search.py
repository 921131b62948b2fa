"""``timtin search`` and ``explain``: the same search as the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from web.commands.rooms import opened_service
from web.console import document, json_option, lang, line, printable, say, warn, words

if TYPE_CHECKING:
    from index.engines.base import Explanation
    from search.page import Hit, Matched, Page, Range
    from search.request import SearchRequest
    from search.service import Explained


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
@click.option("--marks", help="any")
@click.option("--alt", help="off")
@click.option("--how", multiple=True, help="typed, reading, alternative, marking, lacking")
@click.option("--recency", help="on")
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
@click.option("--id", "id_", help=words("vì sao bài này khớp", "why this article matches"))
@click.option("--marks", help="any")
@click.option("--alt", help="off")
@json_option
def explain(query: tuple[str, ...], as_json: bool, id_: str | None, **parameters: Given) -> None:
    from web.explaining import explanation_document

    request = _request(query, parameters)
    with opened_service() as service:
        told = service.explain(request, id_)
    if as_json:
        document(explanation_document(request.q, told))
    else:
        _tell_explained(request.q, told)


def _tell_explained(q: str, told: Explained) -> None:
    from index.analysis import analyze
    from index.engines.query import field_of, text_of
    from search.language.printer import print_query
    from web.explaining import shown

    query = told.query
    line(words("âm tiết: ", "tokens: ") + " · ".join(analyze(q).exact))
    line(words("cây: ", "tree: ") + str(query.tree))
    line(words("viết lại: ", "canonical: ") + print_query(query.tree))
    line(words("hiểu là: ", "understood as: ") + (query.understood or q))
    for reading in query.readings:
        line(words("cách đọc: ", "reading: ") + reading)
    for also in query.also:
        line(words("cũng tìm: ", "also searched: ") + f"{also.typed} → {', '.join(also.others)}")
    for each in query.problems:
        line(words("vấn đề: ", "problem: ") + each.message(lang()))
    line(words("điều kiện: ", "where: ") + shown(told.question.where))
    for clause in told.question.rank:
        name = f"{field_of(clause.node)}:{text_of(clause.node)}"
        line(words("trọng số: ", "weight: ") + f"{clause.weight:g} × {name}")
    if told.article:
        _tell_score(told.article, told.matched)


def _tell_score(found: Explanation, matched: Matched | None) -> None:
    how = matched.how if matched else words("không khớp", "does not match")
    line(words("khớp: ", "matched: ") + how)
    for word in matched.lacking if matched else ():
        line(words("thiếu: ", "lacking: ") + word)
    line(words("điểm: ", "score: ") + f"{found.score:.4f} = {found.factor:.4f} ×")
    for each in sorted(found.contributions, key=lambda each: -each.score):
        line(
            f"  {each.score:8.4f}  {each.field}:{each.text}  {each.weight:g} × tf {each.frequency}"
        )


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
    if page.widened and page.total > page.full:
        say(
            "{full} bài có đủ các từ; thêm {more} bài gần đúng",
            "{full} articles have all the words; {more} more come near",
            full=page.full,
            more=page.total - page.full,
        )
    else:
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
