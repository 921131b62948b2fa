"""The commands of ``timtin``, one file each, or one per group."""

from __future__ import annotations

from typing import Final

import click

from web.commands.add import add
from web.commands.backup import backup, restore
from web.commands.correct import correct
from web.commands.corrections import corrections
from web.commands.delete import delete
from web.commands.fetch import fetch
from web.commands.index import check, migrate, rebuild
from web.commands.person import person
from web.commands.saved import saved
from web.commands.search import explain, search
from web.commands.settings import settings
from web.commands.show import show
from web.commands.stats import stats
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
    backup,
    restore,
    migrate,
    person,
    saved,
    settings,
)
