"""What gunicorn runs: ``gunicorn 'web.wsgi:application()'``.

Here a missing TIMTIN_SECRET_KEY is a refusal to start, not a default: each
worker and each machine must sign with the same key.
"""

from __future__ import annotations

import sys
from typing import Final

from flask import Flask

from index.errors import TimtinError
from index.settings import Settings
from search.language.alternatives import load
from web.app import create_app
from web.logs import as_json
from web.security import configured_secret

REFUSED: Final = 4
"""Gunicorn's code for an application that cannot be loaded: with any other it starts the
worker again, for ever."""


def checked() -> tuple[Settings, str]:
    """The settings in force and the signing key; with unusable ones the process ends.

    ``gunicorn_conf`` asks before a worker is started, so gunicorn refuses once.
    """
    try:
        settings = Settings.from_environment()
        load(settings.alternatives)
        return settings, configured_secret(settings)
    except TimtinError as error:
        sys.stderr.write(f"timtin: {error.message('vi')}\ntimtin: {error.message('en')}\n")
        raise SystemExit(REFUSED) from error


def application() -> Flask:
    """The production application; refuses to start when misconfigured."""
    settings, secret = checked()
    as_json()
    return create_app(settings, secret)
