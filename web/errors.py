"""Whatever goes wrong becomes one page for people and one document for programs.

The JSON form is RFC 9457 (application/problem+json) with ``code``, both
languages, and the parameter or position at fault. Neither form repeats what
was asked: an error page may be shown to someone else.
"""

from __future__ import annotations

from typing import Final

from flask import Flask, Response, current_app, g, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError

from index.errors import (
    ArticleNotFound,
    DeadlinePassed,
    EngineError,
    IndexLocked,
    PersonNotFound,
    QueryTooCostly,
    RevisionNotFound,
    StoreError,
    StoreLocked,
    StoryNotFound,
    TimtinError,
)
from index.wording import Lang, Wording
from search.errors import BadRequest, SavedSearchNotFound
from web import language, links, logs
from web.rates import TooManyRequests
from web.security import Forbidden

FOR_PROGRAMS: Final = ("/api/", "/healthz", "/readyz")
"""Where programs ask: they get problem documents, people get pages."""
RETRY_SECONDS: Final = 5


class BadBody(TimtinError):
    code = "bad-body"
    wording = Wording(
        vi="Nội dung gửi lên phải là một đối tượng JSON có url, query hoặc các tham số tìm kiếm.",
        en="The body must be a JSON object with url, query or the parameters of a search.",
    )


STATUSES: Final[tuple[tuple[type[TimtinError], int], ...]] = (
    (BadRequest, 400),
    (BadBody, 400),
    (QueryTooCostly, 400),
    (Forbidden, 403),
    (ArticleNotFound, 404),
    (RevisionNotFound, 404),
    (StoryNotFound, 404),
    (PersonNotFound, 404),
    (SavedSearchNotFound, 404),
    (TooManyRequests, 429),
    (DeadlinePassed, 503),
    (StoreError, 503),
    (EngineError, 503),
    (TimtinError, 500),
)
"""First match wins: a kind stands before what it is a kind of."""

INTERNAL: Final = Wording(
    vi="Tìm Tin gặp lỗi ngoài dự kiến. Lỗi đã được ghi lại; "
    "hãy thử lại hoặc báo cho người quản trị.",
    en="Tìm Tin met an unexpected error. It has been logged; try again or tell the administrator.",
)
HTTP: Final[dict[int, tuple[str, Wording]]] = {
    400: (
        "bad-request",
        Wording(vi="Không đọc được yêu cầu này.", en="This request cannot be read."),
    ),
    404: (
        "not-found",
        Wording(vi="Không có trang nào ở địa chỉ này.", en="There is no page at this address."),
    ),
    405: (
        "method-not-allowed",
        Wording(
            vi="Địa chỉ này không nhận phương thức vừa dùng.",
            en="This address does not take the method that was used.",
        ),
    ),
    413: (
        "body-too-large",
        Wording(
            vi="Nội dung gửi lên lớn hơn 1 MB nên không được nhận.",
            en="The body is larger than 1 MB and was refused.",
        ),
    ),
    415: (
        "not-json",
        Wording(
            vi="Nội dung gửi lên phải là JSON (Content-Type: application/json).",
            en="The body must be JSON (Content-Type: application/json).",
        ),
    ),
    500: ("internal", INTERNAL),
}
HEADINGS: Final[dict[int, Wording]] = {
    403: Wording(vi="Yêu cầu bị từ chối", en="Request refused"),
    404: Wording(vi="Không tìm thấy", en="Not found"),
    405: Wording(vi="Không dùng được cách này", en="Not possible this way"),
    413: Wording(vi="Nội dung quá lớn", en="Too large"),
    429: Wording(vi="Quá nhiều yêu cầu", en="Too many requests"),
    500: Wording(vi="Có lỗi trong Tìm Tin", en="Something broke in Tìm Tin"),
    503: Wording(vi="Tìm Tin tạm thời không phục vụ được", en="Tìm Tin cannot serve at the moment"),
}
TOO_LATE: Final = Wording(vi="Chưa kịp trả lời", en="No answer in time")
OTHER: Final = Wording(vi="Yêu cầu chưa đúng", en="A problem with the request")


