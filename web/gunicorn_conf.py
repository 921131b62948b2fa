"""How gunicorn serves: taken from the one table of settings."""

from __future__ import annotations

from typing import Any

from search.suggest.holder import in_background
from web.memory import Spare, hold_little
from web.services import share, warm
from web.wsgi import checked

_settings, _ = checked()
_spare = Spare()

bind = f"{_settings.host}:{_settings.port}"
workers = _settings.workers
preload_app = True  # one process reads program and index, the others share its memory
worker_class = "web.worker.Worker"
threads = 8  # who asks little need not wait for two whose searches or downloads take long
timeout = 60
limit_request_line = 8190  # a query of 1,000 Vietnamese letters, percent-encoded
accesslog = None  # queries are what reporters work on; web/logs.py says what may be said
errorlog = "-"
control_socket_disable = True  # nothing steers the processes but signals


def when_ready(server: Any) -> None:
    """Before the first worker is started."""
    hold_little()
    share(server.app.wsgi())


def post_worker_init(worker: Any) -> None:  # gunicorn has no types
    """Reads the archive's names before a reporter waits for the first completion."""
    in_background(lambda: warm(worker.wsgi))


def post_request(_worker: Any, _request: Any, _environ: Any, _response: Any) -> None:
    """The answer is sent: he who asked does not wait for this."""
    _spare.answered()
