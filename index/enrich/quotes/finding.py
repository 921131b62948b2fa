"""The quotations of one field: which quoted stretches are somebody's words, and whose."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from index.article import Field, Mention, Quote
from index.enrich.quotes.attribution import Attributions, Cue
from index.enrich.quotes.interviews import Turn, turns
from index.enrich.quotes.marks import Quoted, quoted
from index.enrich.quotes.phrases import HIDDEN, Reader, Words
from index.enrich.quotes.sentences import Sentences, hidden
from index.enrich.quotes.speakers import Cast, Resolver, Speaker
from index.enrich.quotes.tables import Speech
from index.rules import Rule

FEWEST_WORDS: Final = 4
# Without a speaker, only what is long enough to be a sentence is a quotation.
_SENTENCE_WORDS: Final = 6
# A title of a work or a law in quotation marks is shorter than this.
_SURELY_SAID: Final = 10
# So many tokens before its lines a song is named.
_SONG: Final = 60
# A link in square brackets is no longer than this, in code points.
_LINK: Final = 200
# As often as this the same words in marks are a term.
_TERM: Final = 3
_WORD: Final = re.compile(r"\w[\w.'’/+\-]*")
_THAT_IS: Final = re.compile(r"[\s,.–-]*(?:đó|đây) là ")
_BLANK: Final = re.compile(r"[\s.,;:!?…\-–—)]*")


@dataclass(frozen=True, slots=True)
class Found:
    """A quotation, the rule that gave its speaker, and the span of the text it was read from."""

    quote: Quote
    rule: Rule
    text: str
    start: int
    end: int


@dataclass(slots=True)
class _Draft:
    stretch: Quoted
    whole: bool
    speaker: Speaker | None = None
    rule: Rule = Rule.QUOTE_ALONE
    span: tuple[int, int] | None = None
    told: bool = False
    """Whether its own sentence says that somebody speaks, be it not known who."""


def in_field(field: Field, text: str, cast: Cast, lists: Speech) -> list[Found]:
    """The quotations of ``text``, in order."""
    stretches, spoken = quoted(text), turns(text)
    if not stretches and not spoken:
        return []
    outside = _said(text, _outside(stretches, spoken))
    if not spoken and not any(_size(text, one.start, one.end) >= FEWEST_WORDS for one in outside):
        return []
    finder = _Finder(field, text, outside, cast, lists)
    drafts = finder.drafts() + finder.interview(spoken)
    return [finder.found(draft) for draft in sorted(drafts, key=lambda one: one.stretch.start)]


def _outside(stretches: Sequence[Quoted], spoken: Sequence[Turn]) -> list[Quoted]:
    """What stands in an answer of an interview is quoted with it."""
    starts = [turn.start for turn in spoken]

    def is_outside(one: Quoted) -> bool:
        at = bisect_right(starts, one.start) - 1
        return at < 0 or one.start >= spoken[at].end

    return [one for one in stretches if is_outside(one)]


def _said(text: str, stretches: list[Quoted]) -> list[Quoted]:
    """Without the terms: what stands in marks again and again is called so ("đường lưỡi bò")."""
    if len(stretches) < _TERM:
        return stretches
    words = [text[one.start : one.end].lower() for one in stretches]
    often = {word for word, count in Counter(words).items() if count >= _TERM}
    return [one for one, word in zip(stretches, words, strict=True) if word not in often]


def _size(text: str, start: int, end: int) -> int:
    """How many words stand there."""
    return len(_WORD.findall(text, start, end))


class _Finder:
    def __init__(
        self, field: Field, text: str, stretches: Sequence[Quoted], cast: Cast, lists: Speech
    ) -> None:
        self._field = field
        self._text = text
        self._stretches = stretches
        self._lists = lists
        self._hidden = hidden(text, stretches)
        self._sentences = Sentences(self._hidden)
        self._mentions = cast.mentions(field)
        self._attributions = Attributions(self._sentences, self._mentions, lists)
        self._resolver = Resolver(field, self._attributions, cast, lists)

    def drafts(self) -> list[_Draft]:
        found: list[_Draft] = []
        for stretch in self._stretches:
            draft = self._draft(stretch)
            if draft is None:
                continue
            if draft.speaker is None and draft.whole:
                self._from_before(draft, found)
            if draft.speaker is None and self._is_orphan(draft):
                draft.speaker = self._resolver.spoken_of(draft.stretch.outer_start)
            if draft.speaker:
                self._resolver.last = draft.speaker
            found.append(draft)
        self._from_behind(found)
        return found

    def found(self, draft: _Draft) -> Found:
        """The quotation with its evidence."""
        start, end = draft.stretch.start, draft.stretch.end
        speaker = draft.speaker
        cue = speaker.cue if speaker else None
        if cue:
            cue = replace(cue, text=self._text[cue.start : cue.end])
        quote = Quote(
            text=self._text[start:end],
            start=start,
            end=end,
            field=self._field,
            speaker=speaker.name if speaker else None,
            kind=speaker.kind if speaker else None,
            sure=speaker.sure if speaker else True,
            cue=cue,
        )
        first, last = draft.span or (start, end)
        return Found(quote, draft.rule, self._text[first:last], first, last)

    # -- one stretch -------------------------------------------------------------

    def _draft(self, stretch: Quoted) -> _Draft | None:
        inner = self._text[stretch.start : stretch.end]
        size = _size(self._text, stretch.start, stretch.end)
        if size < FEWEST_WORDS:
            return None
        if self._in_brackets(stretch.outer_start):
            return None
        words, attribution = self._attributions.of(self._sentences.number(stretch.outer_start))
        opens = words.last_at(stretch.outer_start)
        closes = words.first_at(stretch.outer_end)
        upper = inner[0].isupper() or inner[0].isdigit() or not inner[0].isalpha()
        ended = inner[-1] in ".!?…"
        first = not any(
            words.keys[at][0].isalnum() or words.keys[at][0] == HIDDEN for at in range(opens)
        )
        colon = opens > 0 and words.keys[opens - 1] == ":"
        whole = upper and (colon or (first and (size >= _SENTENCE_WORDS or ended)))
        named = self._names(words, opens - colon)
        if named and not (whole and colon and size >= _SURELY_SAID):
            return None
        if upper and not ended and opens and words.keys[opens - 1] == "về":
            return None  # "chuyên đề về “Công tác lập quy hoạch”"
        apart = whole and (colon or ended or size > _SENTENCE_WORDS + 1)
        cue = attribution.cue(opens, closes, apart or (first and size > _SENTENCE_WORDS + 1))
        alone = whole and (colon or (size >= _SENTENCE_WORDS and (ended or self._ends(stretch))))
        if cue is None and self._sings(words, opens):
            return None
        if not (alone if cue is None else cue.direct or not upper or whole or size >= _SURELY_SAID):
            return None
        draft = _Draft(stretch, whole, told=opens > 0 and attribution.leads_in(opens))
        if cue:
            self._attribute(draft, words, cue)
        return draft

    def _in_brackets(self, at: int) -> bool:
        """ "[Triều Tiên tiết lộ "…"]": a link to another story."""
        before = self._hidden[max(0, at - _LINK) : at]
        return before.rfind("[") > before.rfind("]") and "]" in self._hidden[at : at + _LINK]

    def _ends(self, stretch: Quoted) -> bool:
        """Whether a sentence or a line ends with the quotation."""
        behind = self._text[stretch.outer_end : stretch.outer_end + 2].lstrip(" ")
        return not behind or behind[0] in ".!?…\n,-–—"

    def _names(self, words: Words, opens: int) -> bool:
        """Whether the words right before the mark announce a name, a title or a slogan."""
        for size in (1, 2, 3, 4):
            if size <= opens and " ".join(words.keys[opens - size : opens]) in self._lists.names:
                return True
        return False

    def _sings(self, words: Words, opens: int) -> bool:
        return any(
            self._lists.lyrics.at(words.keys, at) for at in range(max(0, opens - _SONG), opens)
        )

    def _attribute(self, draft: _Draft, words: Words, cue: Cue) -> None:
        within = draft.stretch.start, draft.stretch.end
        draft.speaker = self._resolver.speaker(words, cue.phrase, within)
        if draft.speaker:
            # "phát hiện 7 “cuộc gọi vệ tinh”": few words in marks are as often the paper's own
            few = cue.rule == Rule.QUOTE_AROUND and _size(self._text, *within) <= FEWEST_WORDS
            if cue.rule == Rule.QUOTE_BEFORE_COLON or not cue.sure or few:
                draft.speaker = replace(draft.speaker, sure=False)
            draft.rule = cue.rule
            draft.span = words.starts[cue.first], words.ends[cue.last - 1]

    # -- interviews --------------------------------------------------------------

    def interview(self, spoken: Sequence[Turn]) -> list[_Draft]:
        """Each turn as a quotation; who answers is named before it or before the first turn."""
        if not spoken:
            return []
        guest = self._guest(spoken[0].start)
        found: list[_Draft] = []
        for turn in spoken:
            if _size(self._text, turn.start, turn.end) < FEWEST_WORDS:
                continue
            whole = Quoted(turn.start, turn.end, turn.start, turn.end)
            draft = _Draft(whole, True, rule=Rule.QUOTE_INTERVIEW)
            if turn.name:
                draft.speaker, draft.span = self._labelled(*turn.name), turn.name
            elif not turn.asks:
                draft.speaker = guest
                cue = guest.cue if guest else None
                draft.span = (cue.start, cue.end) if cue else None
            found.append(draft)
        return found

    def _labelled(self, start: int, end: int) -> Speaker:
        words = Words(self._hidden, start, end, self._mentions)
        phrases = Reader(words, self._lists).phrases(0, len(words.keys))
        speaker = self._resolver.speaker(words, phrases[0]) if phrases else None
        cue = Mention(self._text[start:end], start, end, self._field)
        return speaker or Speaker(cue.text.strip(), "label", cue=cue)

    def _guest(self, before: int) -> Speaker | None:
        """The person whom the text before the interview names last, or the title names."""
        named = [at for at in self._mentions if at < before]
        if named:
            start = max(named)
            end, person = self._mentions[start]
            cue = Mention(self._text[start:end], start, end, self._field)
            sure = len({self._mentions[at][1] for at in named}) == 1
            return replace(self._resolver.person(person, sure), cue=cue)
        return self._resolver.elsewhere(None)

    # -- quotations that stand alone ---------------------------------------------

    def _from_before(self, draft: _Draft, found: Sequence[_Draft]) -> None:
        """Right behind another quotation, or behind a sentence that says who speaks.

        Not where words follow in its own sentence: "“…”, tấm biển đề vậy" tells of another.
        """
        if draft.told or self._is_followed(draft.stretch):
            return
        if found and self._adjacent(found[-1], draft) and found[-1].speaker:
            draft.speaker, draft.span = found[-1].speaker, found[-1].span
            draft.rule = Rule.QUOTE_GOES_ON
            return
        if self._is_subhead(draft.stretch):
            return
        number = self._sentences.number(draft.stretch.outer_start)
        for back in (1, 2):
            if number < back:
                return
            told = back == 1 and bool(found) and self._told_behind(found[-1], number - 1)
            if told and found[-1].speaker and found[-1].speaker.kind == "person":
                self._carry(draft, found[-1])
                return
            words, attribution = self._attributions.of(number - back)
            cue = attribution.statement()
            # Over a sentence that says nothing of the kind only a person is carried on.
            one = cue and (cue.phrase.person is not None or cue.phrase.kind == "pronoun")
            paper = cue and cue.phrase.kind in ("body", "name")
            if cue and paper and cue.rule == Rule.QUOTE_ACCORDING_TO:
                cue = None  # "…, theo Daily Caller.": the paper's tale, not whose words follow
            if cue and (back == 1 or one):
                self._attribute(draft, words, cue)
                if draft.speaker:
                    draft.rule = Rule.QUOTE_AFTER_STATEMENT
                    draft.speaker = replace(draft.speaker, sure=False)
                if draft.speaker or not told:
                    return
            if told:
                self._carry(draft, found[-1])
                return

    def _is_orphan(self, draft: _Draft) -> bool:
        """Whether somebody surely says it, and no word near tells who."""
        stretch = draft.stretch
        long = _size(self._text, stretch.start, stretch.end) >= _SURELY_SAID
        # "tấm bia khắc dòng chữ: “…”", "“…”, đó là bình luận": of no person
        shown = self._hidden[: stretch.outer_start].rstrip().endswith(":")
        shown = shown or _THAT_IS.match(self._hidden, stretch.outer_end) is not None
        told = draft.whole and long and self._field == "body" and not shown
        return told and not self._is_subhead(stretch)

    @staticmethod
    def _carry(draft: _Draft, before: _Draft) -> None:
        """Give a quotation the speaker of the one before, who is told behind that."""
        draft.speaker = before.speaker and replace(before.speaker, sure=False)
        draft.span, draft.rule = before.span, Rule.QUOTE_AFTER_STATEMENT

    def _told_behind(self, before: _Draft, number: int) -> bool:
        """ "“…”, bức thư có đoạn viết. “…”": the sentence before is a quotation and who says it."""
        told = before.rule == Rule.QUOTE_VERB_BEHIND
        return told and self._sentences.number(before.stretch.outer_start) == number

    def _is_followed(self, stretch: Quoted) -> bool:
        _, end = self._sentences.at(stretch.outer_start)
        return any(char.isalnum() for char in self._hidden[stretch.outer_end : end])

    def _is_subhead(self, stretch: Quoted) -> bool:
        """A line of its own without a full stop announces what somebody says farther down."""
        text, start, end = self._text, stretch.outer_start, stretch.outer_end
        begins = start == 0 or text[start - 1] == "\n"
        ends = end == len(text) or text[end] == "\n"
        return begins and ends and text[stretch.end - 1] not in ".!?…"

    def _from_behind(self, found: Sequence[_Draft]) -> None:
        """Right before a quotation whose speaker is told: "…" "…", ông Trump nói."""
        for draft, following in reversed(list(pairwise(found))):
            told = following.speaker and following.rule != Rule.QUOTE_AFTER_STATEMENT
            alone = draft.speaker is None or draft.rule == Rule.QUOTE_AFTER_STATEMENT
            if alone and draft.whole and told and self._adjacent(draft, following):
                draft.speaker = following.speaker and replace(following.speaker, sure=False)
                draft.span = following.span
                draft.rule = Rule.QUOTE_GOES_ON

    def _adjacent(self, first: _Draft, second: _Draft) -> bool:
        between = self._text[first.stretch.outer_end : second.stretch.outer_start]
        return _BLANK.fullmatch(between) is not None
