"""What the forms of an article say about each other: who is told with persons is one.

A form's points are those of its best occurrence; lists, shorter forms and repetitions add
to them, what the article calls a thing takes them away.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final

from index.enrich.persons.evidence import ACCEPT, Candidate
from index.enrich.persons.merge import Form
from index.rules import Rule

# With the tagger's word (Np) a bare name beside a sure one is taken, without it is not.
_LISTED: Final = 1.5
_OFTEN: Final = 3
# Names of a list from which on those without a cue are taken with the others.
_COMPANY: Final = 3


def join_lists(forms: list[Form], given_names: Container[str]) -> None:
    """Add to a doubtful name that stands in one list with a sure one.

    Of one word only given names do: "Tim và Paul".
    """
    home = {id(member): form for form in forms for member in form.members}
    pairs = [
        (home[id(member)], home[id(member.listed)])
        for form in forms
        for member in form.members
        if member.listed is not None
    ]
    joined: set[int] = set()
    for first, second in pairs + [(second, first) for first, second in reversed(pairs)]:
        named = len(first.parts) > 1 or "".join(first.parts) in given_names
        doubtful = 0.0 <= first.score < ACCEPT and named
        if second.score >= ACCEPT and doubtful and id(first) not in joined:
            joined.add(id(first))
            first.told_with_sure = True
            first.add(_LISTED, Rule.PERSON_LISTED)


def _is_thing(form: Form) -> bool:
    """What the article calls a street, a firm or a product, and nowhere a person."""
    return (
        form.score < ACCEPT
        and any(member.refused for member in form.members)
        and not any(member.titled for member in form.members)
    )


def refuse_ways(forms: list[Form]) -> None:
    """ "Từ Lê Văn Lương - Tố Hữu": what stands before a street with a dash is a street."""
    dashed = [
        (form, member.listed)
        for form in forms
        for member in form.members
        if member.listed is not None and member.dashed
    ]
    if not dashed:
        return
    home = {id(member): form for form in forms for member in form.members}
    for form, before in dashed:
        way = home[id(before)]
        if _is_thing(form) and not any(m.titled or m.acts for m in way.members):
            way.score = min(way.score, 0.0)


def refuse_parts(forms: list[Form]) -> None:
    """ "Á Đại Thành" beside "tập đoàn Tân Á Đại Thành", "Rossi Arte" beside "máy giặt Rossi".

    The end of what is a thing is that thing without the word that opens a sentence; what
    goes on behind a thing of one foreign word is one of its models.
    """
    ends: set[tuple[str, ...]] = set()
    makes: set[str] = set()
    for form in forms:
        if len(form.parts) > 2 and _is_thing(form):
            ends.add(form.parts[1:])
        if form.kind == "foreign" and len(form.parts) == 1 and _is_make(form):
            makes.add(form.parts[0])
    if not ends and not makes:
        return
    for form in forms:
        model = len(form.parts) > 1 and form.kind == "foreign" and form.parts[0] in makes
        titled = any(member.titled for member in form.members)
        if not titled and (model or form.parts in ends):
            form.score = min(form.score, 0.0)


def _is_make(form: Form) -> bool:
    """Whether each time a noun of a thing leads to it, more than once."""
    led = [m.near is not None and m.near.cue.kind == "thing" for m in form.members]
    return len(led) > 1 and all(led)


def tell_actors(forms: list[Form]) -> None:
    """In brackets behind somebody, in an article on a film: who plays is a person."""
    for form in forms:
        if len(form.parts) > 1 and any(member.played is not None for member in form.members):
            form.told_with_sure = True


def refuse_characters(forms: list[Form]) -> None:
    """ "Phú Sát (Tần Lam)" in an article on a film: before the actor stands who is played.

    A name behind a profession is a person's: "ca sĩ Mỹ Tâm (Phan Thị Mỹ Tâm)".
    """
    home = {id(member): form for form in forms for member in form.members}
    actors = [m for form in forms for m in form.members if m.played is not None]
    for actor in actors:
        assert actor.played is not None  # noqa: S101  # for the type checker
        character, player = home[id(actor.played)], home[id(actor)]
        same = character.parts[-1] in player.parts
        if player.score >= ACCEPT and len(player.parts) > 1 and not same:
            character.score = min(character.score, 0.0)


def refuse_called(forms: list[Form]) -> None:
    """Ông Vương, bé Bi: in what a part of a series tells, whoever has one name is in the story."""
    for form in forms:
        if len(form.parts) == 1 and form.kind == "given":
            form.score = min(form.score, 0.0)


def join_mononyms(forms: list[Form]) -> None:
    """Take the single foreign words that a person is told with, in a list of three or more.

    "Ronaldo, Ramos, Marcelo và Benzema": whoever is told among persons is one, unless
    the list names something that is none.
    """
    home = {id(member): form for form in forms for member in form.members}
    for chain in _chains(forms):
        members = [home[id(one)] for one in chain]
        foreign = all(form.kind == "foreign" and form.score >= 0.0 for form in members)
        sure = sum(form.score >= ACCEPT for form in members)
        if len(chain) < _COMPANY or not foreign or not sure:
            continue
        for form in members:
            if len(form.parts) == 1 and form.score < ACCEPT:
                form.add(ACCEPT - form.score, Rule.PERSON_LISTED)


def _chains(forms: list[Form]) -> Iterator[list[Candidate]]:
    """The candidates that are told one after the other."""
    members = [member for form in forms for member in form.members]
    following = {id(one.told_with): one for one in members if one.told_with is not None}
    for one in members:
        if one.told_with is None and id(one) in following:
            chain = [one]
            while id(chain[-1]) in following:
                chain.append(following[id(chain[-1])])
            yield chain


def share(forms: list[Form]) -> None:
    """Points of a form: its best occurrence, and what shorter forms add to full ones."""
    addressed = {
        form.parts[0]
        for form in forms
        if len(form.parts) == 1 and form.addressed and max(m.score for m in form.members) >= ACCEPT
    }
    alone = {form.parts[0] for form in forms if len(form.parts) == 1 and form.kind == "foreign"}
    for form in forms:
        scores = [member.score for member in form.members]
        refused = sum(member.refused for member in form.members)
        titled = sum(member.titled and not member.belongs for member in form.members)
        # A street stays a street where it is named without the word; so does a firm.
        tied = titled == refused and form.kind == "foreign" and len(form.parts) == 1
        form.score = min(scores) if titled < refused or (tied and refused) else max(scores)
        if form.kind == "foreign" and len(form.parts) == 1 and not refused:
            form.add(_repeated(form), Rule.PERSON_REPEATED)
        if len(form.parts) > 1 and not refused and max(scores) > -1:
            ends = (form.parts[-1],) if form.kind != "foreign" else (form.parts[-1], form.parts[0])
            form.add(2.0 * any(end in addressed for end in ends), Rule.PERSON_ADDRESSED)
            form.add(_repeated(form) + _shortened(form, alone), Rule.PERSON_REPEATED)


def _repeated(form: Form) -> float:
    """What comes again and again and does what people do: stage names have no surname."""
    count = len(form.members)
    if form.kind == "foreign" and len(form.parts) == 1:
        personal = count >= _OFTEN and any(m.score >= 1.0 and not m.belongs for m in form.members)
        return 1.25 if personal else 0.25 * (count > 1)
    if form.kind == "given" and count >= _OFTEN and any(m.score > 0 for m in form.members):
        acts = sum(m.score >= 1.0 for m in form.members)
        return 2.25 if acts >= _OFTEN else 1.25
    return 0.75 if form.kind == "native" and count >= _OFTEN else 0.25 * (count > 1)


def _shortened(form: Form, alone: set[str]) -> float:
    """Katrina Bookman is Bookman in the next paragraph: so are persons named."""
    return 0.75 * (form.kind == "foreign" and form.parts[-1] in alone)
