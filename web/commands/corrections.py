"""``timtin corrections``: the corrections of all articles, as regression cases."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TextIO

import click

from index.errors import ArticleNotFound, TimtinError
from index.settings import Settings
from web.commands.corrected import correction_document, lost, row
from web.commands.rooms import opened_store, renewed_engine
from web.console import Failure, document, json_option, line, say, words

if TYPE_CHECKING:
    from index.cases import Case
    from index.store import Made, Store


@click.group(help=words("Các bản sửa của tòa soạn.", "The newsroom's corrections."))
def corrections() -> None:
    pass


@corrections.command("list", help=words("liệt kê các bản sửa", "list those in force"))
@json_option
def list_all(as_json: bool) -> None:
    with opened_store(Settings.from_environment()) as store:
        every = store.all_corrections()
        by_article: defaultdict[str, list[Made]] = defaultdict(list)
        for made in every:
            by_article[made.id].append(made)
        gone = {
            number
            for article, found in by_article.items()
            for number in lost(store, article, found)
        }
        for made in every:
            applies = made.number not in gone
            if as_json:
                document(correction_document(made, applies))
            else:
                line(f"{made.id}\t{row(made, applies)}")


@corrections.command(
    help=words(
        "Ghi các bản sửa thành ca kiểm thử (JSONL, kèm đầu vào của bài) để chạy "
        "`python -m quality.corrections FILE` hoặc nhập vào kho khác.",
        "Write the corrections as regression cases (JSONL, with each article's input) for "
        "`python -m quality.corrections FILE` or for another archive.",
    )
)
@click.argument("file", type=click.File("w", encoding="utf-8", lazy=True))
@json_option
def export(file: TextIO, as_json: bool) -> None:
    from index.cases import case_text, cases

    count = 0
    with opened_store(Settings.from_environment()) as store:
        for case in cases(store):
            file.write(case_text(case) + "\n")
            count += 1
    if as_json:
        document({"cases": count, "file": file.name})
    else:
        say(
            "Đã ghi {count} ca vào {file}.",
            "Wrote {count} cases to {file}.",
            count=count,
            file=file.name,
        )


@corrections.command(
    "import",
    help=words(
        "Áp dụng các ca đã xuất cho những bài cùng mã trong kho này.",
        "Make the exported corrections on the articles of this archive that have the same ids.",
    ),
)
@click.argument("file", type=click.File("r", encoding="utf-8"))
@json_option
def import_(file: TextIO, as_json: bool) -> None:
    from index.cases import read_case
    from index.catch_up import catch_up

    settings = Settings.from_environment()
    made, refused = 0, []
    with opened_store(settings) as store:
        for number, text in enumerate(file, start=1):
            if not text.strip():
                continue
            case = read_case(text, file.name, number)
            try:
                made += _take_over(store, case)
            except TimtinError as error:
                refused.append(case.id)
                Failure(error).show()
        catch_up(store, renewed_engine(settings, store), settings.batch)
    if as_json:
        document({"corrections": made, "refused": refused})
    else:
        say("Đã áp dụng {made} bản sửa.", "Made {made} corrections.", made=made)
    if refused:
        raise click.exceptions.Exit(1)


def _take_over(store: Store, case: Case) -> int:
    """Make the case's corrections that are not in force here; how many those were."""
    from index.corrections import refuse_any

    kept = store.get(case.id)
    if kept is None:
        raise ArticleNotFound(id=case.id)
    known = {made.correction for made in store.corrections(case.id) if made.in_force}
    new = [said for said in case.said if said.correction not in known]
    refuse_any(kept.article, [said.correction for said in new])
    for said in new:
        store.correct(case.id, [said.correction], said.who, said.why)
    return len(new)
