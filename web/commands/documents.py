"""The JSON of the API, for ``--json``: the same documents, made without a request."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TypeVar

from index.settings import Settings
from search.page import ArticlePage, Page
from web import language, views
from web.app import create_app
from web.console import lang

Shown = TypeVar("Shown")


def search_document(page: Page) -> views.Document:
    """What ``GET /api/v1/search`` answers."""
    return _made(views.search_document, page)


def article_document(page: ArticlePage) -> views.Document:
    """What ``GET /api/v1/articles/<id>`` answers."""
    return _made(views.article_document, page)


def _made(make: Callable[[Shown], views.Document], shown: Shown) -> views.Document:
    # links need an application; no cookie is signed, so its key is thrown away
    app = create_app(Settings.from_environment(), secret=secrets.token_hex())
    with app.test_request_context():
        language.choose(lang())
        return make(shown)
