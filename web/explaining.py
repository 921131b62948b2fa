"""What becomes of a query, in words and as a document: `timtin explain`, /api/v1/explain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.analysis import analyze, fold
from index.engines.base import Explanation
from index.engines.query import (
    And,
    Clause,
    DateWithin,
    Enough,
    Everything,
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
from search.language.printer import print_query
from search.problems import Problem
from search.service import Explained
from web.shapes import Document
from web.views import matched_document, problem_document


def explanation_document(q: str, told: Explained, problems: Sequence[Problem] = ()) -> Document:
    """What ``GET /api/v1/explain`` answers: the query as read, and one article's score.

    ``problems`` are those that the reading of the request met.
    """
    query = told.query
    return {
        "q": q,
        "tokens": _tokens(q),
        "tree": print_query(query.tree),
        "understood": query.understood,
        "readings": list(query.readings),
        "alternatives": [{"typed": a.typed, "others": list(a.others)} for a in query.also],
        "problems": [problem_document(each) for each in (*problems, *query.problems)],
        "where": shown(told.question.where),
        "how": {how: shown(node) for how, node in query.hows.items()},
        "rank": [_clause(clause) for clause in told.question.rank],
        "then": _then(told.question),
        "article": told.article and _article(told.article, told),
    }


def _tokens(q: str) -> list[Document]:
    tokens = analyze(q)
    columns = zip(tokens.exact, tokens.starts, tokens.ends, tokens.positions, strict=True)
    return [
        {
            "text": q[start:end],
            "exact": exact,
            "fold": fold(exact),
            "start": start,
            "end": end,
            "position": position,
            "alternative_forms": [alt.text for alt in tokens.alts if alt.first == number],
        }
        for number, (exact, start, end, position) in enumerate(columns)
    ]


def _clause(clause: Clause) -> Document:
    return {
        "field": field_of(clause.node),
        "text": text_of(clause.node),
        "quoted": isinstance(clause.node, Within),
        "weight": round(clause.weight, 4),
        "floor": clause.floor,
    }


def _then(question: Question) -> Document:
    """What bears on an order by relevance beside the clauses; null where nothing does."""
    near, close, low, new = (
        question.nearest,
        question.proximity,
        question.beneath,
        question.recency,
    )
    return {
        "nearest": near and {"always": shown(near.always), "most": near.most, "lift": near.lift},
        "proximity": close
        and {
            "words": ["|".join(dict.fromkeys(t.text for t in slot)) for slot in close.slots],
            "window": close.width,
            "weight": close.weight,
            "depth": close.depth,
        },
        "beneath": low and {"these": shown(low.node), "those": shown(low.above)},
        "recency": new and {"weight": new.weight, "half_life_minutes": new.half_life},
    }


def _article(found: Explanation, told: Explained) -> Document:
    """``score`` = ``factor`` × the sum of the contributions."""
    made = sorted(found.contributions, key=lambda each: -each.score)
    return {
        "matches": found.matches,
        "matched": matched_document(told.matched),
        "score": found.score,
        "factor": round(found.factor, 6),
        "contributions": [
            {
                "field": each.field,
                "text": each.text,
                "quoted": each.quoted,
                "weight": round(each.weight, 4),
                "frequency": each.frequency,
                "articles": each.documents,
                "score": round(each.score, 6),
            }
            for each in made
        ],
    }


def shown(node: Node) -> str:
    """A node on one line: ``exact:đàm AND (exact:phán OR alt_forms:phan)``."""
    match node:
        case Everything():
            return "*"
        case Nothing():
            return "∅"
        case Term(field, text):
            return f"{field}:{text}"
        case Prefix(field, text):
            return f"{field}:{text}*"
        case Phrase() | Near():
            return _phrase(node)
        case Within(inner, speaker):
            return f"QUOTATION BY {_inner(speaker)} WITH {_inner(inner)}"
        case And(nodes):
            return " AND ".join(map(_inner, nodes))
        case Or(nodes):
            return " OR ".join(map(_inner, nodes))
        case Not(inner):
            return f"NOT {_inner(inner)}"
        case Enough(nodes, share):
            return f"AT LEAST {share:.0%} OF ({', '.join(map(shown, nodes))})"
        case Value(facet, value):
            return f"{facet}={value}"
        case DateWithin(start, end):
            return f"date {start}..{end}"


def _inner(node: Node) -> str:
    return f"({shown(node)})" if isinstance(node, And | Or) else shown(node)


def _phrase(node: Phrase | Near) -> str:
    words = f'"{" ".join(_slots(node))}"'
    return f"{words}~{node.slop}" if isinstance(node, Near) else words


def _slots(phrase: Phrase | Near) -> Iterator[str]:
    for slot in phrase.slots:
        yield "|".join(f"{term.field}:{term.text}" for term in slot)
