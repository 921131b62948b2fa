"""A phrase of the text → the speaker it means: a person, a body, or a label as written."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain
from operator import attrgetter
from typing import Final

from index.analysis.tables import word_set
from index.article import Field, Mention, Person, SpeakerKind
from index.enrich.persons.tables import single_things, tables
from index.enrich.quotes.attribution import Attribution, Attributions
from index.enrich.quotes.phrases import HIDDEN, Phrase, Words
from index.enrich.quotes.tables import Gender, Speech
from index.enrich.tables import normal

# How much text before and behind a name is searched for what he is.
_REACH: Final = 80
# His posts are a list at times: "ông Lợi (61 tuổi), Hội trưởng ..., Phó ban tổ chức ...".
_BEHIND: Final = 160
# A pronoun reaches back over so many sentences.
_BACK: Final = 6
# ... and is certain over so many only.
_SURE_BACK: Final = 2
# "cán bộ phụ trách đội này": so many words are more than a role.
_CLAUSE: Final = 5
# The article is of the person who is named so many times as often as anybody else.
_MOST: Final = 3
_THINGS: Final = word_set(
    """
    nước hãng tờ báo đài trang ty quan đội xã tỉnh phố đoàn nhóm phe vụ việc án khoản
    bang huyện quận trường viện
    """
)
# "Trần Thị Mai" is a woman, "Lê Văn Nam" a man.
_MIDDLE: Final[dict[str, Gender]] = {"Thị": "f", "Văn": "m"}
_SET_APART: Final = " ,-–—("
_VICTIM: Final = frozenset(("nạn nhân", "bị hại"))
# "Phó Thủ tướng Dũng" is not meant by "Thủ tướng".
_LESSER: Final = frozenset(("phó", "cựu", "nguyên"))
# So many words at most stand between an office and who holds it, and are a body's name.
_OFFICE: Final = 9
_POST: Final = 4
_BODY: Final = re.compile(r" [^\W\d_](?:[^\W\d_]|[ /&-])*")
# "Vị lãnh đạo phường", "vị đại diện": who gave no name.
_NAMELESS: Final = frozenset(("lãnh đạo", "đại diện", "cán bộ", "vị đại diện"))
# What only leads to a word for somebody: "vị cố vấn", "người cựu chiến binh".
_LEADING: Final = ("vị ", "người ", "viên ", "tân ")
_ANYBODY: Final = frozenset(("người", "những người", "một người", "nhiều người"))
_PLURAL: Final = word_set("một các những nhiều hai ba hàng không mỗi 1 2 3")
_THIS: Final = (" này", " ấy", " trên", " ta")

# "Cô bé | đã gặp | Ibrahimovic": whom she met has not her title.
_ACTS: Final = word_set(
    "đã đang sẽ cũng vừa từng bị được gặp và với cùng khi cho nói rằng hỏi về thay"
)

# Two words for one office.
_SPOKESMEN: Final = (("người phát ngôn", "phát ngôn viên"), ("phát ngôn viên", "người phát ngôn"))


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
    field: Field
    start: int
    end: int
    before: str
    behind: str
    governed: bool


# "Thủ tướng Anh | Theresa May": with a capital inside a sentence no word of address.
_ENGLAND: Final = re.compile(r"(?<=[^\W\d_] )Anh\Z")
_start_of: Final = attrgetter("start")
# "Nguyễn Minh Sơn (Tiền Giang) - phó chủ nhiệm": what stands between him and his post.
_BRACKET: Final = re.compile(r"^ ?\([^()]{1,30}\)(?=,? )")
# "nữ tổng thống Litva | Dalia Grybauskaite"
_WOMAN: Final = re.compile(r"(?<!\w)nữ(?:(?! (?:của|và|với|gặp) )[^.,:;()“”\"\n]){1,40}$")
_MARK: Final = re.compile(r"[.:;!?“”\"]")
# "cuộc gặp giữa lãnh đạo Triều Tiên và Tổng thống Mỹ": two of them.
_OTHERS: Final = re.compile(r"[.:;!?“”\"]| (?:và|với) ")
# "nữ đại biểu" is called "đại biểu" before her name.
_SEXES: Final[tuple[tuple[str, Gender], ...]] = (("nữ ", "f"), ("nam ", "m"))
_NARRATOR: Final = "tôi"
_OPENS_POST: Final = frozenset(",(–-")
_CLOSES_POST: Final = frozenset(",.;)")


def _core(head: str) -> str:
    """A head without what only makes it one: "một phụ nữ" and "người phụ nữ" are the same."""
    return head.removeprefix("một ").removeprefix("người ") or head


def _is_set_apart(post: str, behind: str) -> bool:
    """Whether ``behind`` a name stands nothing but a mark, the post, and another mark."""
    apart = behind.removeprefix(" ")
    rest = apart[1:].removeprefix(" ")
    closes = rest[len(post) : len(post) + 1]
    return apart[:1] in _OPENS_POST and rest.startswith(post) and closes in _CLOSES_POST


class Cast:
    """The persons of an article with what the text says of each, for look-up."""

    def __init__(self, persons: Sequence[Person], texts: dict[Field, str], lists: Speech) -> None:
        self.persons = persons
        self._lists = lists
        self._texts = texts
        self._titled: dict[str, list[int]] = {}
        self._held: dict[str, list[int]] = {}
        self._given: dict[str, list[int]] = {}
        self._genders: dict[int, Gender | None] = {}
        self._addressed: dict[int, bool] = {}

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

    def _place(self, number: int, mention: Mention) -> Place:
        text = self._texts[mention.field]
        before = text[max(0, mention.start - _REACH) : mention.start].rstrip()
        if before.endswith(" Anh"):
            before = _ENGLAND.sub("nước anh quốc", before)
        before = before.lower()
        behind = text[mention.end : mention.end + _BEHIND].lower()
        words = before.split()[-3:]
        while words and normal(words[-1]) in self._lists.honorifics:
            words.pop()
        governed = bool(words) and normal(words[-1]) in self._lists.governors
        return Place(number, mention.field, mention.start, mention.end, before, behind, governed)

    def mentions(self, field: Field) -> dict[int, tuple[int, int]]:
        """Start → (end, number of the person), for one field."""
        return {
            mention.start: (mention.end, number)
            for number, person in enumerate(self.persons)
            for mention in person.mentions
            if mention.field == field
        }

    @cached_property
    def _places_of(self) -> list[list[Place]]:
        """Where each person is named, in the order of the fields."""
        found: list[list[Place]] = [[] for _ in self.persons]
        for place in chain.from_iterable(self.places.values()):
            found[place.person].append(place)
        return found

    def _whose(self, test: Callable[[Place], bool]) -> list[int]:
        """The persons with a place that passes, in the order of those places."""
        named = chain.from_iterable(self.places.values())
        return list(dict.fromkeys(place.person for place in named if test(place)))

    def _gender(self, number: int) -> Gender | None:
        """By the words of address before the name, the commonest."""
        seen: Counter[Gender] = Counter()
        for place in self._places_of[number]:
            words = [normal(word) for word in place.before.split()[-2:]]
            heads = (self._lists.heads.at(words[n:], 0) for n in range(len(words)))
            # "cậu bé Lâm" in two words, "anh Lâm" in one
            whole = [head for n, head in enumerate(heads) if head and n + head[0] == len(words)]
            if whole and whole[0][1].gender:
                seen[whole[0][1].gender] += 1
        middle = self.persons[number].name.split()[1:-1]
        by_name = next((_MIDDLE[word] for word in middle if word in _MIDDLE), None)
        if seen or by_name:
            return seen.most_common(1)[0][0] if seen else by_name
        woman = any(_WOMAN.search(place.before) for place in self._places_of[number])
        return "f" if woman else None

    def gender(self, person: int) -> Gender | None:
        """What the article says of a person's sex; None where it does not."""
        if person not in self._genders:
            self._genders[person] = self._gender(person)
        return self._genders[person]

    def is_addressed(self, person: int) -> bool:
        """Whether a word of address or a role stands before the name anywhere."""
        if person not in self._addressed:
            self._addressed[person] = any(
                self._head_at_end(place.before) for place in self._places_of[person]
            )
        return self._addressed[person]

    def _head_at_end(self, before: str) -> bool:
        words = [normal(word) for word in before.split()[-3:]]
        heads = ((n, self._lists.heads.at(words, n)) for n in range(len(words)))
        return any(head is not None and n + head[0] == len(words) for n, head in heads)

    def titled(self, role: str) -> list[int]:
        """Persons whose name stands right behind or right before ``role`` in the article."""
        if role not in self._titled:
            self._titled[role] = self._find_titled(role)
        return self._titled[role]

    def _find_titled(self, role: str) -> list[int]:
        words = role.split()
        if words[-1] in self._lists.places and not self.is_head(words):
            return []  # "lãnh đạo lăng" is no title of whom the mausoleum is named after
        found = self._whose(lambda place: self._is_titled(place, role))
        for word, other in _SPOKESMEN:
            if not found and role.startswith(f"{word} "):
                found = self._whose(partial(self._has_title, other + role.removeprefix(word)))
        return found

    def _has_title(self, role: str, place: Place) -> bool:
        return self._is_titled(place, role)

    def is_head(self, words: list[str]) -> bool:
        """Whether all of ``words`` are one listed word for a person or a body."""
        head = self._lists.heads.at(words, 0)
        return head is not None and head[0] == len(words)

    def _is_titled(self, place: Place, role: str) -> bool:
        at = place.before.rfind(role)
        if at >= 0 and self._is_whole(role, place.before, at):
            between = place.before[at + len(role) :]
            if len(between.split()) <= 3 and not any(mark in between for mark in '.,;:()"“”'):
                return " của" not in between and _ACTS.isdisjoint(between.split())
        behind = _BRACKET.sub("", place.behind).lstrip(_SET_APART)
        return behind != place.behind.lstrip() and behind.startswith(role)

    def held(self, role: str) -> list[int]:
        """ "Phó thống đốc" of "Phó thống đốc Ngân hàng Nhà nước Đào Minh Tú"; one post of several.

        Farther off than :meth:`titled`, so never certain.
        """
        if role not in self._held:
            self._held[role] = self._find_held(role)
        return self._held[role]

    def _find_held(self, role: str) -> list[int]:
        if not self.is_head(role.split()[:_POST]) and " " not in role:
            return []
        return self._whose(
            lambda place: self._leads_far(place, role) or self._lists_post(place, role)
        )

    def _leads_far(self, place: Place, role: str) -> bool:
        at = place.before.rfind(role)
        if at < 0:
            return False
        between = place.before[at + len(role) :]
        near = len(between.split()) <= _OFFICE and _BODY.fullmatch(between)
        return bool(near) and self._is_whole(role, place.before, at) and self._head_at_end(role)

    def _is_whole(self, role: str, text: str, at: int) -> bool:
        """Whether ``role``, at ``at``, is no part of a longer title: "phó | thủ tướng"."""
        if at and text[at - 1].isalnum():
            return False
        earlier = text[:at].rstrip().rpartition(" ")[2]
        # "thủ | tướng"
        longer = text[:at].endswith(" ") and self.is_head([earlier, *role.split()])
        return earlier not in _LESSER and not longer

    def _lists_post(self, place: Place, role: str) -> bool:
        """Whether ``role`` is set apart behind the name, in its sentence, before other names."""
        if " " not in role or role not in place.behind:
            return False
        behind = _MARK.split(place.behind)[0]
        at = behind.find(role)
        apart = at > 0 and behind[:at].rstrip(" (").endswith((",", "-", "–", ")"))
        whole = not behind[at + len(role) : at + len(role) + 1].isalnum()
        named = place.end + at
        return (
            apart
            and whole
            and not any(
                one.person != place.person and place.end < one.start < named
                for one in self.places[place.field]
            )
        )

    def sent(self, head: str, place: str) -> list[int]:
        """ "đại biểu Tiền Giang" of "Đại biểu Nguyễn Minh Sơn (Tiền Giang)"."""
        return self._whose(
            lambda one: (
                one.before.endswith(head)
                and one.behind.startswith((f" ({place})", f" (đoàn {place})", f" (đbqh {place})"))
            )
        )

    def posted(self, post: str) -> list[int]:
        """ "Trưởng công an xã Nghĩa Minh" of "ông Phạm Văn Tú, Trưởng công an xã, ..."."""
        return self._whose(lambda one: _is_set_apart(post, one.behind))

    def called(self, name: str) -> list[int]:
        """ "đại tá Nam", "kỹ sư Đức Anh": whose name ends with ``name``, if only one does."""
        end = " " + name
        found = [n for n, one in enumerate(self.persons) if (" " + one.name).endswith(end)]
        return found if len(found) == 1 else []

    def namesakes(self, given: str) -> list[int]:
        """Who has a Vietnamese surname and ``given`` at the end: foreign names end otherwise."""
        if given not in self._given:
            surnames, end = tables().surnames, " " + given
            self._given[given] = [
                number
                for number, one in enumerate(self.persons)
                if one.name.endswith(end) and normal(one.name.partition(" ")[0]) in surnames
            ]
        return self._given[given]

    @cached_property
    def victims(self) -> list[int]:
        """Persons of whom the words behind the name, in their sentence, tell a harm."""
        signs = self._lists.victims
        return self._whose(
            lambda place: any(sign in place.behind.partition(". ")[0] for sign in signs)
        )

    @cached_property
    def _leaders(self) -> list[tuple[int, str]]:
        """Persons behind a leader's title, each with what stands from the last mark on."""
        found = []
        for place in chain.from_iterable(self.places.values()):
            near = _OTHERS.split(place.before[-40:])[-1]
            if any(title in near for title in self._lists.leaders):
                found.append((place.person, near))
        return found

    def heading(self, title: str) -> list[int]:
        """Persons who are named right behind ``title``: "Tổng thống Trump"."""
        return list(dict.fromkeys(who for who, near in self._leaders if near.endswith(title)))

    def leading(self, country: str) -> list[int]:
        """Persons who are named as heads of ``country``."""
        return list(dict.fromkeys(who for who, near in self._leaders if country in near))


