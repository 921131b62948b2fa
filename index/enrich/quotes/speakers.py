"""A phrase of the text → the speaker it means: a person, a body, or a label as written."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from index.analysis.tables import word_set
from index.article import Field, Mention, Person, SpeakerKind
from index.enrich.persons.tables import normal, single_things
from index.enrich.quotes.attribution import Attribution
from index.enrich.quotes.phrases import HIDDEN, Phrase, Words
from index.enrich.quotes.sentences import Sentences
from index.enrich.quotes.tables import Gender, Speech

# How much text before and behind a name is searched for what he is.
_REACH: Final = 80
# A pronoun reaches back over so many sentences.
_BACK: Final = 6
# ... and is certain over so many only.
_SURE_BACK: Final = 2
# "cán bộ phụ trách đội này": so many words are more than a role.
_CLAUSE: Final = 5
_THINGS: Final = word_set(
    """
    nước hãng tờ báo đài trang ty quan đội xã tỉnh phố đoàn nhóm phe vụ việc án khoản
    bang huyện quận trường viện
    """
)
_SET_APART: Final = " ,-–—("
_PLURAL: Final = word_set("một các những nhiều hai ba hàng không mỗi 1 2 3")
_THIS: Final = (" này", " ấy", " trên", " ta")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, where the text names him, and whether that is certain."""

    name: str
    kind: SpeakerKind
    sure: bool = True
    gender: Gender | None = None
    cue: Mention | None = None
    named: bool = False
    """A name that is no known person's: whom "ông nói" can mean all the same."""


@dataclass(frozen=True, slots=True)
class Place:
    """A named person in a field: where, what stands before and behind, and for whom."""

    person: int
    start: int
    end: int
    before: str
    behind: str
    governed: bool


class Cast:
    """The persons of an article with what the text says of each, for look-up."""

    def __init__(self, persons: Sequence[Person], texts: dict[Field, str], lists: Speech) -> None:
        self.persons = persons
        self._lists = lists
        self._texts = texts
        self._titled: dict[str, list[int]] = {}

    @cached_property
    def places(self) -> dict[Field, list[Place]]:
        """Where persons are named, by field, in order."""
        found: dict[Field, list[Place]] = {field: [] for field in self._texts}
        for number, person in enumerate(self.persons):
            for mention in person.mentions:
                found[mention.field].append(self._place(number, mention))
        for places in found.values():
            places.sort(key=lambda place: place.start)
        return found

    @cached_property
    def _genders(self) -> list[Gender | None]:
        return [self._gender(number) for number in range(len(self.persons))]

    def _place(self, number: int, mention: Mention) -> Place:
        text = self._texts[mention.field]
        before = text[max(0, mention.start - _REACH) : mention.start].lower().rstrip()
        behind = text[mention.end : mention.end + _REACH].lower()
        words = before.split()[-3:]
        while words and normal(words[-1]) in self._lists.honorifics:
            words.pop()
        governed = bool(words) and normal(words[-1]) in self._lists.governors
        return Place(number, mention.start, mention.end, before, behind, governed)

    def mentions(self, field: Field) -> dict[int, tuple[int, int]]:
        """Start → (end, number of the person), for one field."""
        return {
            mention.start: (mention.end, number)
            for number, person in enumerate(self.persons)
            for mention in person.mentions
            if mention.field == field
        }

    def _gender(self, number: int) -> Gender | None:
        """By the words of address before the name, the commonest."""
        seen: Counter[Gender] = Counter()
        for places in self.places.values():
            for place in places:
                if place.person != number:
                    continue
                words = place.before.split()
                head = self._lists.heads.at([normal(words[-1])], 0) if words else None
                if head and head[1].gender:
                    seen[head[1].gender] += 1
        return seen.most_common(1)[0][0] if seen else None

    def gender(self, person: int) -> Gender | None:
        """What the article says of a person's sex; None where it does not."""
        return self._genders[person]

    def titled(self, role: str) -> list[int]:
        """Persons whose name stands right behind or right before ``role`` in the article."""
        if role not in self._titled:
            self._titled[role] = self._find_titled(role)
        return self._titled[role]

    def _find_titled(self, role: str) -> list[int]:
        found: dict[int, None] = {}
        for places in self.places.values():
            for place in places:
                if self._is_titled(place, role):
                    found.setdefault(place.person)
        return list(found)

    @staticmethod
    def _is_titled(place: Place, role: str) -> bool:
        at = place.before.rfind(role)
        if at >= 0 and not (at and place.before[at - 1].isalnum()):
            between = place.before[at + len(role) :]
            if len(between.split()) <= 3 and not any(mark in between for mark in '.,;:()"“”'):
                return " của" not in between
        behind = place.behind.lstrip(_SET_APART)
        return behind != place.behind.lstrip() and behind.startswith(role)

    def called(self, shown: str) -> list[int]:
        """ "đại tá Nam": the person whose name ends with the last word, if only one does."""
        last = shown.rsplit(None, 1)[-1]
        found = [n for n, one in enumerate(self.persons) if one.name.rsplit(None, 1)[-1] == last]
        return found if len(found) == 1 else []

    def leading(self, country: str) -> list[int]:
        """Persons who are named as heads of ``country``."""
        found: dict[int, None] = {}
        for places in self.places.values():
            for place in places:
                near = place.before[-40:]
                if country in near and any(title in near for title in self._lists.leaders):
                    found.setdefault(place.person)
        return list(found)


