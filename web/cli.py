"""``timtin``: Flask's own command group with ours beside it.

``timtin run``, ``routes`` and ``shell`` come from Flask. A command's module is
imported when the command line starts, so it imports what is heavy inside its
functions: ``timtin --help`` must not load an index.
"""

from __future__ import annotations

import os
from typing import Any

import click
from flask import Flask
from flask.cli import FlaskGroup

from index.errors import TimtinError
from index.settings import TABLE, Settings
from web.commands import COMMANDS
from web.console import Failure, prepare_streams, words


class TimtinGroup(FlaskGroup):
    """Loads the application only for the commands that need it, and words our errors."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # Flask's choice of another application and of an .env file: there is one of each here
        self.params = [each for each in self.params if each.name not in ("app", "env_file")]

    def list_commands(self, ctx: click.Context) -> list[str]:
        # Flask's own would load the application to ask it for commands
        return click.Group.list_commands(self, ctx)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return click.Group.get_command(self, ctx, name)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except TimtinError as error:
            raise Failure(error) from error


def application() -> Flask:
    """The site, for ``run``, ``routes`` and ``shell``."""
    from search.suggest.holder import in_background
    from web.app import create_app
    from web.services import warm

    settings = Settings.from_environment()
    app = create_app(settings)
    if click.get_current_context().info_name == "run":
        _renew_outdated(settings)
        in_background(lambda: warm(app))
    return app


def _renew_outdated(settings: Settings) -> None:
    """Before the first search; what goes wrong is said, and pages without a search are served."""
    from web.commands.rooms import renew_outdated

    try:
        renew_outdated(settings)
    except TimtinError as error:
        Failure(error).show()


def _served_at() -> dict[str, str]:
    """HOST and PORT mean for ``timtin run`` what they mean for gunicorn."""
    rows = {row.name: os.environ.get(row.name) or row.default for row in TABLE}
    return {"host": rows["HOST"], "port": rows["PORT"]}


@click.group(
    cls=TimtinGroup,
    create_app=application,
    add_version_option=False,
    load_dotenv=False,
    context_settings={"default_map": {"run": _served_at()}, "auto_envvar_prefix": None},
    help=words(
        "Tìm Tin: máy tìm kiếm tin bài tiếng Việt cho tòa soạn.",
        "Tìm Tin: a search engine for newsrooms that work in Vietnamese.",
    ),
)
@click.version_option(package_name="timtin", prog_name="timtin")
@click.option(
    "--data",
    type=click.Path(file_okay=False),
    help=words(
        "thư mục dữ liệu (thay cho TIMTIN_DATA; mặc định var)",
        "the data folder (in place of TIMTIN_DATA; default var)",
    ),
)
def cli(data: str | None) -> None:
    if data is not None:
        # also for the child process of `timtin run --reload`
        os.environ["TIMTIN_DATA"] = data


for command in COMMANDS:
    cli.add_command(command)


def main() -> None:
    """The ``timtin`` program. Exit codes: 0, 1 something was rejected or failed, 2 wrong usage."""
    prepare_streams()
    cli.main(prog_name="timtin")


if __name__ == "__main__":
    main()
