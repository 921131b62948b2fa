"""gunicorn's threads; what they answer to that is no request carries our headers, too.

Of their own they name what was sent, in the answer and in the log.
"""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus
from typing import Any, Final

from gunicorn import util
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.workers.gthread import ThreadWorker

from index.wording import Wording
from web.errors import HTTP
from web.security import HEADERS

_TOO_LONG: Final = Wording(
    vi="Địa chỉ hoặc phần đầu của yêu cầu này quá dài.",
    en="The address or the header of this request is too long.",
)


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """What ``worker_class`` names."""

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        if not isinstance(exc, ParseException):
            super().handle_error(req, client, addr, exc)
            return
        self.log.warning("a request that cannot be read: %s", type(exc).__name__)
        with suppress(OSError):
            util.write_nonblock(client, answer(exc))


def answer(error: ParseException) -> bytes:
    """The response to what gunicorn could not read as a request."""
    match error:
        case LimitRequestLine():
            status, wording = HTTPStatus.REQUEST_URI_TOO_LONG, _TOO_LONG
        case LimitRequestHeaders():
            status, wording = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, _TOO_LONG
        case _:
            status, wording = HTTPStatus.BAD_REQUEST, HTTP[400][1]
    body = f"{wording.vi}\n{wording.en}\n".encode()
    headers = {
        "Connection": "close",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(body)),
        "Cache-Control": "private, no-cache",
        **HEADERS,
    }
    lines = [f"HTTP/1.1 {status} {status.phrase}", *(f"{n}: {v}" for n, v in headers.items())]
    return "\r\n".join((*lines, "", "")).encode("ascii") + body