class Resolver:
    """Resolves the phrases of one field, in the order of the text."""

    def __init__(
        self,
        field: Field,
        sentences: Sentences,
        read: Callable[[int], tuple[Words, Attribution]],
        cast: Cast,
        lists: Speech,
    ) -> None:
        self._field = field
        self._sentence = read
        self._text = sentences.text
        self._sentences = sentences
        self._cast = cast
        self._lists = lists
        self.last: Speaker | None = None

    @cached_property
    def _places(self) -> list[Place]:
        """Persons named outside quotations, in order."""
        text = self._sentences.text
        return [one for one in self._cast.places[self._field] if text[one.start] != HIDDEN]

    @cached_property
    def _starts(self) -> list[int]:
        return [place.start for place in self._places]

    def speaker(self, words: Words, phrase: Phrase) -> Speaker | None:
        """Who ``phrase`` means; None where it is a pronoun that the text leaves open."""
        shown = words.shown(phrase)
        start, end = words.tokens[phrase.first].start, words.tokens[phrase.last - 1].end
        cue = Mention(self._text[start:end], start, end, self._field)
        if phrase.person is not None:
            found: Speaker | None = self.person(phrase.person)
        elif phrase.kind == "pronoun":
            found = self._pronoun(phrase, start)
        elif phrase.kind == "body":
            found = Speaker(self._fuller(shown, phrase, start), "organisation")
        elif phrase.kind == "name":
            body = any(
                (word.isupper() and "." not in word) or normal(word) in single_things()
                for word in shown.split()
            )
            found = Speaker(shown, "organisation" if body else "label", named=not body)
        else:
            found = self._role(shown, phrase, start)
        return found and replace(found, cue=cue)

    def person(self, number: int, sure: bool = True) -> Speaker:
        """A person of the article as a speaker."""
        return Speaker(self._cast.persons[number].name, "person", sure, self._cast.gender(number))

    # -- roles -------------------------------------------------------------------

    def _role(self, shown: str, phrase: Phrase, at: int) -> Speaker:
        found = None
        low = shown.lower()
        if low.partition(" ")[0] not in _PLURAL:
            found = self._titled(low, at)
            if found is None and phrase.kind != "kin":
                found = self._described(shown, phrase, at)
        return found or Speaker(self._fuller(shown, phrase, at), "label", True, phrase.gender)

    def _titled(self, low: str, at: int) -> Speaker | None:
        """ "Ngoại trưởng Nga" of "Ngoại trưởng Nga Sergey Lavrov"."""
        bare = low.removesuffix(" này").removesuffix(" ấy").removesuffix(" trên")
        titled = self._cast.titled(bare)
        return self.person(self._nearest(titled, at), len(titled) == 1) if titled else None

    def _described(self, shown: str, phrase: Phrase, at: int) -> Speaker | None:
        """A head of the same country, a given name, "nữ ca sĩ", "vị này"; never certain alone."""
        country = self._country(shown)
        if country:
            leading = self._cast.leading(country) if phrase.head in self._lists.leaders else []
            called = self._cast.called(shown) if " " not in country else []
            if leading:
                return self.person(leading[0], len(leading) == 1)
            return self.person(called[0], sure=False) if called else None
        if phrase.gender or self._is_this(shown.lower()):
            return self._again(phrase.gender, at)
        titled = self._cast.titled(phrase.head) if phrase.head else []
        return self.person(titled[0], sure=False) if len(titled) == 1 else None

    @staticmethod
    def _is_this(low: str) -> bool:
        """ "vị tiến sĩ này", "thương nhân này", but not "giới chức nước này"."""
        words = low.split()
        return low.endswith(_THIS) and len(words) < _CLAUSE and words[-2] not in _THINGS

    @staticmethod
    def _country(shown: str) -> str:
        """The capitalised end of "Tổng thống Hàn Quốc", lower case; "" where there is none."""
        words = shown.split()
        last = len(words)
        while last > 1 and words[last - 1][:1].isupper():
            last -= 1
        return " ".join(words[last:]).lower()

    def _nearest(self, persons: Sequence[int], at: int) -> int:
        wanted = set(persons)
        before = range(bisect_left(self._starts, at) - 1, -1, -1)
        near = (self._places[n].person for n in before if self._places[n].person in wanted)
        return next(near, persons[0])

    def _fuller(self, shown: str, phrase: Phrase, at: int) -> str:
        """ "Bộ trên", "nguồn tin": the fuller name of the same that was given before."""
        words = phrase.last - phrase.first
        if words > len(phrase.head.split()) and not shown.lower().endswith(_THIS):
            return shown
        number = self._sentences.number(at)
        for back in range(min(number, _BACK) + 1):
            sentence, attribution = self._sentence(number - back)
            for other in reversed(attribution.subjects(at)):
                if other.head == phrase.head and other.person is None:
                    fuller = sentence.shown(other)
                    if len(fuller.split()) > words and not fuller.lower().endswith(_THIS):
                        return fuller
        return shown

    # -- pronouns ----------------------------------------------------------------

    def _pronoun(self, phrase: Phrase, at: int) -> Speaker | None:
        if phrase.head == "họ":
            return self.last and replace(self.last, sure=False)
        return self._again(phrase.gender, at)

    def _again(self, gender: Gender | None, at: int) -> Speaker | None:
        """Who was spoken of last: the last speaker, or the subject of a sentence before."""
        subject = self._subject(gender, at)
        last = self.last
        if last and last.cue and last.cue.field == self._field:
            fits = not (gender and last.gender and last.gender != gender)
            newer = subject is None or last.cue.end >= subject[0]
            if fits and newer and (last.kind == "person" or last.named or last.gender == gender):
                rivals = self._rivals(gender, last.cue.start, at, last.name)
                return replace(last, sure=last.sure and not rivals)
        if subject is None:
            return self.elsewhere(gender)
        return replace(subject[1], sure=subject[1].sure and subject[2])

    def _rivals(self, gender: Gender | None, start: int, end: int, name: str) -> bool:
        """Whether somebody else who fits is named between two places."""
        between = self._places[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return any(
            self._fits(place.person, gender) and self._cast.persons[place.person].name != name
            for place in between
        )

    def _fits(self, person: int, gender: Gender | None) -> bool:
        known = self._cast.gender(person)
        return not (gender and known and gender != known)

    def _subject(self, gender: Gender | None, at: int) -> tuple[int, Speaker, bool] | None:
        """Where and who: the first of the nearest sentence that he or she can be."""
        number = self._sentences.number(at)
        for back in range(min(number, _BACK) + 1):
            words, attribution = self._sentence(number - back)
            fitting = [
                (words.tokens[phrase.first].start, speaker)
                for phrase in attribution.subjects(at)
                if (speaker := self._candidate(words, phrase, gender))
            ]
            if fitting:
                sure = len({speaker.name for _, speaker in fitting}) == 1 and back < _SURE_BACK
                return *fitting[0], sure
        return None

    def _candidate(self, words: Words, phrase: Phrase, gender: Gender | None) -> Speaker | None:
        if phrase.person is not None:
            return self.person(phrase.person) if self._fits(phrase.person, gender) else None
        leads = phrase.first < 2 or not words.keys[phrase.first - 1].isalnum()
        if not leads or phrase.kind not in ("kin", "role"):
            return None
        shown = words.shown(phrase)
        titled = [n for n in self._cast.titled(shown.lower()) if self._fits(n, gender)]
        if titled:
            at = words.tokens[phrase.first].start
            return self.person(self._nearest(titled, at), len(titled) == 1)
        same = gender is not None and phrase.gender == gender
        return Speaker(shown, "label", True, gender) if same else None

    def elsewhere(self, gender: Gender | None) -> Speaker | None:
        """Nobody was named before in this field: who the title names, else the only one."""
        fitting = [n for n in range(len(self._cast.persons)) if self._fits(n, gender)]
        titled = [place.person for place in self._cast.places["title"] if place.person in fitting]
        found = titled[:1] or (fitting if len(fitting) == 1 else [])
        return self.person(found[0], sure=False) if found else None
