"""``/api/v1``: the same searches and articles for programs, as JSON.

| request | answer |
|---|---|
| ``GET /search`` | the search; parameters as in ``search/request.py``, faults are 400 |
| ``GET /explain`` | what becomes of a query; with ``id``, why one article matches and scores |
| ``GET /suggest?q=&limit=`` | what a query that is being typed may become |
| ``GET /articles/<id>`` | the article as understood, with its evidence |
| ``GET /articles/<id>/revisions/<n>`` | what was changed after an earlier text |
| ``GET /stories/<id>`` | a story with its copies; 308 to the story that it turned out to be |
| ``GET /persons/<name>`` | what the archive says about a name; older names answer, too |
| ``GET /persons?letter=&sort=`` | the names under a letter; ``sort`` is name or count |
| ``POST /saved-searches`` | 201 with Location; 200 and the existing one when repeated |
| ``GET /saved-searches[/<id>]`` · ``DELETE .../<id>`` | this owner's |

A saved search is posted as ``{"url": "https://this.site/?q=..."}``,
``{"query": "q=...&outlet=VOV"}``, or as the parameters themselves,
``{"q": "...", "outlet": ["VOV", "TPO"]}``.
"""

from __future__ import annotations

from typing import Final, cast
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, jsonify, redirect, request
from werkzeug import Response as BaseResponse
from werkzeug.exceptions import UnsupportedMediaType

from index.errors import ArticleNotFound
from search.errors import BadRequest, SavedSearchNotFound
from search.limits import COMPLETIONS
from search.problems import Problem, problem
from search.request import PARAMETERS, Pair, SearchRequest, encodable
from web import links, revisions, security, views
from web.errors import BadBody
from web.explaining import explanation_document
from web.person_views import person_document, persons_document
from web.services import connected, opened

SEARCH_PATHS: Final = ("", "/", "/api/v1/search")
ANYWHERE: Final = ("lang",)

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


def _no_parameters() -> None:
    """Raises :class:`BadRequest` for any parameter that is not ``lang`` or tracking."""
    SearchRequest.from_args([p for p in links.asked_pairs() if p[0] not in PARAMETERS], strict=True)
    for name, _value in links.asked_pairs():
        if name in PARAMETERS and name not in ANYWHERE:
            raise BadRequest(problem("unknown-parameter", parameter=name, name=name))


@blueprint.get("/search")
@connected
def search() -> Response:
    """One page of results with facets. An unusable parameter is a 400 that names it."""
    asked, problems = SearchRequest.from_args(links.asked_pairs(), strict=True)
    return jsonify(views.search_document(opened().service.search(asked, problems)))


@blueprint.get("/explain")
@connected
def explain() -> Response:
    """The search's parameters, and ``id`` for one article's score."""
    pairs, article_id = links.explained_pairs(links.asked_pairs())
    asked, problems = SearchRequest.from_args(pairs, strict=True)
    told = opened().service.explain(asked, article_id)
    return jsonify(explanation_document(asked.q, told, problems))


@blueprint.get("/suggest")
def suggest() -> Response:
    """Ways to go on with ``q``, at most ``limit``: key terms and persons of the archive."""
    asked, limit, problems = _suggest_parameters()
    completions = opened().suggester.completions(asked, limit)
    return jsonify(views.completions_document(asked, completions, problems))


def _suggest_parameters() -> tuple[str, int, tuple[Problem, ...]]:
    """Raises :class:`BadRequest` for anything but ``q``, ``limit``, ``lang`` and tracking."""
    pairs = links.asked_pairs()
    asked, problems = SearchRequest.from_args(pairs, strict=True)
    for name, _value in pairs:
        if name in PARAMETERS and name not in ("q", "limit", *ANYWHERE):
            raise BadRequest(problem("unknown-parameter", parameter=name, name=name))
    if asked.limit > COMPLETIONS:
        bounds = {"low": 1, "high": COMPLETIONS, "used": COMPLETIONS}
        raise BadRequest(problem("out-of-range", parameter="limit", name="limit", **bounds))
    # a space at the end says that the last word is whole: q as it was sent, not trimmed
    typed = next((value for name, value in pairs if name == "q"), "")
    return encodable(typed), asked.limit, problems


