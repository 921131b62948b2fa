"""Why articles are found and how a score is made, in words: the page and the terminal.

    typed(tree, language)           what was asked for, as lines below lines
    condition(node, language)       what an article must have, the same way
    score_of(told, language)        what each word gave to an article's score

The engine's own language says *exact*, *fold* and *alt_forms*; people read "with
these diacritics", "whatever the diacritics" and "written otherwise".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from index.analysis import analyze, fold
from index.engines.base import Contribution
from index.engines.query import (
    And,
    DateWithin,
    Enough,
    Everything,
    Leaf,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Question,
    Term,
    Value,
    Within,
    field_of,
    text_of,
)
from index.engines.schema import ALT, FOLD, ZONE_OF
from search.language.display import shown
from search.language.tree import (
    Dated,
    Either,
    Every,
    Exclude,
    Fuzzy,
    Having,
    InField,
    Quoted,
    Said,
    Starting,
    Text,
    Tree,
    Word,
    is_empty,
    texts,
)
from search.names import facet_value
from search.request import SearchRequest
from search.service import Explained, few_for
from web.filters import date_span, filter_text
from web.language import Language

_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001  # wall time, as DateWithin counts it
_FOLDS: Final = frozenset(FOLD.values())
_ALTS: Final = frozenset(ALT.values())
_MAY_BE_MARKED: Final = re.compile(r"[aeiouyd]")
_OTHERS_OF_SLOT: Final = re.compile(r"\|\S+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, and those below it that it speaks of."""

    text: str
    parts: tuple[Line, ...] = ()

    def indented(self, depth: int = 0) -> Iterator[str]:
        """The lines for a terminal, a dash and two spaces for each level."""
        yield "  " * (depth - 1) + "- " + self.text if depth else self.text
        for part in self.parts:
            yield from part.indented(depth + 1)


def _listed(lines: Sequence[Line], heading: str) -> Line:
    return lines[0] if len(lines) == 1 else Line(heading, tuple(lines))


def _without(line: Line, language: Language) -> Line:
    _ = language.gettext
    if line.parts:
        return Line(_("not this:"), (line,))
    return Line(_("not: %(what)s", what=line.text))


def _dated(first: str | None, last: str | None, language: Language) -> str:
    _ = language.gettext
    if first and last:
        if first == last:
            return _("dated in %(date)s", date=first)
        return _("dated from %(first)s to %(last)s", first=first, last=last)
    return _("dated from %(day)s", day=first) if first else _("dated to %(day)s", day=last)


# What was typed


@dataclass(frozen=True, slots=True)
class Asked:
    """A word or phrase of the query: as typed, as it is looked up, and other forms of it.

    ``exact`` is None where that is what was typed.
    """

    typed: str
    exact: str | None
    forms: tuple[str, ...]


def asked(tree: Tree) -> tuple[Asked, ...]:
    """The words and phrases of the query one by one, operators left out."""
    return tuple(_asked(leaf.text) for leaf in texts(tree))


def _asked(text: str) -> Asked:
    tokens = analyze(text)
    as_typed = [
        text[start:end].lower() for start, end in zip(tokens.starts, tokens.ends, strict=True)
    ]
    exact = [shown(token) for token in tokens.exact]
    forms = tuple(dict.fromkeys(alt.text for alt in tokens.alts))
    return Asked(text, None if exact == as_typed else " ".join(exact), forms)


def typed(tree: Tree, language: Language) -> Line:
    """The query as it was understood, before its words were looked up."""
    _ = language.gettext
    match tree:
        case Word() | Starting() | Fuzzy() | Quoted():
            return Line(_typed_words(tree, language))
        case Having(facet, value):
            return Line(filter_text(facet, facet_value(facet, value), False, language))
        case Dated(first, last):
            spans = [date_span(day, language) if day else None for day in (first, last)]
            return Line(_dated(spans[0], spans[1], language))
        case InField(name, inner):
            return _inside(name, typed(inner, language), language)
        case Said(speaker, inner):
            who = None if speaker is None else typed(speaker, language)
            what = None if is_empty(inner) else typed(inner, language)
            return _quotation(who, what, language)
        case Exclude(inner):
            return _without(typed(inner, language), language)
        case Every(()):
            return Line(_("any article"))
        case Every(nodes):
            return _listed([typed(each, language) for each in nodes], _("all of these:"))
        case Either(nodes):
            return _listed([typed(each, language) for each in nodes], _("any of these:"))


