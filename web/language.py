"""The two languages of the interface: messages, numbers, and their locale.

Templates and code hold English messages; ``messages/vi.po`` holds the
Vietnamese. The catalogue is compiled in memory at start-up: a build step could
be forgotten. It is edited by hand; a test names what is missing or left over.
"""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import files
from typing import Final, cast

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from flask import g, request

from index.wording import Lang

LANGUAGES: Final[dict[Lang, str]] = {"vi": "Tiếng Việt", "en": "English"}


class Language:
    """One language: ``code``, its Babel ``locale``, and the texts in it."""

    def __init__(self, code: Lang) -> None:
        self.code: Lang = code
        self.locale = Locale(code)
        self._thousands = str(self.locale.number_symbols["latn"]["group"])
        self._messages: dict[str, str] = {}
        self._translations = _catalogue() if code == "vi" else NullTranslations()

    def gettext(self, message: str, **values: object) -> str:
        """``message`` in this language, its ``%(name)s`` places filled."""
        text = self._messages.get(message)
        if text is None:
            # ours are few: nobody else's text is ever a message
            text = self._messages[message] = str(self._translations.ugettext(message))
        return text % values if values else text

    def ngettext(self, one: str, many: str, number: int, **values: object) -> str:
        """The form for ``number``; ``%(num)s`` is the number with its separators."""
        return self.plural(one, many, number) % values

    def plural(self, one: str, many: str, number: int) -> str:
        """The form for ``number``, only its ``%(num)s`` filled: Jinja fills the rest."""
        text = str(self._translations.ungettext(one, many, number))
        return text.replace("%(num)s", self.number(number))

    def number(self, value: float) -> str:
        """1234 → ``1.234`` in Vietnamese, ``1,234`` in English."""
        if isinstance(value, int):  # Babel takes 15 µs, and a page has 700 of them
            return f"{value:,}".replace(",", self._thousands)
        return str(format_decimal(value, locale=self.locale))

    def decimal(self, value: float) -> str:
        """1.5 → ``1,50`` in Vietnamese, ``1.50`` in English."""
        return str(format_decimal(value, "#,##0.00", locale=self.locale))


@cache
def language(code: Lang) -> Language:
    """The language of this code; made once."""
    return Language(code)


def current() -> Language:
    """The language of the request being answered."""
    return cast(Language, g.language)


def choose(default: Lang) -> None:
    """Set the language of this request: ``lang=`` in its URL, else the default."""
    asked = request.args.get("lang", "")
    g.language = language(asked if asked in LANGUAGES else default)


@cache
def _catalogue() -> Translations:
    """``messages/vi.po``, compiled in memory."""
    source = files("web").joinpath("messages/vi.po").read_bytes()
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source), locale="vi"))
    compiled.seek(0)
    return Translations(fp=compiled)
