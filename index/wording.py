"""One sentence for a person, in both languages of the interface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Lang = Literal["vi", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)


@dataclass(frozen=True, slots=True)
class Wording:
    """A message template: ``{name}`` places are filled by :meth:`text`."""

    vi: str
    en: str

    def text(self, lang: Lang, **details: object) -> str:
        """The sentence in ``lang`` with its places filled."""
        return (self.vi if lang == "vi" else self.en).format(**details)
