"""What gunicorn runs: ``gunicorn 'web.wsgi:application()'``.

Here a missing TIMTIN_SECRET_KEY is a refusal to start, not a default: each
worker and each machine must sign with the same key.
"""

from __future__ import annotations

from flask import Flask

from index.errors import TimtinError
from index.settings import Settings
from web.app import create_app
from web.security import configured_secret


def application() -> Flask:
    """The production application; exits with a clear message when misconfigured."""
    try:
        settings = Settings.from_environment()
        return create_app(settings, configured_secret(settings))
    except TimtinError as error:
        raise SystemExit(f"timtin: {error.message('vi')}\ntimtin: {error.message('en')}") from error
