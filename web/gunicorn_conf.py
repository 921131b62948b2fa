"""How gunicorn serves: taken from the one table of settings."""

from __future__ import annotations

from web.wsgi import checked

_settings, _ = checked()

bind = f"{_settings.host}:{_settings.port}"
workers = _settings.workers
threads = 2  # one slow download must not hold a whole process
timeout = 60
limit_request_line = 8190  # a query of 1,000 Vietnamese letters, percent-encoded
accesslog = None  # queries are what reporters work on: they stay out of the logs
errorlog = "-"
control_socket_disable = True  # nothing steers the processes but signals
