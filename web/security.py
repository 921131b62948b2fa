"""Headers on every response, the signing key, and who may change what.

A browser owns the searches it saves by a random id in a signed cookie. A form
of ours proves itself with a token made from that id and the key, so nothing has
to be remembered; a program proves itself by what only a program or our own page
can send: ``Content-Type: application/json`` and no foreign origin.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, cast
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request, session
from werkzeug.exceptions import BadRequest, HTTPException

from index.errors import TimtinError
from index.settings import Settings
from index.wording import Wording

MAX_BODY: Final = 1_000_000
KEY_FILE: Final = "secret.key"
COOKIE_LIFE: Final = timedelta(days=400)
"""The longest that browsers keep a cookie; renewed each month it is used."""

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}


class MissingSecret(TimtinError):
    code = "missing-secret"
    wording = Wording(
        vi="Thiếu TIMTIN_SECRET_KEY. Khi chạy gunicorn phải đặt một khóa cố định, ví dụ: "
        'python -c "import secrets; print(secrets.token_hex(32))"',
        en="TIMTIN_SECRET_KEY is missing. Under gunicorn a fixed key must be set, for example: "
        'python -c "import secrets; print(secrets.token_hex(32))"',
    )


class WeakSecret(TimtinError):
    code = "weak-secret"
    wording = Wording(
        vi="TIMTIN_SECRET_KEY quá ngắn: cần ít nhất 32 ký tự.",
        en="TIMTIN_SECRET_KEY is too short: it needs at least 32 characters.",
    )


class UnwritableSecret(TimtinError):
    code = "unwritable-secret"
    wording = Wording(
        vi="Không ghi được khóa {where}: {reason}. Hãy cho quyền ghi thư mục dữ liệu, hoặc đặt "
        "TIMTIN_SECRET_KEY.",
        en="The key {where} cannot be written: {reason}. Let the data folder be written, or set "
        "TIMTIN_SECRET_KEY.",
    )


class Forbidden(TimtinError):
    code = "cross-site"
    wording = Wording(
        vi="Yêu cầu này không đến từ trang Tìm Tin nên bị từ chối. Hãy tải lại trang rồi thử lại.",
        en="This request did not come from a Tìm Tin page and was refused. "
        "Reload the page and try again.",
    )


def configure(app: Flask, settings: Settings, secret: str) -> None:
    """Cookies, the size limit and the headers of ``app``."""
    app.config.update(
        SECRET_KEY=secret,
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_MEMORY_SIZE=MAX_BODY,
        # browsers take a cookie of this name from no other host, and over TLS only
        SESSION_COOKIE_NAME="__Host-timtin" if settings.secure_cookies else "timtin",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=COOKIE_LIFE,
    )
    app.before_request(_read_unmeasured)
    app.after_request(_add_headers)
    if settings.secure_cookies:
        app.after_request(_keep_to_tls)


def _read_unmeasured() -> None:
    """Read a body that comes in chunks: who sends it need not say how long it is.

    Werkzeug would cut it at the limit and say nothing, and leave the server's own errors about
    the chunks as they are.
    """
    if "Transfer-Encoding" not in request.headers:
        return
    try:
        request.get_data()
        request.stream.read(1)
    except HTTPException:
        raise
    except Exception as error:
        raise BadRequest from error


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "static" or response.status_code >= 400:
        # results change with each `timtin add`, and pages carry a form's token
        response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


def _keep_to_tls(response: Response) -> Response:
    response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return response


# The key


def configured_secret(settings: Settings) -> str:
    """The key from the environment; raises :class:`MissingSecret` or :class:`WeakSecret`."""
    if not settings.secret_key:
        raise MissingSecret
    if len(settings.secret_key) < 32:
        raise WeakSecret
    return settings.secret_key


def own_secret(settings: Settings) -> str:
    """The environment's key, else the one in the data folder, made there once (0600).

    Raises :class:`UnwritableSecret` where the folder does not take one.
    """
    if settings.secret_key:
        return configured_secret(settings)
    path = settings.data / KEY_FILE
    if not path.exists():
        try:
            _make_key(path)
        except OSError as error:
            raise UnwritableSecret(where=path, reason=error.strerror) from error
    return path.read_text("ascii").strip()


def _make_key(path: Path) -> None:
    """Written whole beside, then linked: two first starts end with one key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        # another process may be first; then its key counts
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()


# Owners and forms


def owner() -> str:
    """This browser's owner id as the store keeps it; made on first use.

    The store gets a digest, so reading the database does not give the cookie.
    """
    this_month = datetime.now(UTC).strftime("%Y-%m")
    if "owner" not in session:
        session["owner"] = secrets.token_urlsafe(24)
    if session.get("renewed") != this_month:
        session["renewed"] = this_month
        session.permanent = True
    return hashlib.sha256(cast(str, session["owner"]).encode()).hexdigest()


def known_owner() -> str | None:
    """Like :func:`owner`, but None for a browser that never saved or saw a form."""
    return owner() if "owner" in session else None


def form_token() -> str:
    """What a form of ours carries; it fits one browser's cookie only."""
    key = cast(str, current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, f"form:{owner()}".encode(), hashlib.sha256).hexdigest()


def check_form() -> None:
    """Raises :class:`Forbidden` unless the posted form is ours and this browser's."""
    check_origin()
    given = request.form.get("token", "")
    if "owner" not in session or not hmac.compare_digest(given.encode(), form_token().encode()):
        raise Forbidden


def check_origin() -> None:
    """Raises :class:`Forbidden` when a browser says that another site asks."""
    if request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
        raise Forbidden
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise Forbidden
