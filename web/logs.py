"""One JSON document a line for whoever runs the site, and an id that all lines of a request have.

A line says which endpoint answered with what status in what time: never the address, for
queries are what reporters work on, and never who asked.
"""

from __future__ import annotations

import json
import logging
import secrets
from datetime import UTC, datetime
from typing import Final

from flask import g, has_request_context

_LOG: Final = logging.getLogger("timtin.requests")


class Lines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if has_request_context():
            said["request"] = request_id()
        said |= getattr(record, "said", {})
        if record.exc_info:
            said["exception"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)


def as_json() -> None:
    """Let everything that this process logs be such lines, on standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    _LOG.setLevel(logging.INFO)
    server = logging.getLogger("gunicorn.error")  # it comes with a handler and a format of its own
    server.handlers.clear()
    server.propagate = True


def request_id() -> str:
    """The id of the request being answered."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(8)
    return str(g.request_id)


def answered(endpoint: str | None, method: str, status: int, seconds: float) -> None:
    """Log that a request was answered."""
    said = {"endpoint": endpoint, "method": method, "status": status, "ms": round(1000 * seconds)}
    _LOG.info("answered", extra={"said": said})
