"""How gunicorn serves: taken from the one table of settings."""

from __future__ import annotations

from index.settings import Settings

_settings = Settings.from_environment()

bind = f"{_settings.host}:{_settings.port}"
workers = _settings.workers
threads = 2  # one slow download must not hold a whole process
timeout = 60
limit_request_line = 8190  # a query of 1,000 Vietnamese letters, percent-encoded
accesslog = None  # queries are what reporters work on: they stay out of the logs
errorlog = "-"
control_socket_disable = True  # nothing steers the processes but signals
