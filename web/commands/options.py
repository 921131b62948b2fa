"""Options that several commands take, each with one wording."""

from __future__ import annotations

from typing import Final

import click

from web.console import day, words

OUTLET: Final = click.option(
    "--outlet", help=words("báo đã đăng, thay cho điều bài ghi", "who published them")
)
AS_OF: Final = click.option(
    "--as-of",
    metavar="YYYY-MM-DD",
    callback=day,
    help=words(
        "ngày không ghi năm lấy năm gần nhất không sau ngày này",
        "a day without a year takes the latest year not after this day",
    ),
)
