"""Who is who across the archive?

An article names persons by its own forms (``enrich.persons``). Here a form becomes the
*value* that the archive counts: by the *list* of a newsroom, by *rulings* that are kept
in the store (an alias that was learnt or confirmed, a name that stays apart, namesakes
told apart by *marks*: role, place, period), else the form itself.

    identities = identities_of(store)              # list + rulings
    identities.values(article)                     # one value per person of the article
    identities.person("Sergey Lavrov")             # "Sergei Lavrov"
    propose(gathered(store.all(), identities))     # what the archive itself suggests

``order`` sorts names as a Vietnamese reader looks them up. A value is a name, never an
identity.
"""

from __future__ import annotations

from index.people.identities import Identities, Keeper, KnownAs, RulingEffect, identities_of

__all__ = ["Identities", "Keeper", "KnownAs", "RulingEffect", "identities_of"]
