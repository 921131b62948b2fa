"""``timtin settings``: the table of settings, with the values in force."""

from __future__ import annotations

import os
from typing import Final

import click

from index.settings import TABLE, Settings
from web.console import document, json_option, lang, line, words

_SECRET: Final = "TIMTIN_SECRET_KEY"  # noqa: S105  # the name of the setting, not its value


@click.command(
    help=words(
        "Các thiết lập (biến môi trường), giá trị đang dùng và ý nghĩa.",
        "The settings (environment variables), their values and what they are for.",
    )
)
@json_option
def settings(as_json: bool) -> None:
    Settings.from_environment()  # says which one cannot be used
    for row in TABLE:
        value = os.environ.get(row.name) or row.default
        shown = "***" if row.name == _SECRET and value else value
        if as_json:
            document(
                {
                    "name": row.name,
                    "value": shown,
                    "default": row.default,
                    "help": {"vi": row.help.vi, "en": row.help.en},
                }
            )
        else:
            line(f"{row.name}={shown}")
            default = words("mặc định", "default")
            line(f"    {row.help.text(lang())} ({default}: {row.default or '-'})")
