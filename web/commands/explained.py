"""How ``timtin explain`` reads: what a query means, and what an article's score is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from search.language.printer import print_query
from search.request import SearchRequest
from search.service import Explained
from web.console import lang, line, words
from web.filters import how_label, match_notes
from web.language import Language, language
from web.reasons import Asked, Reasons, Score, sought, typed

_LABEL: Final = 14
"""Columns of a label; what it labels stands beside it."""


def tell(request: SearchRequest, told: Explained) -> None:
    """Print ``told`` for a person."""
    spoken = language(lang())
    reasons = Reasons.of(request, told, spoken)
    query = told.query
    _entry(words("câu tìm", "query"), [request.q])
    _entry(words("hiểu là", "read as"), [query.understood or print_query(query.tree)])
    _entry(words("hoặc", "or"), reasons.readings)
    also = (f"{each.typed} → {', '.join(each.others)}" for each in query.also)
    _entry(words("cũng tìm", "also searched"), also)
    _entry(words("lưu ý", "note"), (each.message(lang()) for each in query.problems))
    _entry(words("các từ", "words"), [" · ".join(map(_asked, reasons.words))])
    _entry(words("câu hỏi", "asked for"), typed(query.tree, spoken).indented())
    _entry(words("bài phải có", "required"), reasons.required.indented())
    if reasons.score is None:
        _tell_weights(told, spoken)
    else:
        _tell_article(told, reasons.score, spoken)


def _entry(label: str, lines: Iterable[str]) -> None:
    """``lines`` beside their label; nothing where there are none."""
    for number, text in enumerate(lines):
        line(f"{'' if number else label:{_LABEL}}{text}".rstrip())


def _asked(word: Asked) -> str:
    forms = [f"→ {word.exact}"] if word.exact else []
    if word.forms:
        forms.append(words("(cũng viết là {forms})", "(also {forms})", forms=", ".join(word.forms)))
    return " ".join([word.typed, *forms])


def _tell_weights(told: Explained, spoken: Language) -> None:
    rows = [
        (spoken.decimal(each.weight), each.words, f"{each.place}, {each.form}")
        for each in sought(told.question, spoken)
    ]
    _entry(words("trọng số", "weights"), _columns(rows))
    close = told.question.proximity
    if close:
        times = spoken.decimal(1 + close.weight)
        said = words(
            "điểm tăng đến {times} lần khi các từ đứng trong {window} từ liền nhau",
            "up to {times} times the score where the words stand within {window} words",
            times=times,
            window=close.width,
        )
        _entry(words("gần nhau", "close by"), [said])


def _tell_article(told: Explained, score: Score, spoken: Language) -> None:
    found, matched = told.article, told.matched
    if found and not found.matches:
        _entry(words("bài này", "this article"), [words("không có trong kết quả", "is not found")])
    if matched:
        notes = (note.line(spoken) for note in match_notes(matched, False, spoken) if note.words)
        _entry(words("khớp", "matches"), [how_label(matched.how, spoken), *notes])
    _entry(words("điểm", "score"), [_sum(score, spoken)])
    rows = [
        (
            spoken.decimal(each.points),
            each.sought.words,
            f"{each.sought.place}, {each.sought.form}",
            words("{n} lần", "{n}×", n=each.times),
            words("{n} bài có", "in {n} articles", n=spoken.number(each.articles)),
            "× " + spoken.decimal(each.sought.weight),
        )
        for each in score.rows
    ]
    _entry("", _columns(rows))


def _sum(score: Score, spoken: Language) -> str:
    total, factor = spoken.decimal(score.total), spoken.decimal(score.factor)
    made = f"{spoken.decimal(score.value)} = {total} × {factor}"
    return f"{made} ({'; '.join(score.reasons)})" if score.reasons else made


def _columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Rows as lines, each column as wide as its widest cell; the figures first, to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if number else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
