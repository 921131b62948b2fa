"""A newsroom's own recogniser of names: how one is plugged in, and what it answers.

``TIMTIN_RECOGNISER=package.module:function`` names a function of three strings, an
article's title, standfirst and body, that returns any number of :class:`Span`:

    def names(title: str, standfirst: str, body: str) -> list[Span]:
        return [Span("body", 0, 12, "person", 0.97)]

What it says is evidence beside our own (``person-recogniser``, ``source-recogniser``),
not the answer: a name that it is sure of is taken, one that it doubts needs the words
around it. The function runs in every process that understands articles and must not
change anything. When it cannot be loaded, raises, or says what cannot be, a message
names what and where, and the article is understood without it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Final, Literal, get_args

from index.article import Field
from index.settings import Settings
from index.wording import Wording

__all__ = ["Recogniser", "Span", "in_force", "spans_of"]

SpanKind = Literal["person", "agency", "other"]
_KINDS: Final = frozenset(get_args(SpanKind))
# Code points; longer is a sentence, no name.
_LONGEST: Final = 120

_LOG: Final = logging.getLogger("timtin.recogniser")
_NOT_LOADED: Final = Wording(
    vi="Không nạp được bộ nhận dạng {name} (TIMTIN_RECOGNISER): {problem}. Các bài vẫn được "
    "phân tích mà không có nó; sửa thiết lập rồi chạy `timtin rebuild --understand`.",
    en="The recogniser {name} (TIMTIN_RECOGNISER) cannot be loaded: {problem}. Articles are "
    "understood without it; mend the setting, then run `timtin rebuild --understand`.",
)
_FAILED: Final = Wording(
    vi="Bộ nhận dạng {name} gặp lỗi ở bài “{title}”: {problem}. Bài được phân tích mà không có nó.",
    en="The recogniser {name} failed on the article “{title}”: {problem}. The article is "
    "understood without it.",
)
_WRONG: Final = Wording(
    vi="Bộ nhận dạng {name} trả về một đoạn không dùng được ở bài “{title}”: {problem}. "
    "Đoạn đó bị bỏ qua.",
    en="The recogniser {name} returned a span that cannot be used in the article “{title}”: "
    "{problem}. It is passed over.",
)


@dataclass(frozen=True, slots=True)
class Span:
    """A name: code points ``start`` to ``end`` of ``field``, what it names, how sure (0 to 1).

    ``other`` is a name of something that is neither a person nor an agency: a place, a make.
    """

    field: Field
    start: int
    end: int
    kind: SpanKind
    confidence: float


Recogniser = Callable[[str, str, str], Iterable[Span]]


@cache
def _loaded(name: str) -> Recogniser | None:
    module, _, function = name.partition(":")
    try:
        found = getattr(import_module(module), function)
    except Exception as error:  # whatever a foreign module does while it loads
        _say(_NOT_LOADED, name=name, problem=_told(error))
        return None
    if not callable(found):
        _say(_NOT_LOADED, name=name, problem=f"{function} is {type(found).__name__}, no function")
        return None
    recogniser: Recogniser = found
    return recogniser


def in_force() -> str:
    """The name that the settings give, "" for none."""
    return Settings.from_environment().recogniser


def spans_of(title: str, standfirst: str, body: str, name: str | None = None) -> tuple[Span, ...]:
    """What the recogniser ``name`` (default: the one in force) finds, without what cannot be.

    Never raises for what the recogniser does; says it in a log message instead.
    """
    name = _in_force() if name is None else name
    recogniser = _loaded(name) if name else None
    if recogniser is None:
        return ()
    lengths: dict[str, int] = {
        "title": len(title), "standfirst": len(standfirst), "body": len(body)
    }  # fmt: skip
    found: list[Span] = []
    try:
        for span in recogniser(title, standfirst, body):
            problem = _problem(span, lengths)
            if problem:
                _say(_WRONG, name=name, title=title, problem=problem)
            else:
                found.append(span)
    except Exception as error:  # whatever it does, the article stays
        _say(_FAILED, name=name, title=title, problem=_told(error))
        return ()
    return tuple(found)


@cache
def _in_force() -> str:
    return in_force()


def _problem(span: object, lengths: dict[str, int]) -> str | None:
    """What is wrong with a span; None when it can be used."""
    if not isinstance(span, Span):
        return f"{span!r:.60} is no index.recogniser.Span"
    if span.field not in lengths:
        return f"{span!r}: field is none of {', '.join(lengths)}"
    if span.kind not in _KINDS:
        return f"{span!r}: kind is none of {', '.join(sorted(_KINDS))}"
    if not isinstance(span.confidence, int | float) or not 0 <= span.confidence <= 1:
        return f"{span!r}: confidence is no number from 0 to 1"
    inside = isinstance(span.start, int) and isinstance(span.end, int)
    if not inside or not 0 <= span.start < span.end <= lengths[span.field]:
        return f"{span!r}: outside its field of {lengths[span.field]} code points"
    if span.end - span.start > _LONGEST:
        return f"{span!r}: longer than {_LONGEST} code points"
    return None


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _say(wording: Wording, **details: str) -> None:
    lang = Settings.from_environment().lang
    _LOG.warning("%s", wording.text(lang, **details))
