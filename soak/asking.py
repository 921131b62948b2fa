"""One request to the application, as a server would hand it on, and what came of it."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_to_bytes

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from index.errors import DeadlinePassed
from soak.requests import Request
from web.errors import TOO_LATE

_HEADERS: Final = ("Content-Security-Policy", "X-Content-Type-Options")
_INTERNAL: Final = ("Traceback (most recent", "sqlalchemy", "/site-packages/")


@dataclass(frozen=True, slots=True)
class Outcome:
    """``late``: the time was over, and it was said; ``fault`` is what was wrong with an answer.

    ``computed`` are the seconds without what other processes took meanwhile.
    """

    status: int
    seconds: float
    computed: float
    late: bool = False
    fault: str | None = None


def ask(app: Flask, request: Request) -> Outcome:
    """Send ``request``; an exception of the application's is a fault, too."""
    environ = EnvironBuilder(method=request.method, data=request.body or None).get_environ()
    environ["PATH_INFO"] = unquote_to_bytes(request.path).decode("latin-1")
    environ["QUERY_STRING"] = request.query
    if request.body:
        environ["CONTENT_TYPE"] = "application/json"
    began, computed = time.perf_counter(), time.process_time()
    try:
        chunks, line, headers = run_wsgi_app(app, environ, buffered=True)
        body = b"".join(chunks)
    except Exception as error:  # whatever it is: a server would have answered 500
        return Outcome(500, time.perf_counter() - began, 0.0, fault=repr(error))
    seconds, computed = time.perf_counter() - began, time.process_time() - computed
    status = int(line.split()[0])
    text = body.decode("utf-8", "replace")
    late = status == 503 and _says_late(text)
    missing = [name for name in _HEADERS if name not in headers]
    fault = f"without {missing}" if missing else _fault(request, status, text, late)
    return Outcome(status, seconds, computed, late, fault)


def _says_late(text: str) -> bool:
    return DeadlinePassed.code in text or TOO_LATE.vi in text or TOO_LATE.en in text


def _fault(request: Request, status: int, text: str, late: bool) -> str | None:
    if status >= 500 and not late:
        return f"{status}: {text[:200]}"
    if any(each in text for each in _INTERNAL):
        return "tells what happens inside"
    if request.path.startswith("/api/") and status not in (204, 308):
        try:
            document = json.loads(text)
        except ValueError:
            return f"{status} and no JSON: {text[:200]}"
        if status >= 400 and not {"code", "messages", "status"} <= set(document):
            return f"{status} and no problem document"
    return None
