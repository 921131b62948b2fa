"""What else a person may have meant, and what they may be about to type.

Nouns: the *vocabulary* is the archive's words, the *names* its key terms and persons
(both kept per state of the index by a ``Holder``); a *slip* is what made a typed word
of a meant one, and has a cost; the *channel* weighs slips against what the archive
has counted.

    suggester = Suggester(engine)                      one per process
    suggester.corrections("ddafm phasn", total)        Suggestion("đàm phán", "telex", 566)
    suggester.completions("tổng thống tru")            Completion("tổng thống Trump", ...)

``lettering`` spells a whole vocabulary and ``collecting`` puts all names in order, as arrays.
``telex`` decodes keystrokes, ``slips`` has the costs, ``distance`` compares a typed word
with all words at once, ``spelling`` gives each word its rivals, ``channel`` chooses
among them, ``runs`` takes a query's words out and puts others in their place.
"""

from __future__ import annotations

from search.suggest.completions import Completion
from search.suggest.suggester import Suggester, Suggestion

__all__ = ["Completion", "Suggester", "Suggestion"]