def register(app: Flask) -> None:
    app.register_error_handler(TimtinError, _ours)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def status_of(error: TimtinError | type[TimtinError]) -> int:
    """The HTTP status of one of our errors."""
    kind = error if isinstance(error, type) else type(error)
    return next(status for base, status in STATUSES if issubclass(kind, base))


def problem(status: int, code: str, wording: Wording, **details: object) -> dict[str, object]:
    """A problem document; ``details`` beside the texts: parameter, position."""
    lang = _lang()
    shown = {name: value for name, value in details.items() if value is not None}
    return {
        "type": f"/help#problem-{code}",
        "title": _heading(status, code).text(lang),
        "status": status,
        "detail": wording.text(lang),
        "code": code,
        "messages": {"vi": wording.text("vi"), "en": wording.text("en")},
        "instance": request.path,
        "request": logs.request_id(),
        **shown,
    }


def _heading(status: int, code: str) -> Wording:
    return TOO_LATE if code == DeadlinePassed.code else HEADINGS.get(status, OTHER)


def _lang() -> Lang:
    if "language" not in g:  # an error before the request's own language was chosen
        language.choose(current_app.config["TIMTIN_SETTINGS"].lang)
    return language.current().code


def _said(error: TimtinError) -> Wording:
    """The error's wording with its places filled, braces in them made safe."""
    texts = [error.message(lang).replace("{", "{{").replace("}", "}}") for lang in ("vi", "en")]
    return Wording(vi=texts[0], en=texts[1])


def _ours(error: TimtinError) -> Response:
    status = status_of(error)
    if isinstance(error, DeadlinePassed):  # a query's fault or a busy machine's, not a break
        current_app.logger.warning("%s", error.code)
    elif status >= 500:
        current_app.logger.error("%s: %s", error.code, error.message("en"))
    code, details = error.code, dict[str, object]()
    if isinstance(error, BadRequest):
        code = error.problem.code
        details = {"parameter": error.parameter, "position": error.problem.position}
    response = _answer(status, code, _said(error), details)
    if isinstance(error, TooManyRequests):
        response.headers["Retry-After"] = str(error.details["seconds"])
    elif isinstance(error, DeadlinePassed | StoreLocked | IndexLocked):
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    known = status if status in HTTP else (400 if status < 500 else 500)
    code, wording = HTTP[known]
    response = _answer(status, code, wording, {})
    if status == 405:
        response.headers["Allow"] = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
    return response


def _unexpected(error: Exception) -> Response:
    current_app.logger.error("unexpected error", exc_info=error)
    return _http(InternalServerError())


def _answer(status: int, code: str, wording: Wording, details: dict[str, object]) -> Response:
    lang = _lang()
    if request.path.startswith(FOR_PROGRAMS):
        response = jsonify(problem(status, code, wording, **details))
        response.content_type = "application/problem+json"
    else:
        page = render_template(
            "error.html",
            status=status,
            heading=_heading(status, code).text(lang),
            message=wording.text(lang),
            request_id=logs.request_id() if status >= 500 else None,
            here="error",
            # another language of an error is the front page, not the same error
            url_in=lambda code: links.other_language_url("/", (), code),
            q="",
        )
        response = Response(page, content_type="text/html; charset=utf-8")
    response.status_code = status
    return response


def all_problems() -> list[tuple[str, int, Wording]]:
    """Every code that a program can meet, its status and its wording, for the help page."""
    found = {code: (status, wording) for status, (code, wording) in HTTP.items()}
    waiting: list[type[TimtinError]] = [BadBody, Forbidden, TooManyRequests, DeadlinePassed]
    waiting += [StoreError, EngineError]
    waiting += [kind for kind, status in STATUSES if status == 404]
    while waiting:
        kind = waiting.pop(0)
        found[kind.code] = (status_of(kind), kind.wording)
        waiting += kind.__subclasses__()
    return [(code, status, wording) for code, (status, wording) in sorted(found.items())]
