"""The commands of ``timtin``, one file per group of them."""

from __future__ import annotations

from typing import Final

import click

from web.commands.add import add
from web.commands.articles import delete, show, stats
from web.commands.correct import correct
from web.commands.corrections import corrections
from web.commands.fetch import fetch
from web.commands.index import check, migrate, rebuild
from web.commands.person import person
from web.commands.saved import saved
from web.commands.search import explain, search
from web.commands.settings import settings
from web.commands.watch import watch

COMMANDS: Final[tuple[click.Command, ...]] = (
    add,
    fetch,
    watch,
    search,
    explain,
    show,
    correct,
    corrections,
    delete,
    stats,
    rebuild,
    check,
    migrate,
    person,
    saved,
    settings,
)