class Resolver:
    """Resolves the phrases of one field, in the order of the text."""

    def __init__(self, field: Field, attributions: Attributions, cast: Cast, lists: Speech) -> None:
        self._field = field
        self._attributions = attributions
        self._sentences = attributions.sentences
        self._text = self._sentences.text
        self._cast = cast
        self._lists = lists
        self.last: Speaker | None = None
        self._within: frozenset[int] = frozenset()

    @cached_property
    def _places(self) -> list[Place]:
        """Persons named outside quotations, in order."""
        text = self._sentences.text
        return [one for one in self._cast.places[self._field] if text[one.start] != HIDDEN]

    @cached_property
    def _starts(self) -> list[int]:
        return [place.start for place in self._places]

    def speaker(
        self, words: Words, phrase: Phrase, within: tuple[int, int] = (0, 0)
    ) -> Speaker | None:
        """Who ``phrase`` means; None where it is a pronoun that the text leaves open.

        ``within`` is the quoted text: whom it names is not who says "ông nói" of it.
        """
        if phrase.head == "ai đó":
            return None
        if phrase.person is None:
            # Nor is he who "ông", "ca sĩ" means named behind it in the same sentence.
            stop = words.stop(phrase.last)
            later = self._named_in(words.ends[phrase.last - 1], stop)
            self._within = self._named_in(*within) | later
        shown = words.shown(phrase)
        start, end = words.starts[phrase.first], words.ends[phrase.last - 1]
        cue = Mention(self._text[start:end], start, end, self._field)
        if phrase.person is not None:
            found: Speaker | None = self._named_person(words, phrase)
        elif phrase.kind == "pronoun":
            found = self._pronoun(phrase, start)
        elif phrase.kind == "body":
            found = Speaker(self._fuller(shown, phrase, start), "organisation")
        elif phrase.kind == "name":
            body = any(
                (word.isupper() and "." not in word) or normal(word) in single_things()
                for word in shown.split()
            )
            sure = normal(shown) != _NARRATOR
            found = Speaker(
                shown, "organisation" if body else "label", sure, named=sure and not body
            )
        else:
            found = self._role(shown, phrase, start)
        return found and replace(found, cue=cue)

    def _named_person(self, words: Words, phrase: Phrase) -> Speaker:
        """Whom the phrase names; of two with one given name whom the text named last.

        "ông Phúc" behind "Tổng thư ký Nguyễn Hạnh Phúc" is not Nguyễn Xuân Phúc.
        """
        number = phrase.person or 0
        given = self._cast.persons[number].name.rpartition(" ")[2]
        bare = words.keys[phrase.last - 1] == normal(given)
        called = phrase.head in self._lists.honorifics and phrase.last - phrase.first == 2
        if not (bare and called):
            return self.person(number)
        same = [n for n in self._cast.namesakes(given) if self._fits_sex(n, phrase.gender)]
        if not [n for n in same if n != number]:
            return self.person(number)
        at = words.starts[phrase.first]
        before = range(bisect_left(self._starts, at) - 1, -1, -1)
        full = (
            one.person
            for one in map(self._places.__getitem__, before)
            if one.person in (number, *same) and " " in self._text[one.start : one.end]
        )
        last = next(full, number)
        return self.person(last, last == number)

    def _fits_sex(self, person: int, gender: Gender | None) -> bool:
        known = self._cast.gender(person)
        return not (gender and known and gender != known)

    def _named_in(self, start: int, end: int) -> frozenset[int]:
        places = self._cast.places[self._field]
        first, last = (bisect_left(places, at, key=_start_of) for at in (start, end))
        return frozenset(place.person for place in places[first:last])

    def person(self, number: int, sure: bool = True) -> Speaker:
        """A person of the article as a speaker."""
        name = self._cast.persons[number].name
        # One word that nobody is addressed by may be a firm or a place.
        known = " " in name or self._cast.is_addressed(number)
        return Speaker(name, "person", sure and known, self._cast.gender(number))

    # -- roles -------------------------------------------------------------------

    def _role(self, shown: str, phrase: Phrase, at: int) -> Speaker:
        found = None
        low = shown.lower()
        if low.partition(" ")[0] not in _PLURAL:
            found = self._titled(low, at)
            if found is None and phrase.kind != "kin":
                found = self._held(low, phrase) or self._described(shown, phrase, at)
        fuller = shown if found else self._fuller(shown, phrase, at)
        if fuller != shown:
            found = self._titled(fuller.lower(), at)
        # "Nam sinh khoe": of whom the article spoke before, and whom it may name elsewhere.
        bare = phrase.kind == "role" and phrase.gender is not None and low == phrase.head
        sure = not bare and self._is_nameless(fuller.lower(), phrase)
        sure = sure and not self._points_back(fuller.lower())
        return found or Speaker(fuller, "label", sure, phrase.gender)

    @staticmethod
    def _points_back(low: str) -> bool:
        """ "đại diện nhà hàng này": who was told of before; "mẹ tôi": of whoever tells."""
        return (low.endswith(_THIS) and low != "người ta") or _NARRATOR in low.split()

    def _is_nameless(self, low: str, phrase: Phrase) -> bool:
        """Whether a label surely is whom the article does not name.

        "Một cán bộ", "người dân", "lãnh đạo phường"; "cựu cầu thủ Barca" may be anybody named.
        """
        if phrase.kind != "role" or low.partition(" ")[0] in _PLURAL or low in self._lists.crowds:
            return True
        if low in _ANYBODY or (low.startswith("vị ") and self._cast.persons):
            return False
        return phrase.head in self._lists.anonymous or not self._cast.persons

    def _titled(self, low: str, at: int) -> Speaker | None:
        """ "Ngoại trưởng Nga" of "Ngoại trưởng Nga Sergey Lavrov"."""
        if low in self._lists.crowds:
            return None
        holders = self._holders(low)
        titled = [one for one in holders if one not in self._within]
        if not titled:
            # "… một Thu Quỳnh hoàn toàn khác”, nữ diễn viên nói": who names himself
            return self.person(holders[0], sure=False) if len(holders) == 1 else None
        person = self._nearest(titled, at)
        named = any(one.person == person and one.start < at for one in self._places)
        return self.person(person, named and len(titled) == 1)

    def _holders(self, low: str) -> list[int]:
        """Whom the text names with the title, also of "nữ đại biểu này"."""
        bare = low.removesuffix(" này").removesuffix(" ấy").removesuffix(" trên")
        return self._cast.titled(bare) or self._of_sex(bare)

    def _of_sex(self, role: str) -> list[int]:
        """The women named with "đại biểu" for "nữ đại biểu"."""
        for word, gender in _SEXES:
            plain = role.removeprefix(word)
            if plain in self._lists.descriptions:
                return []  # "nữ diễn viên": of whom the article is
            if plain != role and self._cast.is_head(plain.split()):
                found = self._cast.titled(plain)
                return [one for one in found if self._cast.gender(one) == gender]
        return []

    def _held(self, role: str, phrase: Phrase) -> Speaker | None:
        """Who has the office farther off, or without what leads to it; never certain."""
        if phrase.head in self._lists.anonymous:
            return None
        lead = next((one for one in _LEADING if role.startswith(one)), "")
        short = role.removeprefix(lead)
        known = bool(lead) and " " in short and self._cast.is_head(short.split())
        found = self._cast.titled(short) if known else []
        found = [one for one in found or self._cast.held(role) if one not in self._within]
        return self.person(found[0], sure=False) if len(found) == 1 else None

    def _described(self, shown: str, phrase: Phrase, at: int) -> Speaker | None:
        """A head of the same country, a given name, "nữ ca sĩ", "vị này"; never certain alone."""
        country = self._country(shown, len(phrase.head.split()))
        if country and phrase.kind == "role":
            post = shown.lower().removesuffix(country).rstrip()
            holds = self._cast.sent(post, country) or self._cast.posted(post)
            if len(holds) == 1 and " " in post:
                return self.person(holds[0], sure=False)
        if country:
            leads = phrase.head in self._lists.leaders and country not in self._lists.places
            leading = self._cast.leading(country) if leads else []
            if leading:
                return self.person(leading[0], len(leading) == 1)
            heads = self._cast.heading(phrase.head) if leads else []
            if len(heads) == 1 and heads[0] not in self._within:
                return self.person(heads[0], sure=False)
            if leads and len(self._cast.persons) == 1 and 0 not in self._within:
                return self.person(0, sure=False)
            name = shown[-len(country) :]
            direct = len(name.split()) < 2 or shown.lower() == f"{phrase.head} {country}"
            called = self._cast.called(name) if direct else []
            if called:
                return self.person(called[0], sure=" " in name)
            return self._spoken_of(shown, phrase, at)
        if phrase.head in _VICTIM and len(self._cast.victims) == 1:
            return self.person(self._cast.victims[0], sure=False)
        if phrase.gender or self._is_this(shown.lower()):
            found = self._introduced(phrase, at)
            again = None if found else self._again(phrase.gender, at)
            # "cô gái" is not "một phụ huynh" of whom was spoken last; "người này" can be.
            named = again and (again.kind == "person" or again.named)
            if again and not (phrase.gender and again.gender == phrase.gender):
                again = replace(again, sure=False)
            if named:
                return self._same(shown, phrase, at) or again
            return found or (again if shown.lower().endswith(_THIS) else None)
        titled = self._cast.titled(phrase.head) if phrase.head else []
        of_body = phrase.head in self._lists.anonymous and any(map(str.isupper, shown[1:]))
        if len(titled) == 1 and not of_body:
            return self.person(titled[0], sure=False)
        return self._spoken_of(shown, phrase, at)

    def _spoken_of(self, shown: str, phrase: Phrase, at: int) -> Speaker | None:
        """ "Cựu cầu thủ Barca", "vị quan chức hàng đầu của Mỹ": of whom was spoken last."""
        head = phrase.head.removeprefix("cựu ")
        told = shown.lower().startswith("vị ") and phrase.head not in _NAMELESS
        if head not in self._lists.descriptions and not told:
            return None
        again = self._again(phrase.gender, at)
        return replace(again, sure=False) if again and again.kind == "person" else None

    def _introduced(self, phrase: Phrase, at: int) -> Speaker | None:
        """ "người đàn ông này" of "một người đàn ông bán vé số", unless others were named since."""
        number = self._sentences.number(at)
        for back in range(min(number, _BACK) + 1):
            sentence, attribution = self._attributions.of(number - back)
            for other in reversed(attribution.phrases(at)):
                if sentence.keys[other.first] == "một" and _core(other.head) == _core(phrase.head):
                    return self._as_introduced(sentence, attribution, other, phrase.gender, at)
        return None

    def _same(self, shown: str, phrase: Phrase, at: int) -> Speaker | None:
        """ "người phát ngôn này" of "người phát ngôn Tổng thống", who has no name."""
        if not shown.lower().endswith(_THIS):
            return None
        fuller = self._fuller(shown, phrase, at)
        country = self._country(fuller, len(phrase.head.split()))
        if fuller == shown or (phrase.head in self._lists.leaders and country):
            return None  # heads of states have names
        return Speaker(fuller, "label", False, phrase.gender)

    def _as_introduced(
        self,
        sentence: Words,
        attribution: Attribution,
        first: Phrase,
        gender: Gender | None,
        at: int,
    ) -> Speaker | None:
        """Whom ``first`` brings in, unless others who fit are named since and it said nothing."""
        if first.person is not None:
            return None
        fuller, start = sentence.shown(first), sentence.starts[first.first]
        rivals = self._rivals(gender, start, at, fuller)
        told = attribution.statement() if rivals else None
        if rivals and (told is None or told.phrase != first):
            return None
        return Speaker(fuller, "label", not rivals, gender or first.gender)

    @staticmethod
    def _is_this(low: str) -> bool:
        """ "vị tiến sĩ này", "thương nhân này", but not "giới chức nước này"."""
        words = low.split()
        if words[0] == "vị":
            return True
        return low.endswith(_THIS) and len(words) < _CLAUSE and words[-2] not in _THINGS

    @staticmethod
    def _country(shown: str, head: int) -> str:
        """The capitalised end of "Tổng thống Hàn Quốc", lower case; "" where there is none.

        ``head`` words are no part of it: "nữ MC".
        """
        words = shown.split()
        last = len(words)
        while last > max(head, 1) and words[last - 1][:1].isupper():
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
        if phrase.head in _ANYBODY or phrase.head == "người ta":
            return shown
        if words > len(phrase.head.split()) and not shown.lower().endswith(_THIS):
            return shown
        number = self._sentences.number(at)
        for back in range(min(number, _BACK) + 1):
            sentence, attribution = self._attributions.of(number - back)
            for other in reversed(attribution.subjects(at)):
                if other.head == phrase.head and other.person is None:
                    fuller = sentence.shown(other)
                    low = fuller.lower()
                    plural = low.partition(" ")[0] in _PLURAL and not low.startswith("một ")
                    if len(fuller.split()) > words and not plural and not low.endswith(_THIS):
                        return fuller
        return shown

    # -- pronouns ----------------------------------------------------------------

    def _pronoun(self, phrase: Phrase, at: int) -> Speaker | None:
        if phrase.head == "họ":
            one = self.last is None or self.last.kind == "person" or self.last.gender
            return None if one or self.last is None else replace(self.last, sure=False)
        return self._again(phrase.gender, at)

    def _again(self, gender: Gender | None, at: int) -> Speaker | None:
        """Who was spoken of last: the last speaker, or the subject of a sentence before."""
        subject = self._subject(gender, at)
        last = None if self.last is None or self._is_in(self.last) else self.last
        if last and last.cue and last.cue.field == self._field:
            fits = not (gender and last.gender and last.gender != gender)
            newer = subject is None or last.cue.end >= subject[0]
            person = last.kind == "person" or last.named
            if fits and newer and (person or self._is_one(last, gender)):
                told = person or gender is None or last.gender == gender
                told = told and not self._may_be_another(last, gender)
                rivals = self._rivals(gender, last.cue.start, at, last.name)
                return replace(last, sure=last.sure and told and not rivals)
        if subject is None:
            return self.elsewhere(gender)
        return subject[1] and replace(subject[1], sure=subject[1].sure and subject[2])

    def _may_be_another(self, speaker: Speaker, gender: Gender | None) -> bool:
        """Whether "anh" may mean somebody else: the article does not tell the speaker's sex."""
        if gender is None or speaker.gender == gender:
            return False
        fitting = (n for n in range(len(self._cast.persons)) if self._fits(n, gender))
        return any(self._cast.persons[number].name != speaker.name for number in fitting)

    def _rivals(self, gender: Gender | None, start: int, end: int, name: str) -> bool:
        """Whether somebody else who fits is named between two places."""
        between = self._places[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return any(
            self._fits(place.person, gender) and self._cast.persons[place.person].name != name
            for place in between
        )

    def _fits(self, person: int, gender: Gender | None) -> bool:
        return person not in self._within and self._fits_sex(person, gender)

    def _is_in(self, speaker: Speaker) -> bool:
        """Whether the quoted text names ``speaker``."""
        return any(self._cast.persons[number].name == speaker.name for number in self._within)

    def _is_one(self, label: Speaker, gender: Gender | None) -> bool:
        """Whether "ông", "người này" can mean a label: one human being, of no other sex."""
        low = label.name.lower()
        single = low.startswith("một ")
        if label.kind != "label" or (low.partition(" ")[0] in _PLURAL and not single):
            return False
        if any(low == crowd or low.startswith(crowd + " ") for crowd in self._lists.crowds):
            return False
        return gender is None or label.gender == gender or (single and not label.gender)

    def _subject(self, gender: Gender | None, at: int) -> tuple[int, Speaker | None, bool] | None:
        """Where and who: the first of the nearest sentence that he or she can be.

        Nobody where two are named as equals: "anh Hùng và anh Minh".
        """
        number = self._sentences.number(at)
        for back in range(min(number, _BACK) + 1):
            words, attribution = self._attributions.of(number - back)
            fitting = [
                (phrase, speaker)
                for phrase in attribution.subjects(at, gender)
                if (speaker := self._candidate(words, phrase, gender))
            ]
            if fitting:
                first, speaker = fitting[0]
                sure = len({one.name for _, one in fitting}) == 1 and back < _SURE_BACK
                sure = sure and not self._may_be_another(speaker, gender)
                equal = not sure and self._are_equal(words, *(one for one, _ in fitting[:2]))
                if equal or (back > _SURE_BACK and self._is_of_another(speaker, gender)):
                    return words.starts[first.first], None, False
                return words.starts[first.first], speaker, sure
        return None

    def _is_of_another(self, speaker: Speaker, gender: Gender | None) -> bool:
        """Whether the article is of others, so that "bà" after many sentences may mean them."""
        named = {place.person for place in self._cast.places["title"]}
        fitting = {self._cast.persons[one].name for one in named if self._fits(one, gender)}
        return bool(fitting) and speaker.name not in fitting

    @staticmethod
    def _are_equal(words: Words, first: Phrase, second: Phrase | None = None) -> bool:
        return second is not None and words.keys[first.end : second.first] == ["và"]

    def _candidate(self, words: Words, phrase: Phrase, gender: Gender | None) -> Speaker | None:
        if phrase.person is not None:
            return self.person(phrase.person) if self._fits(phrase.person, gender) else None
        before = words.keys[phrase.first - 1] if phrase.first > 1 else ""
        leads = not before.isalnum() or before == "lời"
        leads = leads and words.keys[max(0, phrase.first - 1)] != "có"  # "Có con gái, chị A ..."
        if not leads or phrase.kind not in ("kin", "role"):
            return None
        shown = words.shown(phrase)
        holders = self._holders(shown.lower())
        titled = [n for n in holders if self._fits(n, gender)]
        if len(holders) == 1 and not titled and holders[0] in self._within:
            return self.person(holders[0], sure=False)  # "Nữ ca sĩ … Cô kể: “Ngọc vẫn sống”"
        if titled:
            at = words.starts[phrase.first]
            return self.person(self._nearest(titled, at), len(titled) == 1)
        if self.last and not phrase.gender and self._is_one(self.last, gender):
            # "Quan chức cho biết …" of "một quan chức giấu tên", who spoke last
            fuller = self._fuller(shown, phrase, words.starts[phrase.first])
            if fuller == self.last.name:
                return replace(self.last, sure=False)
        bare = phrase.gender is not None and shown.lower() == phrase.head
        same = (gender is None or phrase.gender == gender) and not (bare and self._cast.persons)
        same = same and not self._points_back(shown.lower())
        label = Speaker(shown, "label", same, phrase.gender)
        return label if self._is_one(label, gender) else None

    def spoken_of(self, at: int) -> Speaker | None:
        """Whom the text before ``at`` is of, for words that nobody is told to say; unsure."""
        self._within = frozenset()
        again = self._again(None, at)
        return replace(again, sure=False) if again and again.kind == "person" else None

    def elsewhere(self, gender: Gender | None) -> Speaker | None:
        """Nobody was named before in this field: who the title names, else the only one."""
        fitting = [n for n in range(len(self._cast.persons)) if self._fits(n, gender)]
        titled = [place.person for place in self._cast.places["title"] if place.person in fitting]
        counts = sorted((len(self._cast.persons[n].mentions), n) for n in fitting)
        most = len(counts) > 1 and counts[-1][0] > _MOST * counts[-2][0]
        found = titled[:1] or ([counts[-1][1]] if most or len(counts) == 1 else [])
        return self.person(found[0], sure=False) if found else None