def _typed_words(leaf: Text, language: Language) -> str:
    match leaf:
        case Word(text):
            return f"“{text}”"
        case Starting(text):
            return _starting(text, language)
        case Fuzzy(text):
            return language.gettext("a word spelled about like “%(text)s”", text=text)
        case Quoted(text, None):
            return _side_by_side(text, language)
        case Quoted(text):
            return _near(text, language)


def _starting(text: str, language: Language) -> str:
    return language.gettext("a word that begins with “%(text)s”", text=text)


def _side_by_side(text: str, language: Language) -> str:
    if " " not in text:
        return f"“{text}”"
    return language.gettext("“%(text)s” side by side", text=text)


def _near(text: str, language: Language) -> str:
    return language.gettext("the words of “%(text)s” near each other", text=text)


def _inside(zone: str, line: Line, language: Language) -> Line:
    place = _place(zone, language)
    return Line(f"{place}:", (line,)) if line.parts else Line(f"{line.text} {place}")


def _quotation(who: Line | None, what: Line | None, language: Language) -> Line:
    """One quotation, with who says it (None: anybody) and what is in it (None: anything)."""
    _ = language.gettext
    if who is not None and who.parts:
        place = Line(_("said by:"), (who,))
        return Line(_("in one quotation:"), (place, *([what] if what else [])))
    place_text = (
        _("in a quotation by %(who)s", who=who.text) if who else _("in a quotation by anybody")
    )
    if what is None:
        return Line(_("a quotation by %(who)s", who=who.text) if who else _("any quotation"))
    return Line(f"{place_text}:", (what,)) if what.parts else Line(f"{what.text} {place_text}")


def _place(zone: str, language: Language) -> str:
    """Where in an article; nothing for its whole text."""
    _ = language.gettext
    match zone:
        case "title":
            return _("in the headline")
        case "standfirst":
            return _("in the standfirst")
        case "person":
            return _("in a person's name")
        case _:
            return ""


# What an article must have


def condition(node: Node, language: Language) -> Line:
    """``node`` in words."""
    _ = language.gettext
    match node:
        case Everything():
            return Line(_("any article"))
        case Nothing():
            return Line(_("no article"))
        case Term() | Phrase() | Near() | Prefix():
            return Line(_leaf(node, language))
        case Within(inner, speaker):
            who = None if isinstance(speaker, Everything) else condition(speaker, language)
            what = None if isinstance(inner, Everything) else condition(inner, language)
            return _quotation(who, what, language)
        case And(nodes):
            return _joined(nodes, _("all of these:"), _("and"), language)
        case Or(nodes):
            return _joined(_telling(nodes), _("any of these:"), _("or"), language)
        case Enough(nodes, _share):
            lines = [condition(each, language) for each in nodes]
            return _listed(lines, _("most of these, where a rare word counts for more:"))
        case Not(inner):
            return _without(condition(inner, language), language)
        case Value(facet, value):
            return Line(filter_text(facet, value, False, language))
        case DateWithin(start, end):
            return Line(_dated(_day(start, language), _day(end, language), language))


def _joined(nodes: Sequence[Node], heading: str, word: str, language: Language) -> Line:
    """Words and phrases on one line, anything else line by line."""
    lines = [condition(each, language) for each in nodes]
    if all(isinstance(each, Leaf) or _is_word(each) for each in nodes):
        return Line(f" {word} ".join(line.text for line in lines))
    return _listed(lines, heading)


def _is_word(node: Node) -> bool:
    """Whether ``node`` is one word however it is written."""
    return isinstance(node, Or) and len(_telling(node.nodes)) == 1


def _telling(nodes: Sequence[Node]) -> list[Node]:
    """Without alternative forms that say nothing new: *alt_forms:dam* beside *exact:đàm*."""
    said = {_said(node) for node in nodes if _said(node) and not _is_alternative(node)}
    return [node for node in nodes if not (_is_alternative(node) and _said(node) in said)]


def _said(node: Node) -> tuple[type[Node], str, str] | None:
    """What a single word says beyond its field and its marks."""
    if isinstance(node, Term | Prefix):
        return type(node), ZONE_OF[node.field], fold(node.text)
    return None


def _is_alternative(node: Node) -> bool:
    return isinstance(node, Term | Prefix) and node.field in _ALTS


def _leaf(node: Leaf, language: Language) -> str:
    field, text = field_of(node), _text(_first_of_slots(node))
    match node:
        case Prefix():
            said = _starting(text, language)
        case Near():
            said = _near(text, language)
        case Term() | Phrase():
            said = _side_by_side(text, language)
    parts = (said, _place(ZONE_OF[field], language), _form(field, text, language))
    return " ".join(filter(None, parts))


