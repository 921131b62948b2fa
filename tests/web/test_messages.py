"""Both languages are complete: every message has its Vietnamese, none is left over."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask import Flask

import web
from web.language import language

FOLDER = Path(web.__file__).parent
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.xml", "jinja2")]
PLACE = re.compile(r"%\((\w+)\)s")
Message = str | tuple[str, ...]


def extracted() -> set[Message]:
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2)}
    found = extract_from_dir(FOLDER, METHODS, keywords=keywords)
    return {message for _file, _line, message, _comments, _context in found}


def translations() -> dict[Message, list[str]]:
    catalogue = read_po(io.BytesIO((FOLDER / "messages" / "vi.po").read_bytes()), locale="vi")
    found: dict[Message, list[str]] = {}
    for message in catalogue:
        if message.id:
            key = tuple(message.id) if isinstance(message.id, list | tuple) else message.id
            text = message.string
            found[key] = list(text) if isinstance(text, list | tuple) else [str(text)]
            assert not message.fuzzy, message.id
    return found


def test_every_message_has_its_vietnamese_and_none_is_stale() -> None:
    wanted, have = extracted(), translations()
    assert len(wanted) > 150
    assert wanted - set(have) == set()
    assert set(have) - wanted == set()
    assert [key for key, texts in have.items() if not all(texts)] == []


def test_translations_keep_the_places_and_the_markup() -> None:
    for key, texts in translations().items():
        english = key if isinstance(key, str) else key[-1]
        for text in texts:
            assert set(PLACE.findall(text)) == set(PLACE.findall(english)), key
            assert re.findall(r"</?\w+>", text) == re.findall(r"</?\w+>", english), key


@pytest.mark.parametrize(
    ("code", "count", "shown"), [("vi", 1234567, "1.234.567 bài"), ("en", 1234, "1,234 articles")]
)
def test_counts_have_the_separators_of_the_language(code: str, count: int, shown: str) -> None:
    spoken = language("vi" if code == "vi" else "en")
    assert spoken.ngettext("%(num)s article", "%(num)s articles", count) == shown


def test_the_sites_own_language_is_a_setting(site: Callable[..., Flask]) -> None:
    client = site(TIMTIN_LANG="en").test_client()
    assert "How to search" in client.get("/help").text
    vietnamese = client.get("/help?lang=vi").text
    assert "Cách tìm" in vietnamese
    assert 'href="/saved?lang=vi"' in vietnamese
    assert "How to search" in client.get("/help?lang=fr").text


def test_english_has_its_singular() -> None:
    assert language("en").ngettext("%(num)s article", "%(num)s articles", 1) == "1 article"
