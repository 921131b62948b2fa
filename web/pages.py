"""The pages that people see, one function each. Every GET changes nothing.

| path | page |
|---|---|
| ``/`` | search and browse |
| ``/article/<id>?q=`` | one article, passages marked |
| ``/article/<id>/revisions?revision=`` | its earlier texts, and what was changed |
| ``/persons?letter=`` | the names of the archive, in the order of names |
| ``/person/<name>`` | what the archive says about a name |
| ``/explain?...&id=`` | how a search is understood, why one article matches |
| ``/saved`` · ``/s/<id>`` | this browser's saved searches · one of anybody's |
| ``/help`` | the query language |
| ``/opensearch.xml`` | for the browser's own search box |
| ``/healthz`` · ``/readyz`` | alive · store and index usable |
| ``/metrics`` | what was asked and how long it took, for Prometheus |
"""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
)
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from index.errors import IndexOutdated, TimtinError
from index.moment import day_of
from index.settings import Settings
from search.page import Page
from search.persons import LATEST
from search.request import SearchRequest
from search.saved import SavedSearch, canonical
from search.service import FEW, FEW_OF_LONG, LONG, NEAREST
from web import errors, filters, limits, links, quoting, reading, security
from web import revisions as revised
from web.facts import Facts, Grounds
from web.language import LANGUAGES, current
from web.metrics import TYPE, Metrics, gauge, readable
from web.navigation import Navigation, chips, sentence
from web.parameters import parameters
from web.reasons import Reasons
from web.services import connected, opened
from web.timeline import timeline
from web.value_names import FIELD_NAMES, VALUE_NAMES

