"""What a newsroom put right about an article, laid over what the rules understood.

A **Correction** says one thing. ``apply`` lays corrections over an article and says
which of them no longer find what they are about (*unmet*); ``holds`` says whether an
article is right without them; ``refuse`` words why one cannot be made; ``name_here``
finds the article's name of a person that the archive calls otherwise. Pure functions:
the store keeps corrections and applies them whenever an article is written.
"""

from __future__ import annotations

from index.corrections.applying import Applied, apply
from index.corrections.checking import holds, refuse, refuse_any
from index.corrections.model import KINDS, Correction, Kind, option
from index.corrections.naming import name_here
from index.corrections.wording import sentence

__all__ = [
    "KINDS",
    "Applied",
    "Correction",
    "Kind",
    "apply",
    "holds",
    "name_here",
    "option",
    "refuse",
    "refuse_any",
    "sentence",
]