@blueprint.get("/articles/<article_id:id>")
@connected
def article(id: str) -> Response:
    _no_parameters()
    found = opened().service.article(id)
    return jsonify(views.article_document(found, opened().store.revisions(id)))


@blueprint.get("/articles/<article_id:id>/revisions/<int:number>")
@connected
def revision(id: str, number: int) -> Response:
    """What was changed after an earlier text of the article."""
    _no_parameters()
    store = opened().store
    kept = store.get(id)
    if kept is None:
        raise ArticleNotFound(id=id)
    compared = revisions.compared(store.revisions(id), kept, number)
    return jsonify(views.compared_document(id, compared))


@blueprint.get("/stories/<int:id>")
@connected
def story(id: int) -> Response | BaseResponse:
    _no_parameters()
    told = opened().service.story(id)
    if told.id != id:
        return redirect(links.story_api_url(told.id), 308)
    return jsonify(views.story_document(told))


@blueprint.get("/persons/<article_id:name>")
@connected
def person(name: str) -> Response:
    _no_parameters()
    return jsonify(person_document(opened().service.persons().page(encodable(name))))


@blueprint.get("/persons")
@connected
def persons() -> Response:
    """Without a letter the most named ones."""
    given = dict(links.asked_pairs())
    for name in given:
        if name not in ("letter", "sort", *ANYWHERE):
            raise BadRequest(problem("unknown-parameter", parameter=name, name=name))
    sort = given.get("sort", "name")
    if sort not in ("name", "count"):
        raise BadRequest(problem("bad-value", parameter="sort", name="sort", value=sort[:80]))
    letter = encodable(given.get("letter", "")).strip()[:1] or None
    return jsonify(persons_document(opened().service.persons().listed(letter, sort == "count")))


@blueprint.post("/saved-searches")
def save() -> tuple[Response, int, dict[str, str]]:
    """Save a search for the cookie's owner (a new owner gets the cookie)."""
    _no_parameters()
    security.check_origin()
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    asked, _problems = SearchRequest.from_args(_posted_pairs(), strict=True)
    entry, new = opened().saved.save(security.owner(), asked)
    document = views.saved_document(entry)
    where = {"Location": f"/api/v1/saved-searches/{entry.id}"}
    return jsonify(document), 201 if new else 200, where


@blueprint.get("/saved-searches")
def saved_list() -> Response:
    _no_parameters()
    owner = security.known_owner()
    entries = opened().saved.of(owner) if owner else []
    return jsonify(saved_searches=[views.saved_document(entry) for entry in entries])


@blueprint.get("/saved-searches/<id>")
def saved_one(id: str) -> Response:
    _no_parameters()
    owner = security.known_owner()
    if owner is None:
        raise SavedSearchNotFound(id=id)
    return jsonify(views.saved_document(opened().saved.owned(id, owner)))


@blueprint.delete("/saved-searches/<id>")
def saved_delete(id: str) -> tuple[str, int]:
    _no_parameters()
    security.check_origin()
    owner = security.known_owner()
    if owner is None:
        raise SavedSearchNotFound(id=id)
    opened().saved.delete(id, owner)
    return "", 204


def _posted_pairs() -> list[Pair]:
    """The parameters of the posted search; raises :class:`BadBody`."""
    body = request.get_json(silent=True)
    match body:
        case {"url": str(url), **rest} if not rest:
            return _url_pairs(url)
        case {"query": str(query), **rest} if not rest:
            return links.pairs_of(query)
        case dict() if body and "url" not in body and "query" not in body:
            return _object_pairs(cast(dict[str, object], body))
        case _:
            raise BadBody


def _url_pairs(url: str) -> list[Pair]:
    """The query of one of our own search addresses, whatever host it is written with."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise BadBody from None
    if parts.path not in SEARCH_PATHS:
        raise BadBody
    return links.pairs_of(parts.query)


def _object_pairs(body: dict[str, object]) -> list[Pair]:
    pairs: list[Pair] = []
    for name, value in body.items():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, bool) or not isinstance(each, str | int):
                raise BadBody
            pairs.append((name, str(each)))
    return pairs
