"""Which words of the sentence say who speaks: behind the quotation, before it, around it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from index.analysis.tables import word_set
from index.enrich.quotes.phrases import HIDDEN, Phrase, Reader, Words, is_cut_well, is_said
from index.enrich.quotes.sentences import Sentences
from index.enrich.quotes.tables import Gender, Speech
from index.rules import Rule

# No speaker is looked for farther from the mark, in tokens: a page without full stops
# must not cost its square.
_REACH: Final = 120
# So many verbs before the mark are tried.
_TRIES: Final = 8
# "Theo ông B", "Cũng theo ông B": where such a phrase begins at the latest.
_OPENING: Final = 2
# "..., ông Peskov, người phát ngôn của ..., cho biết": the verb is this near, in tokens.
_NEAR: Final = 30
# "Mẹ chị sợ hãi lí nhí: …": so many words tell at most how.
_HOW: Final = 4
# "viết trên trang cá nhân của mình: …": so much may stand between verb and colon.
_AFTER_VERB: Final = 12
# The speaker begins so many tokens behind the mark at most, and is no longer.
_LATE: Final = 6
# A speaker who is no person is certain so near to the verb, in tokens.
_BESIDE: Final = 4
_LINKS: Final = word_set("rằng là thế như vậy sau thêm to lớn lên , : ( - –")
_DASHES: Final = frozenset(("-", "–", "—", ",", ".", "…"))
_AUXILIARIES: Final = word_set("đã cũng đồng thời còn sẽ từng lại vừa tiếp tục sau đó rồi chỉ")
_CLAUSES: Final = word_set("khi rằng nhưng song mà vì nếu thì để nên do còn đã sẽ đang")
_ASIDES: Final = word_set(
    "sau trong khi tại hôm trước ở từ với trên ngày cùng vào thuộc đến nhân người vốn từng"
)
# Behind these who is named is who acts: "hôm nay ông Lavrov", "khi bà Merkel".
_BEFORE_SUBJECTS: Final = (
    _CLAUSES
    | _ASIDES
    | word_set("nay qua kia đó này và là hiện giờ tuần tháng năm theo cả chính tới lúc")
)
_CONNECTORS: Final = frozenset((",", "và", "khi", "song", "nhưng", "mà"))
_BEFORE_THEO: Final = word_set("còn nhưng và mà cũng vẫn là song vì bởi thì rằng nhiên đó")
# "tuyên bố | này | nêu rõ"
_POINTING: Final = frozenset(("này", "trên", "đó", "ấy", "chung"))
# "Tuyên bố được | RIA | trích dẫn đã nói": who does what is told of the subject.
_PASSIVE: Final = frozenset(("được", "bị", "do"))
# "nhận được | công văn": no passive.
_GOT: Final = frozenset(("nhận", "có", "gặp", "thấy", "tìm", "nghe", "biết", "đạt"))
# "kèm theo lời | bình luận": whose words they are the sentence need not say.
_NOUNS: Final = frozenset(("lời", "dòng", "câu", "bài", "ra"))
# Behind these a verb of saying is done to somebody, or a noun: "với | chỉ thị".
_BEFORE_NOUNS: Final = frozenset(("được", "bị", "với", "bằng", "những", "các"))
_LEADS: Final = frozenset(("dẫn", "trích"))
_SOURCE: Final = ["dẫn", "nguồn"]
_WORDS_OF: Final = frozenset(("tuyên bố", "phát biểu", "nhận định", "thông báo", "bình luận"))
_MESSAGE: Final = frozenset(("của", "từ", "phía"))


@dataclass(frozen=True, slots=True)
class Cue:
    """The phrase that names the speaker, and the tokens that were read with it."""

    words: Words
    phrase: Phrase
    first: int
    last: int
    rule: Rule
    direct: bool
    sure: bool = True
    """Whether nobody else is named between the speaker and the verb."""


@dataclass(frozen=True, slots=True)
class _Verb:
    """Tokens ``[first, last)``; ``beside`` ones tell nothing away from a quotation."""

    first: int
    last: int
    beside: bool


class Attribution:
    """Finds the cue of one quoted stretch in the words of its sentence."""

    def __init__(self, words: Words, lists: Speech) -> None:
        self._words = words
        self._keys = words.keys
        self._lists = lists
        self._reader = Reader(words, lists)
        self._verbs = self._find_verbs()
        self._verb_starts = [verb.first for verb in self._verbs]
        self._verb_ends = [verb.last for verb in self._verbs]

    def _find_verbs(self) -> list[_Verb]:
        """The verbs of saying as token spans, from left to right."""
        found: list[_Verb] = []
        at = 0
        while at < len(self._keys):
            if self._keys[at] not in self._lists.starts:
                at += 1
                continue
            verb = self._lists.verbs.at(self._keys, at)
            head = self._lists.heads.at(self._keys, at)
            if head and (verb is None or head[0] > verb[0] or self._is_document(at, verb[0])):
                at += head[0]
                continue
            capital = self._words.is_capital[at]
            other = at > 0 and self._keys[at - 1] in _BEFORE_NOUNS
            if verb and verb[1] != "nothing" and not capital and not other:
                found.append(_Verb(at, at + verb[0], verb[1] == "beside"))
            at += verb[0] if verb else 1
        return found

    def _is_document(self, at: int, size: int) -> bool:
        """ "“…”, tuyên bố | viết", "thông báo | nêu": before another verb it is a noun."""
        behind = at + size
        noun = " ".join(self._keys[at:behind]) in self._lists.documents
        if self._keys[behind : behind + 1] and self._keys[behind] in _POINTING:
            behind += 1  # "tuyên bố này | nêu rõ"
        following = self._lists.verbs.at(self._keys, behind) if behind < len(self._keys) else None
        return noun and following is not None and following[1] != "nothing"

    def cue(self, opens: int, closes: int, whole: bool) -> Cue | None:
        """The cue of the quotation in tokens ``[opens, closes)``; None where there is none.

        ``whole`` says that it is a sentence of its own, not a part of the paper's.
        """
        before = self._before(opens, whole) if opens else None
        if before and not before.direct and not whole:
            # "…", AFP dẫn lời bà Merkel: told behind a part of the paper's own sentence, too
            told = self._said_by(closes, min(len(self._keys), closes + _NEAR))
            return told or self._closing(closes) or before
        if before and before.direct:
            return before
        return self._behind(closes, whole) or self._passive(opens, closes)

    def _closing(self, closes: int) -> Cue | None:
        """ "Nga không hoan nghênh “…”, | ông Lavrov cho biết thêm." at the sentence's end."""
        if self._keys[closes : closes + 1] != [","]:
            return None
        phrases = self._reader.phrases(closes + 1, min(len(self._keys), closes + _NEAR))
        if not phrases or phrases[0].first != closes + 1:
            return None
        called = phrases[0].kind == "role" and phrases[0].head in self._lists.honorifics  # "chị H."
        if phrases[0].person is None and not called:
            return None
        verb = self._lists.verbs.at(self._keys, phrases[0].end) if self._goes(phrases[0]) else None
        if verb is None or self._keys[phrases[0].end + verb[0] :][:1] not in ([], ["."]):
            return None
        last = phrases[0].end + verb[0]
        rule = Rule.QUOTE_VERB_BEHIND
        return Cue(self._words, phrases[0], phrases[0].first, last, rule, True, False)

    def _goes(self, phrase: Phrase) -> bool:
        """Whether words follow the phrase."""
        return phrase.end < len(self._keys)

    # -- before ------------------------------------------------------------------

    def _before(self, opens: int, whole: bool) -> Cue | None:
        """ "Ông Lộc nói: “…”" is direct, "Ông Lộc nói cây cầu “…”" is around it."""
        begin = max(0, opens - _REACH)
        colon = self._keys[opens - 1] == ":"
        if colon and (named := self._named(begin, opens - 1)):
            return named
        direct = colon or self.leads_in(opens)
        rule = Rule.QUOTE_VERB_BEFORE if direct else Rule.QUOTE_AROUND
        if self._keys[opens - 1] == "rằng" and (told := self._told_that(begin, opens - 1)):
            return told
        last = bisect_right(self._verb_ends, opens)
        for verb in reversed(self._verbs[max(0, last - _TRIES) : last]):
            if verb.first < begin or (verb.beside and not self._is_beside(verb, opens, whole)):
                continue
            phrase = self._subject(begin, verb.first)
            if phrase and "liệu" in self._keys[max(0, phrase.first - 2) : phrase.first]:
                continue  # "chưa rõ liệu ông có nêu": nothing is said
            if phrase:
                nearer = self._nearer(verb.last, opens) if colon else None
                if nearer:
                    return Cue(self._words, nearer, nearer.first, opens, rule, True, False)
                sure = self._is_sure(phrase, verb) and (direct or not self._is_stated(phrase))
                return Cue(self._words, phrase, phrase.first, verb.last, rule, direct, sure)
        told = self._according(begin, opens) or self._said_by(begin, opens)
        told = told or (self._colon(begin, opens - 1) if colon else None)
        return told or (self._label_before(begin, opens) if colon else None)

    def _told_that(self, begin: int, that: int) -> Cue | None:
        """ "Bà phản bác thông tin từ lãnh đạo ngân hàng | rằng “…”": theirs, not hers."""
        said = self._said_by(begin, that)
        return said if said and said.phrase.end == that else None

    def _label_before(self, begin: int, opens: int) -> Cue | None:
        """ "Một đại điện ở Munakata trả lời Mainichi: “…”": what the sentence begins with."""
        number = bisect_right(self._verb_ends, opens) - 1
        if number < 0 or self._verbs[number].first < begin:
            return None
        verb = self._verbs[number]
        stops = (n + 1 for n in range(begin, verb.first) if self._keys[n][0] in ".;?!,:" + HIDDEN)
        first = max(stops, default=begin)
        stop = (n for n in range(first, verb.first) if self._lists.stops.at(self._keys, n))
        last = next(stop, verb.first)
        if not 1 <= last - first <= _LATE or not self._words.is_capital[first]:
            return None
        if self._keys[first] != "một" and verb.first != first + 1:
            return None
        phrase = Phrase("role", first, last)
        return Cue(self._words, phrase, first, verb.last, Rule.QUOTE_VERB_BEFORE, True, False)

    def _nearer(self, begin: int, colon: int) -> Phrase | None:
        """ "PV yêu cầu gặp, đại diện chung cư từ chối: “…”": who begins the last clause."""
        for one in reversed(self._reader.phrases(begin, colon)):
            human = one.person is not None or one.kind in ("role", "kin", "pronoun")
            if human and not one.governed and self._keys[one.first - 1] in (",", "thì", "còn"):
                return one
        return None

    def _is_stated(self, speaker: Phrase) -> bool:
        """ "Ông Lavrov tuyên bố, | Nga quan ngại với “…”": what he states begins there."""
        at = speaker.first - 1
        return self._keys[at] == "," and at in self._verb_ends

    def _is_sure(self, speaker: Phrase, verb: _Verb) -> bool:
        """Whether he stands right before the verb, alone, and his phrase is surely whole."""
        noun = any(key in _NOUNS for key in self._keys[speaker.end : verb.first])
        before = self._keys[speaker.first - 1]
        if noun or before == "và" or (speaker.governed and before in _MESSAGE):
            return False
        between = self._reader.phrases(speaker.end, verb.first)
        alone = all(one.governed or one.kind == "name" for one in between)
        near = verb.first - speaker.end <= _BESIDE
        return alone and (near or speaker.person is not None) and is_cut_well(self._words, speaker)

    def _is_beside(self, verb: _Verb, opens: int, whole: bool) -> bool:
        """Whether the verb stands right before the mark, or before a colon with little between."""
        between = self._keys[verb.last : min(opens, verb.last + _AFTER_VERB + 1)]
        if between[:1] == ["rằng"]:
            return True
        if verb.last + len(between) < opens or (not whole and not {":", "là"} & set(between)):
            return False  # "tiếp tục “đứng ngồi không yên”"
        return all(key in _LINKS for key in between) or between[-1] == ":"

    def leads_in(self, opens: int) -> bool:
        """Whether a verb of saying, with no more than "rằng" behind it, is right before."""
        at = opens
        while at and self._keys[at - 1] in _LINKS:
            at -= 1
        number = bisect_left(self._verb_ends, at)
        return number < len(self._verbs) and self._verbs[number].last <= opens

    def _named(self, begin: int, colon: int) -> Cue | None:
        """ "Ông Trump: “…”", "Ngoại trưởng Nga: “…”" with nothing else in front."""
        stops = (at + 1 for at in range(begin, colon) if self._keys[at] in ".;?!")
        begin = max(stops, default=begin)
        phrases = self._reader.phrases(begin, colon)
        if len(phrases) != 1 or phrases[0].first != begin:
            return None
        rest = colon - phrases[0].end
        human = phrases[0].kind in ("person", "role", "kin")
        # "Mẹ chị sợ hãi: “…”": no verb that is known, but nothing else than how
        if rest and not (human and 0 < rest <= _HOW and self._is_plain(phrases[0].end, colon)):
            return None
        sure = not rest
        return Cue(self._words, phrases[0], begin, colon, Rule.QUOTE_NAME_BEFORE_COLON, True, sure)

    def _is_plain(self, begin: int, end: int) -> bool:
        """Whether only words in small letters stand there, none of them a verb of saying."""
        number = bisect_left(self._verb_starts, begin)
        said = number < len(self._verbs) and self._verbs[number].first < end
        small = not any(self._words.is_capital[begin:end])
        return not said and small and all(map(str.isalpha, self._keys[begin:end]))

    def _colon(self, begin: int, colon: int) -> Cue | None:
        """No verb that is known, but a colon: "Anh Tiệp đã cho phóng viên biết: “…”"."""
        free = [one for one in self._reader.phrases(begin, colon) if not one.governed]
        if not free or free[0].person is None:
            return None
        return Cue(self._words, free[0], free[0].first, colon, Rule.QUOTE_BEFORE_COLON, True)

    def _subject(self, begin: int, verb: int) -> Phrase | None:
        """Who does what the verb at token ``verb`` says: the nearest phrase that is no object."""
        for at in range(verb - 1, begin - 1, -1):
            if self._keys[at] == ";":
                begin = at + 1
                break
        led = [last for first, last in self._led(begin, verb) if not self._is_aside(first, verb)]
        start = led[-1] if led else begin
        phrases = self._reader.phrases(start, verb)
        free = [phrase for phrase in phrases if not phrase.governed]
        free = [phrase for phrase in free if not self._is_passive(phrase, verb)] or free
        if free:
            return self._nearest(free, verb)
        if led:
            return self._subject_without_lead(begin, verb)
        told = [p for p in phrases if p.first and self._keys[p.first - 1] == "theo"]
        if told and told[0].person is not None:
            return told[0]  # "Theo chỉ huy Al-Shami của Uỷ ban Cách mạng cho biết"
        owners = [p for p in phrases if p.first and self._keys[p.first - 1] in _MESSAGE]
        return owners[-1] if owners else None

    def _is_passive(self, phrase: Phrase, verb: int) -> bool:
        """ "Tuyên bố được RIA trích dẫn | đã nói về": RIA does what stands between."""
        at = verb
        while at > phrase.end and self._keys[at - 1] in _AUXILIARIES:
            at -= 1
        before = self._keys[max(0, phrase.first - 2) : phrase.first]
        if not before or before[-1] not in _PASSIVE or before[0] in _GOT or at == phrase.end:
            return False
        return at < verb or self._turns(phrase.end, verb) or bool(self._led(phrase.end, verb))

    def _is_aside(self, lead: int, verb: int) -> bool:
        """ "Uỷ ban công bố báo cáo dựa trên lời khai của …, | khẳng định": theirs is no verb."""
        inside = lead > 0 and self._keys[lead - 1] not in (",", ".", ":")
        return inside and self._keys[verb - 1] == "," and self._keys[lead] not in _LEADS

    def _subject_without_lead(self, begin: int, verb: int) -> Phrase | None:
        """ "Tổng thống Moon được dẫn lời tuyên bố": nobody stands behind "dẫn lời"."""
        free = [phrase for phrase in self._reader.phrases(begin, verb) if not phrase.governed]
        free = [phrase for phrase in free if not self._is_passive(phrase, verb)] or free
        return free[-1] if free else None

    def _nearest(self, free: list[Phrase], verb: int) -> Phrase:
        """Of the phrases before the verb at token ``verb`` its subject."""
        nearest = free[-1]
        if len(free) > 1 and self._is_place(nearest):
            free = free[:-1]
            nearest = free[-1]
        if self._goes_on(nearest, verb) or self._is_object(free, verb):
            return self._holder(
                free, next((one for one in free if self._begins_clause(one)), free[0])
            )
        outside = self._outside_commas(free, verb)
        if outside:
            return outside
        aside = self._keys[verb - 1] == ","
        if nearest.kind == "name" or (nearest.kind == "body" and aside):
            # "bà Jin, từ một viện ở Cát Lâm, cho hay", "bà Lan ở Kim Môn, Hà Nội hỏi"
            person = next((one for one in reversed(free) if one.person is not None), nearest)
            chosen = nearest if not aside and self._turns(person.end, nearest.first) else person
            return self._joined(free, chosen)
        return nearest

    def _holder(self, free: list[Phrase], post: Phrase) -> Phrase:
        """ "Người phát ngôn của Uỷ ban, | ông Hosseini đã lên án …, cho rằng": who has the post."""
        following = free[free.index(post) + 1 :][:1]
        return following[0] if following and self._holds(post, following[0]) else post

    def _is_place(self, name: Phrase) -> bool:
        """ "Toà án tối cao ở Johannesburg, Nam Phi, tuyên bố": where the one before is."""
        at = name.first - 1
        if name.kind != "name" or self._keys[at] != "," or not self._words.is_capital[at - 1]:
            return False
        first = at - 1
        while first and self._words.is_capital[first - 1]:
            first -= 1
        return first > 0 and self._keys[first - 1] in ("ở", "tại")

    def _is_object(self, free: list[Phrase], verb: int) -> bool:
        """ "Bà không tấn công Engels, khẳng định …": a verb stands before the one nearest."""
        nearest = free[-1]
        before = self._keys[nearest.first - 1] if nearest.first else "."
        acted_on = before.isalpha() and before not in _BEFORE_SUBJECTS
        aside = self._keys[verb - 1] == "," and nearest.end == verb - 1
        return len(free) > 1 and nearest.person is not None and acted_on and aside

    def _joined(self, free: list[Phrase], name: Phrase) -> Phrase:
        """ "Anh, Pháp, Đức tuyên bố": names in a row speak as one."""
        first = free.index(name)
        while (
            first and free[first - 1].kind == "name" and self._keys[free[first].first - 1] in ",và"
        ):
            if free[first - 1].last != free[first].first - 1:
                break
            first -= 1
        return replace(name, kind="role", first=free[first].first) if free[first] != name else name

    def _begins_clause(self, phrase: Phrase) -> bool:
        """ "gần công ty, | mẹ tôi quay lại và nói": a subject stands behind a mark."""
        return phrase.first == 0 or not self._keys[phrase.first - 1].isalnum()

    def _outside_commas(self, free: list[Phrase], verb: int) -> Phrase | None:
        """ "Ngoại trưởng Gabriel, sau cuộc gặp bà Merkel, nói": what is set apart is skipped."""
        if self._keys[verb - 1] != ",":
            return None
        for at in range(verb - 2, free[0].end - 1, -1):
            if self._keys[at] == ",":
                aside = self._keys[at + 1] in _ASIDES
                before = [one for one in free if one.last <= at]
                return before[-1] if aside and before else None
        return None

    def _turns(self, first: int, last: int) -> bool:
        """Whether another clause begins between two phrases."""
        number = bisect_left(self._verb_starts, first)
        said = number < len(self._verbs) and self._verbs[number].first < last
        return said or any(key in _CLAUSES for key in self._keys[first:last])

    def _goes_on(self, nearest: Phrase, verb: int) -> bool:
        """ "Ông chỉ trích Iran, cáo buộc …", "nói … và gọi …": the subject stands farther left."""
        at = verb
        while at > nearest.end and self._keys[at - 1] in _AUXILIARIES:
            at -= 1
        before = self._keys[at - 1]
        if before == "và" or self._keys[at : at + 2] == ["đồng", "thời"]:
            return at > nearest.end
        return at > nearest.end + 1 and before in _CONNECTORS

    def _led(self, begin: int, end: int) -> list[tuple[int, int]]:
        """ "dẫn lời" and its like as token spans."""
        found: list[tuple[int, int]] = []
        at = begin
        starts = self._lists.before_speaker.starts
        while at < end:
            if self._keys[at] not in starts and self._keys[at] not in _LEADS:
                at += 1
                continue
            hit = self._lists.before_speaker.at(self._keys, at) or self._led_over(at, end)
            hit = hit or self._led_document(at, end)
            # "trả lời ông B", "nói thêm về bình luận của ông B": he does not speak.
            # Nor he whom "nhóm có liên hệ với" means.
            answers = at > 0 and self._keys[at - 1] in ("trả", "về", "có")
            if hit and not answers and at + hit[0] <= end:
                found.append((at, at + hit[0]))
                at += hit[0]
            else:
                at += 1
        return found

    def _led_document(self, at: int, end: int) -> tuple[int, bool] | None:
        """ "KCNA dẫn | báo cáo trong sách trắng": whose words it is stands in a document."""
        if self._keys[at] not in _LEADS or at + 1 >= end:
            return None
        noun = self._keys[at + 1] in self._lists.documents
        noun = noun or " ".join(self._keys[at + 1 : at + 3]) in self._lists.documents
        return (1, True) if noun else None

    def _led_over(self, at: int, end: int) -> tuple[int, bool] | None:
        """ "dẫn tuyên bố | đáng lo ngại | của": words between noun and "của"."""
        if self._keys[at] not in _LEADS or " ".join(self._keys[at + 1 : at + 3]) not in _WORDS_OF:
            return None
        last = min(at + _AFTER_VERB, end)
        owner = next((n for n in range(at + 3, last) if self._keys[n] == "của"), None)
        return (owner + 1 - at, True) if owner else None

    def _said_by(self, begin: int, end: int) -> Cue | None:
        """ "AFP dẫn lời ông Lavrov: “…”" without another verb."""
        for first, last in reversed(self._led(begin, end)):
            phrases = self._reader.phrases(last, min(end, last + _NEAR))
            if phrases and phrases[0].first == last:
                return Cue(
                    self._words, phrases[0], first, phrases[0].last, Rule.QUOTE_SAID_BY, True
                )
        return None

    def _according(self, begin: int, end: int) -> Cue | None:
        for at in range(end - 1, begin - 1, -1):
            hit = self._lists.according.at(self._keys, at)
            if not hit or (at and not self._may_stand(at)):
                continue
            phrases = self._reader.phrases(at + hit[0], min(end, at + _NEAR))
            if phrases and phrases[0].first == at + hit[0]:
                last = phrases[0].end
                said = last < end and is_said(self._lists, self._keys, last)
                if said or last >= end or self._keys[last] in (",", ":", "(", ".", HIDDEN):
                    return Cue(self._words, phrases[0], at, last, Rule.QUOTE_ACCORDING_TO, True)
        return None

    def _may_stand(self, at: int) -> bool:
        """Whether "theo" at token ``at`` means what somebody says: not "đưa theo bác sĩ"."""
        before = self._keys[at - 1]
        return self._keys[at] != "với" and (not before[0].isalnum() or before in _BEFORE_THEO)

    # -- behind ------------------------------------------------------------------

    def _behind(self, closes: int, whole: bool) -> Cue | None:
        """ "“…”, ông Lộc nói", "“…”, theo ông Lộc", "“…” - Trần Bá Lộc"."""
        at = closes
        while at < len(self._keys) and self._keys[at] in _DASHES:
            at += 1
        apart = at > closes or whole or self._keys[at : at + 1] in (["như"], ["theo"])
        if not apart or at >= len(self._keys) or self._keys[at][0] == HIDDEN:
            return None
        last = min(len(self._keys), at + _REACH)
        end = next((n for n in range(at, last) if self._keys[n][0] in ";" + HIDDEN), last)
        according = self._lists.according.at(self._keys, at)
        if according and self._keys[at] != "với":
            return self._according(at, end)
        number = bisect_left(self._verb_starts, at)
        verb = self._verbs[number] if number < len(self._verbs) else None
        if verb and verb.beside and number + 1 < len(self._verbs):
            following = self._verbs[number + 1]  # "tươi cười | nói"
            verb = following if following.first == verb.last else verb
        if verb and verb.first >= min(end, at + _NEAR):
            verb = None
        led = self._led(at, end)
        if led and (verb is None or led[0][0] <= verb.first or led[0][1] <= verb.last):
            said = self._said_by(at, end)
            if said and (verb is None or said.phrase.first >= verb.first):
                return said
        told = self._verb_behind(at, verb, whole) if verb else None
        return told or (self._name_behind(at, end) if whole else None)

    def _verb_behind(self, at: int, verb: _Verb, whole: bool) -> Cue | None:
        led = self._led(at, verb.first)
        start = led[-1][1] if led else at
        phrases = self._reader.phrases(start, verb.first)
        free = [phrase for phrase in phrases if not phrase.governed]
        if not free or free[0].first - start > (_LATE if whole else 2):
            return self._label_behind(start, verb)
        # The speaker is the first who is named behind the mark; whatever is named between
        # him and the verb belongs to him: "ông Vân (Sở Y tế), khi gặp phóng viên, nói".
        phrase = free[0]
        aside = self._keys[phrase.end] == self._keys[verb.first - 1] == ","
        if (verb.beside or not whole) and verb.first - phrase.end > _LATE and not aside:
            return None
        if len(free) > 1 and phrase.kind in ("body", "name") and free[-1].kind == "person":
            phrase = free[-1]
        elif len(free) > 1 and (self._holds(phrase, free[1]) or self._tells(phrase, free[1])):
            phrase = free[1]
        # "TASS dẫn nguồn tin trong ngành hôm nay tiết lộ": whose words they are stands behind
        sure = (
            is_cut_well(self._words, phrase) and self._keys[verb.first : verb.first + 2] != _SOURCE
        )
        # "giám đốc Sở Y tế, Nandi Khoza nói": the name may be whose the label is
        another = phrase.kind == "role" and [one.kind for one in free[1:2]] == ["name"]
        # "người bạn | cùng tên của chị Quỳnh": more than the label is
        more = phrase.kind == "role" and "của" in self._keys[phrase.end : verb.first]
        sure = sure and not another and not more
        return Cue(self._words, phrase, phrase.first, verb.last, Rule.QUOTE_VERB_BEHIND, True, sure)

    def _holds(self, post: Phrase, person: Phrase) -> bool:
        """ "Phó phát ngôn của chính phủ, | Trung tướng Werachon, nói": who has the post."""
        apart = self._keys[post.end : person.first] == [","]
        holds = post.kind in ("role", "kin") and post.person is None
        return apart and holds and person.person is not None

    def _tells(self, paper: Phrase, source: Phrase) -> bool:
        """ "CNN dẫn | một nguồn tin giấu danh cho biết": the source says it, not the paper."""
        between = self._keys[paper.end : source.first]
        paper_like = paper.kind in ("body", "name") and source.kind == "role"
        return paper_like and between in (["dẫn"], ["dẫn", "lại"], ["trích"])

    def _label_behind(self, start: int, verb: _Verb) -> Cue | None:
        """ "“…”, giọng ca Huế chia sẻ": whatever stands between mark and verb, if it is short."""
        end = next(
            (n for n in range(start, verb.first)
             if self._lists.stops.at(self._keys, n) or not self._keys[n][0].isalnum()),
            verb.first,
        )  # fmt: skip
        if not 1 <= end - start <= _LATE or verb.first - end > _LATE:
            return None
        count = self._lists.determiners.at(self._keys, start)
        said = self._lists.verbs.at(self._keys, start + count[0]) if count else None
        if count and start + count[0] + (said[0] if said else 0) >= end:
            return None  # "“…”, những | bình luận bức xúc"
        alone = end == start + 1 and not self._words.is_capital[start]
        if alone and not self._lists.heads.at(self._keys, start):
            return None  # "“…”, câu | nói ấy"
        phrase = Phrase("role", start, end)
        return Cue(self._words, phrase, start, verb.last, Rule.QUOTE_VERB_BEHIND, True, False)

    def _name_behind(self, at: int, end: int) -> Cue | None:
        """ "“…” - Nguyễn Văn A." at the end of the sentence."""
        phrases = self._reader.phrases(at, min(end, at + _NEAR))
        if not phrases or phrases[0].first != at:
            return None
        dash = self._keys[at - 1] in ("-", "–", "—")
        short = phrases[0].person is not None and end - phrases[0].end <= _LATE
        aside = phrases[0].person is not None and self._keys[at - 1] == ","
        if not dash and not short and not aside:
            return None
        sure = dash or short  # "“…”, ông Nhậm vừa đấm vừa xoa": no verb that is known
        return Cue(self._words, phrases[0], at, phrases[0].last, Rule.QUOTE_NAME_BEHIND, True, sure)

    def _passive(self, opens: int, closes: int) -> Cue | None:
        """ "Câu nói “…” đã được người dẫn chương trình O'Reilly đưa ra"."""
        if not opens or self._keys[opens - 1] not in ("nói", "biểu", "bố", "lời", "ngôn"):
            return None
        at = next(
            (n + 1 for n in range(closes, min(closes + 4, len(self._keys)))
             if self._keys[n] in ("được", "của", "do")), None)  # fmt: skip
        last = min(len(self._keys), closes + _NEAR)
        phrases = self._reader.phrases(at, last) if at else []
        if not phrases or phrases[0].first != at:
            return None
        return Cue(self._words, phrases[0], at, phrases[0].last, Rule.QUOTE_SAID_BY, True)

    # -- a sentence without a quotation --------------------------------------------

    def statement(self) -> Cue | None:
        """Who says something in this sentence, for a quotation that follows alone."""
        for verb in self._verbs:
            if verb.first > _REACH:
                break
            phrase = None if verb.beside else self._subject(0, verb.first)
            if phrase:
                return Cue(self._words, phrase, phrase.first, verb.last, Rule.QUOTE_AROUND, False)
        last = min(len(self._keys), _REACH)
        return self._said_by(0, last) or self._according(0, last)

    def subjects(self, end: int, gender: Gender | None = None) -> list[Phrase]:
        """The phrases before code point ``end`` that are no objects, from left to right.

        Whom "ông" or "bà" of ``gender`` means is not named behind that word: in "người bầu
        bạn với bà là cô Hiền" she is another.
        """
        phrases = self.phrases(end)
        for number, phrase in enumerate(phrases):
            if gender and phrase.kind == "pronoun" and phrase.gender == gender:
                return [one for one in phrases[:number] if not one.governed]
        free = [one for one in phrases if not one.governed or self._opens_according(one)]
        return free or phrases

    def _opens_according(self, phrase: Phrase) -> bool:
        """ "Theo ông B, ...", "Cũng theo ông B, ...": he is who speaks in the sentence."""
        return 1 <= phrase.first <= _OPENING and self._keys[phrase.first - 1] == "theo"

    def phrases(self, end: int) -> list[Phrase]:
        """All phrases before code point ``end``, from left to right."""
        last = self._words.last_at(end)
        return self._reader.phrases(max(0, last - _REACH), last)


class Attributions:
    """The sentences of one field, each with its words and its attribution, read when asked for."""

    def __init__(
        self, sentences: Sentences, mentions: Mapping[int, tuple[int, int]], lists: Speech
    ) -> None:
        self.sentences = sentences
        self._mentions = mentions
        self._lists = lists
        self._read: dict[int, tuple[Words, Attribution]] = {}

    def of(self, number: int) -> tuple[Words, Attribution]:
        """Of the sentence with this number."""
        if number not in self._read:
            words = Words(self.sentences.text, *self.sentences.span(number), self._mentions)
            self._read[number] = words, Attribution(words, self._lists)
        return self._read[number]
