"""Articles with quotations, for the tests: what stands between “ and ” is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.article import Article, Field, Mention, Person, Quote, SpeakerKind

Speaker = str | None
"""A person's name; ``?name`` is unsure, ``[label]`` a label, None nobody that is known."""

_QUOTED = re.compile("“([^”]*)”")


def quoting(id: str, body: str, speakers: Sequence[Speaker], title: str = "") -> Article:
    """``speakers`` say the quotations of title and body, in order.

    A person's name may go on with other forms of it: ``Sergei Lavrov|ông Lavrov``.
    """
    places = [*_places("title", title), *_places("body", body)]
    quotes = tuple(_quote(*each, speaker) for each, speaker in zip(places, speakers, strict=True))
    persons = dict.fromkeys(s for s in speakers if s and not s.startswith("["))
    return Article(
        id=id,
        title=title,
        body=body,
        quotes=quotes,
        persons=tuple(_person(each.lstrip("?")) for each in persons),
    )


def _places(field: Field, text: str) -> Iterator[tuple[Field, str, int, int]]:
    for found in _QUOTED.finditer(text):
        yield field, found[1], found.start(1), found.end(1)


def _quote(field: Field, text: str, start: int, end: int, speaker: Speaker) -> Quote:
    kind: SpeakerKind | None = None
    if speaker is not None:
        kind = "label" if speaker.startswith("[") else "person"
    name = speaker and speaker.strip("?[]").partition("|")[0]
    sure = not (speaker or "").startswith("?")
    return Quote(text, start, end, field, name, kind, sure)


def _person(forms: str) -> Person:
    name, *others = forms.split("|")
    return Person(name, tuple(Mention(form, 0, 0) for form in others))
