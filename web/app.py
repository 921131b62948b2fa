"""The application: settings in, a Flask app out, nothing global at import.

app = create_app(Settings.from_environment())
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from flask import Flask, url_for
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter

from index import deadline
from index.moment import minute_of
from index.settings import Settings
from search.markup import anchored
from web import api, errors, filters, language, links, observing, pages, rates, security
from web.services import Services

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class ArticleId(BaseConverter):
    """Any text: an article's own id may begin with a slash, or hold several."""

    regex = ".+"
    part_isolating = False


def create_app(settings: Settings, secret: str | None = None) -> Flask:
    """The site over one data folder.

    ``secret`` signs cookies; None takes the key of the data folder, making it
    on the first start (the development server's way, see ``wsgi.py``). The
    store and the index are opened by the first request that needs them.
    """
    app = Flask(__name__)
    app.config["TIMTIN_SETTINGS"] = settings
    app.extensions["timtin"] = Services(settings)
    secret = secret or security.own_secret(settings)
    rates.configure(app, settings.rate, secret)  # before a body is read
    security.configure(app, settings, secret)
    _configure_templates(app)
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the default provider has it
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # readable Vietnamese
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 365 * 24 * 3600  # addresses carry a digest
    app.before_request(lambda: language.choose(settings.lang))
    app.url_map.converters["article_id"] = ArticleId
    app.url_map.merge_slashes = False  # an id may hold two slashes in a row
    pages.register(app)
    api.register(app)
    errors.register(app)
    observing.configure(app, settings.trusted_proxies > 0)
    answering: WSGIApplication = _in_time(app.wsgi_app, settings.query_seconds)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        answering = ProxyFix(answering, x_for=count, x_proto=count, x_host=count)
    app.wsgi_app = answering  # type: ignore[method-assign,assignment]  # Flask's documented way
    return app


def _in_time(application: WSGIApplication, seconds: float) -> WSGIApplication:
    """``application``, each request with ``seconds`` to be answered in."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with deadline.within(seconds):
            return application(environ, start_response)

    return answer


def _configure_templates(app: Flask) -> None:
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # added by the extension
        lambda message: language.current().gettext(message),
        lambda one, many, n: language.current().plural(one, many, n),
        newstyle=True,
    )
    environment.filters.update(
        number=lambda value: language.current().number(value),
        commands=filters.commands,
        decimal=lambda value: language.current().decimal(value),
        marked=anchored,
        cut_before=filters.cut_before,
        cut_after=filters.cut_after,
        edtf=lambda value: filters.edtf(value, language.current()),
        minute=minute_of,
        date_origin=lambda value: filters.date_origin(value, language.current()),
        year_origin=lambda value: filters.year_origin(value, language.current()),
        date_grounds=lambda date, kind: filters.date_grounds(date, kind, language.current()),
        event_note=lambda date, kind: filters.event_note(date, kind, language.current()),
        alias_origin=lambda value: filters.alias_origin(value, language.current()),
        source_kind=lambda value: filters.source_kind(value, language.current()),
        how_label=lambda value: filters.how_label(value, language.current()),
        speaker=lambda name, quote: filters.speaker(name, quote, language.current()),
        other_quotes=lambda value: filters.other_quotes(value, language.current()),
        match_notes=lambda value, several: filters.match_notes(value, several, language.current()),
    )
    environment.globals.update(
        article_url=links.article_url,
        copies_url=links.copies_url,
        explain_url=links.explain_url,
        explain_api_url=links.explain_api_url,
        original_url=links.original_url,
        revisions_url=links.revisions_url,
        page_url=links.page_url,
        person_url=links.person_url,
        persons_url=links.persons_url,
        saved_url=links.saved_url,
        search_url=links.search_url,
        form_token=security.form_token,
        static_url=static_url,
    )


def static_url(name: str) -> str:
    """A static file's address with a digest, so that browsers may keep it for a year."""
    return url_for("static", filename=name, v=_digest(name))


@cache
def _digest(name: str) -> str:
    content = files("web").joinpath("static", name).read_bytes()
    return hashlib.sha256(content).hexdigest()[:12]