blueprint = Blueprint("pages", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.context_processor(_common)


def _common() -> dict[str, object]:
    """What every template may read, the error page included."""
    language = current()
    return {
        "language": language,
        "languages": list(LANGUAGES.items()),
        "carries_language": language.code != current_app.config["TIMTIN_SETTINGS"].lang,
        "url_in": lambda code: links.other_language_url(request.path, links.asked_pairs(), code),
        "here": "",
        "q": "",
    }


@blueprint.get("/")
@connected
def home() -> ResponseReturnValue:
    """The search page. Empty form fields and typed days are rewritten to one address."""
    pairs = links.asked_pairs()
    tidy = links.as_typed(pairs)
    if tidy != pairs:
        return redirect("/" + links.query_string(tidy), 303)
    asked, problems = SearchRequest.from_args(pairs)
    service = opened().service
    named = service.named(asked)
    if named != asked:  # an older name of a person
        return redirect(links.search_url(named), 303)
    return _search_page(service.search(asked, problems))


def _search_page(page: Page, saved: SavedSearch | None = None) -> str:
    language = current()
    return render_template(
        "search.html",
        page=page,
        q=page.request.q,
        navigation=Navigation.of(page, language),
        canonical=canonical(page.request),
        bounds={
            "from_": _typed(page.request.from_),
            "to": _typed(page.request.to),
        },
        misunderstood=page.total == 0 and any(_about_query(p.parameter) for p in page.problems),
        index_outdated=not opened().status().current,
        saved=saved,
        here="saved" if saved else "search",
    )


def _about_query(parameter: str | None) -> bool:
    """Whether a problem concerns what was typed, not another parameter of the URL."""
    return parameter in (None, "q")


def _typed(value: str | None) -> str:
    """A day as the form takes it back: 1/3/2022 in Vietnamese, ISO in English."""
    if not value or value.startswith("-") or current().code != "vi":
        return value or ""
    return filters.edtf(value, current())


@blueprint.get("/article/<article_id:id>")
@connected
def article(id: str) -> str:
    """One article with the passages that ``q`` matches."""
    marking = [pair for pair in links.asked_pairs() if pair[0] in links.MARKING]
    asked = SearchRequest.from_args(marking)[0]
    shown = opened().service.article(id, asked.q, asked)
    found = shown.kept.article
    anchors = reading.Anchors(found)
    body = reading.paragraphs(found.body, shown.body_ranges, anchors.of("body"))
    layout = quoting.Layout(found)
    grounds = Grounds(found, anchors, current())
    address = links.original_url(found.url)
    return render_template(
        "article.html",
        article_page=shown,
        article=found,
        q=asked.q,
        title=layout.parts(
            "title", reading.whole(found.title, shown.title_ranges, anchors.of("title"))
        ),
        standfirst=layout.parts(
            "standfirst",
            reading.whole(
                found.standfirst or "", shown.standfirst_ranges, anchors.of("standfirst")
            ),
        ),
        paragraphs=[(each.id, layout.parts("body", each)) for each in body],
        quotes=quoting.entries(found, shown.persons, grounds),
        passages=reading.passages(shown, body),
        host=urlsplit(address).hostname if address else "",
        first_seen=day_of(shown.kept.first_seen),
        facts=Facts.of(found, shown.persons, grounds),
        revisions=opened().store.revision_count(id),
        terms=[
            {"text": term, "url": links.search_url(SearchRequest(q=f'"{term}"'))}
            for term in found.key_terms
        ],
    )


@blueprint.get("/article/<article_id:id>/revisions")
@connected
def revisions(id: str) -> str:
    """The earlier texts of an article, and what was changed after the one chosen."""
    services = opened()
    kept = services.store.get(id)
    if kept is None:
        # an id may end in "/revisions" itself
        return article(f"{id}/revisions")
    known = services.store.revisions(id)
    wanted = dict(links.asked_pairs()).get("revision", str(len(known)))
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 10 else 0
    return render_template(
        "revisions.html",
        article=kept.article,
        revisions=known,
        compared=revised.compared(known, kept, number) if known else None,
        field_names=FIELD_NAMES,
        value_names=VALUE_NAMES,
    )


@blueprint.get("/persons")
@connected
def persons() -> str:
    """The names of the archive by the letter they are looked up under."""
    letter = request.args.get("letter", "").strip()[:1] or None
    by_count = request.args.get("sort") == "count"
    return render_template(
        "persons.html",
        here="persons",
        found=opened().service.persons().listed(letter, by_count),
    )


@blueprint.get("/person/<article_id:name>")
@connected
def person(name: str) -> ResponseReturnValue:
    """What the archive says about a name; an older name leads to today's."""
    page = opened().service.persons().page(name)
    if page.value != name:
        return redirect(links.person_url(page.value), 303)
    only = SearchRequest().only("person", page.value)
    return render_template(
        "person.html",
        here="persons",
        person=page,
        timeline=timeline(page.date, only, current()),
        search=links.search_url(only),
        narrowed=lambda facet, value: links.search_url(only.only(facet, value)),
        both=lambda other: links.search_url(
            SearchRequest(q=f'person:"{page.value}"').only("person", other)
        ),
    )


@blueprint.get("/explain")
@connected
def explain() -> str:
    """How a search is understood and, with ``id``, why that article matches."""
    pairs, article_id = links.explained_pairs(links.asked_pairs())
    asked, problems = SearchRequest.from_args(pairs)
    language = current()
    told = opened().service.explain(asked, article_id)
    return render_template(
        "explain.html",
        told=told,
        q=asked.q,
        asked=asked,
        id=article_id,
        kept=told.kept,
        problems=(*problems, *told.query.problems),
        reasons=Reasons.of(asked, told, language),
        sentence=sentence(asked, language),
        chips=chips(asked, language),
    )


@blueprint.get("/saved")
def saved() -> str:
    """The searches that this browser saved."""
    owner = security.known_owner()
    language = current()
    entries = opened().saved.of(owner) if owner else []
    return render_template(
        "saved.html",
        here="saved",
        entries=[
            {
                "id": entry.id,
                "sentence": sentence(entry.request, language) or language.gettext("all articles"),
                "day": filters.edtf(day_of(entry.created_at), language),
            }
            for entry in entries
        ],
    )


@blueprint.post("/saved")
def save() -> ResponseReturnValue:
    """Save the search that the form carries and go to its address."""
    security.check_form()
    asked, _problems = SearchRequest.from_args(links.pairs_of(request.form.get("query", "")))
    entry, _new = opened().saved.save(security.owner(), asked)
    return redirect(f"/s/{entry.id}{_posted_language()}", 303)


@blueprint.post("/saved/<id>/delete")
def delete_saved(id: str) -> ResponseReturnValue:
    """Delete one of this browser's saved searches."""
    security.check_form()
    opened().saved.delete(id, security.owner())
    return redirect(f"/saved{_posted_language()}", 303)


def _posted_language() -> str:
    code = request.form.get("lang", "")
    return links.query_string([("lang", code)]) if code in LANGUAGES else ""


@blueprint.get("/s/<id>")
@connected
def shared(id: str) -> str:
    """A saved search with its filters, for anyone who holds its address; never widened."""
    entry = opened().saved.get(id)
    page = opened().service.search(entry.request.unwidened(), ())
    return _search_page(page, entry)


@blueprint.get("/help")
def help_page() -> str:
    """The query language, the limits and the API's errors."""
    language = current()
    settings = current_app.config["TIMTIN_SETTINGS"]
    return render_template(
        "help.html",
        here="help",
        asked=lambda q: SearchRequest(q=q),
        widening={
            "few": FEW,
            "few_of_long": FEW_OF_LONG,
            "long": LONG,
            "nearest": NEAREST,
        },
        person_limits={"latest": LATEST},
        parameters=parameters(language),
        limits=(
            *limits.of_a_search(language, settings.query_seconds),
            *limits.of_a_client(language, settings.rate),
        ),
        adding=limits.of_inputs(language, settings.fetch),
        problems=[
            {
                "code": code,
                "status": status,
                "text": filters.blank(wording.vi if language.code == "vi" else wording.en),
            }
            for code, status, wording in errors.all_problems()
        ],
    )


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    response = make_response(render_template("opensearch.xml"))
    response.content_type = "application/opensearchdescription+xml; charset=utf-8"
    return response


@blueprint.get("/robots.txt")
def robots() -> Response:
    return Response("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")


@blueprint.get("/healthz")
def healthz() -> Response:
    """The process answers; says nothing about what it needs."""
    return jsonify(status="ok")


@blueprint.get("/metrics")
def metrics() -> Response:
    """For Prometheus, where it may be read from; for others there is no such page."""
    settings: Settings = current_app.config["TIMTIN_SETTINGS"]
    if not readable(request.remote_addr, settings.metrics):
        raise NotFound
    counted: Metrics = current_app.extensions["timtin-metrics"]
    lines = list(counted.lines())
    with suppress(TimtinError):  # /readyz says what is wrong
        status, behind = opened().standing()
        lines += gauge("timtin_articles", "Articles in the index.", status.documents)
        lines += gauge("timtin_index_behind", "Changes the index has not followed yet.", behind)
    return Response("\n".join((*lines, "")), content_type=TYPE)


@blueprint.get("/readyz")
def readyz() -> ResponseReturnValue:
    """Store and index can be used. An outdated index serves and says what mends it."""
    status, behind = opened().standing()
    document: dict[str, object] = {
        "status": "ready",
        "articles": status.documents,
        "index": {
            "generation": status.generation,
            "analysis": status.analysis,
            "current": status.current,
            "behind": behind,
        },
    }
    if not status.current:
        document |= {"code": IndexOutdated.code, "run": "timtin rebuild"}
    return jsonify(document)