def _form(field: str, text: str, language: Language) -> str:
    """How exactly the word must be written; nothing where it is as it stands."""
    _ = language.gettext
    if field in _FOLDS and _MAY_BE_MARKED.search(text):
        return _("(whatever the diacritics)")
    return _("(written otherwise)") if field in _ALTS else ""


def _first_of_slots(node: Leaf) -> str:
    if isinstance(node, Phrase | Near):
        return " ".join(slot[0].text for slot in node.slots)
    return node.text


def _text(forms: str) -> str:
    """Exact tokens as newspapers spell them."""
    return " ".join(shown(form) for form in forms.split())


def _day(minute: int | None, language: Language) -> str | None:
    if minute is None:
        return None
    day = (_EPOCH + timedelta(minutes=minute)).date()
    return date_span(day.isoformat(), language)


# How a score is made


@dataclass(frozen=True, slots=True)
class Sought:
    """A word or pair that orders what is found: where it counts, in which form, how much."""

    words: str
    place: str
    form: str
    weight: float


@dataclass(frozen=True, slots=True)
class Points:
    """What one of them gave: ``points`` of the sum, from ``times`` in the article."""

    sought: Sought
    times: int
    articles: int
    points: float


@dataclass(frozen=True, slots=True)
class Score:
    """``value`` = ``factor`` × ``total``, the sum of the points; ``reasons`` for the factor."""

    value: float
    total: float
    factor: float
    reasons: tuple[str, ...]
    rows: tuple[Points, ...]


def score_of(told: Explained, language: Language) -> Score | None:
    """The article's score, what gave most first; None where no article was asked about."""
    found = told.article
    if found is None:
        return None
    made = sorted(found.contributions, key=lambda each: -each.score)
    return Score(
        value=found.score,
        total=sum(each.score for each in made),
        factor=found.factor,
        reasons=tuple(_factor_reasons(told, language)),
        rows=tuple(_points(each, language) for each in made if each.score),
    )


def sought(question: Question, language: Language) -> tuple[Sought, ...]:
    """All that orders what is found, the weightiest first; nothing under a date sort."""
    clauses = sorted(question.rank, key=lambda each: -each.weight)
    return tuple(
        _sought(
            field_of(each.node),
            text_of(each.node),
            each.weight,
            isinstance(each.node, Within),
            language,
        )
        for each in clauses
    )


def _points(made: Contribution, language: Language) -> Points:
    found = _sought(made.field, made.text, made.weight, made.quoted, language)
    return Points(found, made.frequency, made.documents, made.score)


def _sought(field: str, text: str, weight: float, quoted: bool, language: Language) -> Sought:
    _ = language.gettext
    whole = _("in that quotation") if quoted else _("in the whole article")
    if field in _FOLDS:
        form = _("whatever the diacritics")
    else:
        form = _("written otherwise") if field in _ALTS else _("with these diacritics")
    return Sought(
        words=_text(_OTHERS_OF_SLOT.sub("", text)),
        place=_place(ZONE_OF[field], language) or whole,
        form=form,
        weight=weight,
    )


def _factor_reasons(told: Explained, language: Language) -> Iterator[str]:
    _ = language.gettext
    how = told.matched.how if told.matched else None
    if told.question.proximity:
        yield _("words close together count for more")
    if told.question.nearest and how not in ("marking", "lacking"):
        yield _("it has all the words, unlike those that come near")
    if told.question.beneath and how == "marking":
        yield _("only some diacritics differ: it stands below all that have all the words")
    if told.question.recency:
        yield _("new articles are preferred")
    story = told.kept.story if told.kept else None
    if story and story.copies > 1 and story.first:
        yield _("the first copy of a story counts as much as the best of its copies found")


@dataclass(frozen=True, slots=True)
class Reasons:
    """All that the explain page says of one search; ``score`` None without an article.

    ``readings`` leave out the one that ``understood`` shows. ``required`` is what an
    article must have; ``widened`` says that those that come near are shown too.
    """

    words: tuple[Asked, ...]
    readings: tuple[str, ...]
    required: Line
    widened: bool
    fewer_than: int
    score: Score | None

    @classmethod
    def of(cls, request: SearchRequest, told: Explained, language: Language) -> Reasons:
        query = told.query
        where = query.any_word if request.match == "any" else query.full
        return cls(
            words=asked(query.tree),
            readings=tuple(each for each in query.readings if each != query.understood),
            required=condition(where, language),
            widened=told.question.where == query.wide != query.full,
            fewer_than=few_for(query),
            score=score_of(told, language),
        )
