"""What is seen of each request from outside: its id, a line in the log, a count in the metrics."""

from __future__ import annotations

import re
import time
from typing import Final

from flask import Flask, Response, g, request

from web import logs
from web.metrics import Metrics

HEADER: Final = "X-Request-ID"
_SOUND: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")


def configure(app: Flask, trusting: bool) -> None:
    """Observe what ``app``, whose routes are all there, answers from now on.

    A request has the id that a proxy gave it where ``trusting``, else one of ours.
    """
    metrics = Metrics(list(app.view_functions))
    app.extensions["timtin-metrics"] = metrics

    def begin() -> None:
        g.began = time.monotonic()
        given = request.headers.get(HEADER, "")
        if trusting and _SOUND.fullmatch(given):
            g.request_id = given

    def end(response: Response) -> Response:
        seconds = time.monotonic() - g.began
        response.headers[HEADER] = logs.request_id()
        metrics.count(request.endpoint, response.status_code, seconds)
        logs.answered(request.endpoint, request.method, response.status_code, seconds)
        return response

    # before whatever refuses a request
    app.before_request_funcs.setdefault(None, []).insert(0, begin)
    app.after_request(end)
