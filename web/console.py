"""How the command line speaks: in one language, to people or to programs.

Only this file and the commands print. People get lines, programs (``--json``)
one JSON document per line; problems go to standard error.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from index.errors import TimtinError
from index.wording import Lang, Wording

if TYPE_CHECKING:
    from web.language import Language

Command = TypeVar("Command", bound=Callable[..., Any])

_SHOWN_AS_IS: Final = "\n\t"


def lang() -> Lang:
    """The language of the output: TIMTIN_LANG, Vietnamese unless it says en."""
    return "en" if os.environ.get("TIMTIN_LANG") == "en" else "vi"


def words(vi: str, en: str, **details: object) -> str:
    """One sentence in the language of the output, its places filled."""
    return Wording(vi, en).text(lang(), **details)


def say(vi: str, en: str, **details: object) -> None:
    """A line for a person, on standard output."""
    click.echo(printable(words(vi, en, **details)))


def warn(vi: str, en: str, **details: object) -> None:
    """A line for a person, on standard error."""
    click.echo(printable(words(vi, en, **details)), err=True)


def line(text: str = "") -> None:
    """A line of data, on standard output."""
    click.echo(printable(text))


def document(content: object) -> None:
    """One JSON document on one line of standard output."""
    click.echo(json.dumps(content, ensure_ascii=False))


def printable(text: str) -> str:
    """``text`` without what a terminal would obey: a headline must not move the cursor."""
    return "".join(
        each if each.isprintable() or each in _SHOWN_AS_IS else _escaped(each) for each in text
    )


def _escaped(letter: str) -> str:
    # soft hyphens and joiners are not "printable" either, and harmless
    if letter.isspace() or (ord(letter) > 0x9F and not "\ud800" <= letter <= "\udfff"):
        return letter if letter not in "\r\x0b\x0c\x85\u2028\u2029" else " "
    return repr(letter)[1:-1]


def json_option(command: Command) -> Command:
    """The ``--json`` switch of every command, as the parameter ``as_json``."""
    text = words("in JSON, mỗi dòng một tài liệu", "print JSON, one document per line")
    return click.option("--json", "as_json", is_flag=True, help=text)(command)


def day(_: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The callback of an option that is one day, ``2025-10-29``."""
    try:
        return date.fromisoformat(value).isoformat() if value is not None else None
    except ValueError as error:
        text = words(
            "“{value}” không phải một ngày viết dạng 2025-10-29",
            "“{value}” is not a day written like 2025-10-29",
            value=value,
        )
        raise click.BadParameter(text, param=parameter) from error


def spoken() -> Language:
    """The page's words in the language of the terminal."""
    from web.language import language

    return language(lang())


def partial_date(_: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The callback of an option that is a date as far as it is known, with its year: EDTF."""
    from index.corrections.dates import precision

    if value is None or precision(value) not in (None, "day-no-year"):
        return value
    text = words(
        "“{value}” không phải một ngày viết dạng 2025-10-29, 2025-10 hay 2025",
        "“{value}” is not a date written like 2025-10-29, 2025-10 or 2025",
        value=value,
    )
    raise click.BadParameter(text, param=parameter)


class Failure(click.ClickException):
    """One of our errors, as one line on standard error; exit code 1."""

    exit_code = 1

    def __init__(self, error: TimtinError) -> None:
        super().__init__(error.message(lang()))

    def show(self, file: Any = None) -> None:
        text = " ".join(printable(self.message).split())
        click.echo(words("Lỗi: {text}", "Error: {text}", text=text), file=file, err=file is None)


def prepare_streams() -> None:
    """Let no file name or headline stop the output: what has no UTF-8 form is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # inside a JSON string the escape of a lone surrogate is JSON's own
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
