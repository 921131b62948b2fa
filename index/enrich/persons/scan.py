"""Words → runs of capitals, each of which holds names or things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from index.enrich.rows import Kind, Row

_CAPITALS: Final = frozenset(("capital", "initial"))
# What joins two capitals into one run: one or two spaces, never a line's end.
_JOINTS: Final = frozenset((" ", "\u00a0", "  ", " \u00a0", "\u00a0 "))
_APOSTROPHES: Final = frozenset(("’ ", "' ", "‘ ", " ' ", " ’ "))
# What no Vietnamese word is: "ông de Blasio", "tướng von Moltke".
_LEADING: Final = frozenset(("de", "von", "del", "der"))
_BEFORE_APOSTROPHE: Final = frozenset("OH")
# How many words a name in capitals has: two to five.
_SHOUTED: Final = range(2, 6)
_SMALL: Final = (
    "abu af al bin bint da de del della den der di dos du el ibn la le ten ter ul van von zu"
)
PARTICLES: Final = frozenset(_SMALL.split())
SPACED_HYPHENS: Final = frozenset((" - ", " -", "- "))
# What opens a double given name, written Jean - Claude, too.
_DOUBLED: Final = frozenset(
    (
        "jean",
        "marie",
        "françois",
        "francois",
        "anne",
        "hans",
        "karl",
        "frank",
        "jan",
        "heinz",
        "ernst",
        "lars",
        "jo",
        "marc",
        "abdul",
        "abdel",
        "abdal",
        "saint",
    )
)
# Articles that a spaced hyphen may stand behind: al - Assad.
_HYPHENATED: Final = frozenset(("al", "el", "ul"))
_KOREANS: Final = (
    "ahn an bae ban chang cho choe choi chon chong chung han hong hwang hyon jang jeon jo jon jong"
    " ju jung kang kim ko kwon lee lim moon oh paek pak park ri rim ro roh ryu shin so son song suh"
    " won yang yi yoo yoon yun yu seo no noh nam ham heo kwak koo min sung wang woo baek sim"
)
KOREAN_SURNAMES: Final = frozenset(_KOREANS.split())
_SYLLABLES: Final = (
    "a ah bin bo bok bum chan chang chin cho chol chon chong chul chun dong du eun gi gil gon"
    " guk gun ha hae hee ho hong hui hun hwa hwan hye hyok hyon hyuk hyun hyung il im in jae"
    " jin jong joo joon ju jun jung ki kil kon kook kuk kun kwan kwang kwon kyong kyu kyun"
    " kyung man mi min mo mu myong myung nam nok ok pil pom pyo ri rim rok rong ryol ryong sam"
    " san sang se seo seok seon seung shik shin si sik so sob sok son song soo sook su suk sun"
    " sung tae taek tok u uk un ung beom byung byong cheol gyu hyeon jeong myeong nom rae seong"
    " wha whan hoon goo koo kyung kyoung kyum ryul bong sil ock tak sol"
    " seop sop yeon yeong wan won woo wook yon yong yoo yoon young yul yun"
    " gul geun geon hak ik kap kyo rang sul woon jo gyo ja deok gyon myoung duk ran"
)
_KOREAN_SYLLABLES: Final = frozenset(_SYLLABLES.split())
_GIVEN_AND_SURNAME: Final = 2
# The longest syllable: Cheung, Ratsiraka is none.
_SYLLABLE: Final = 6
# What a run goes on with that is no capital.
_INNER: Final = PARTICLES | _KOREAN_SYLLABLES


def spoken(row: Row, surnames: Mapping[str, bool]) -> Row:
    """The row with a name in capitals (ông PHAN ĐĂNG TUẤT) read like any other: as capital.

    Only a whole stretch of capitals that opens with a surname: a headline in capitals
    and an abbreviation stay what they are.
    """
    shouted = [at for at in row.capitals if row.kinds[at] == "acronym"]
    if len(shouted) < _SHOUTED.start:
        return row
    kinds: list[Kind] = list(row.kinds)
    end = 0
    for at in shouted:
        if at < end:
            continue
        end = at + 1
        while end < len(row) and row.kinds[end] == "acronym" and joined(row, end):
            end += 1
        if end - at in _SHOUTED and _is_shouted_name(row, at, end, surnames):
            kinds[at:end] = ["capital"] * (end - at)
    return replace(row, kinds=kinds)


def _is_shouted_name(row: Row, first: int, last: int, surnames: Mapping[str, bool]) -> bool:
    return (
        row.keys[first] in surnames
        and not any(shape.foreign for shape in row.shapes[first:last])
        and not all(shape.plain for shape in row.shapes[first:last])
    )


def joined(row: Row, at: int) -> bool:
    """Whether word ``at`` goes on a run that the word before is in."""
    gap = row.gaps[at]
    if gap in _APOSTROPHES:  # Stephen O’ Brien, H ' Hen Niê
        return row.words[at - 1] in _BEFORE_APOSTROPHE and row.kinds[at] == "capital"
    return gap in _JOINTS or (gap == "" and row.words[at - 1].endswith("."))


def runs(row: Row) -> Iterator[tuple[int, int]]:
    """Maximal stretches ``[first, last)`` of capitals, particles between them included."""
    kinds, gaps = row.kinds, row.gaps
    size = len(row)
    end = 0
    for at in row.capitals:
        if at < end or kinds[at] not in _CAPITALS:
            continue
        end = at + 1
        while end < size and not _closes(row, end):
            if joined(row, end):
                if kinds[end] in _CAPITALS:
                    if _opens_line(row, at, end):
                        break
                    end += 1
                    continue
            elif gaps[end] not in SPACED_HYPHENS:
                break
            doubled = kinds[end] == "capital" and row.keys[end - 1] in _DOUBLED
            if doubled or _romanised(row, at, end):
                end += 1
                continue
            if _doubles(row, at, end):
                end += 1
                break
            if row.words[end] not in _INNER:
                chained = _chained(row, end)
                if not chained:
                    break
                end += chained
                continue
            skip = _particles(row, end) or _hyphenated(row, at, end)
            if skip == 0:
                break
            end += skip + (row.words[end] in _HYPHENATED and gaps[end + skip] == " - ")
        yield at - _led(row, at), end


def _closes(row: Row, at: int) -> bool:
    """Whether a small word stands behind the run that no name goes on with: as nearly always."""
    return row.gaps[at] == " " and row.kinds[at] == "lower" and row.words[at] not in _INNER


def _led(row: Row, at: int) -> bool:
    """Whether a particle leads to the name: "ông | de Blasio"."""
    lead = at > 0 and row.words[at - 1] in _LEADING
    return lead and row.gaps[at] == " " and row.shapes[at].foreign


def _opens_line(row: Row, first: int, at: int) -> bool:
    """ "Nguyễn Quý Thanh  Điểm mới": two spaces that were a line's end, and a sentence begins."""
    wide = row.gaps[at] != " " and row.gaps[at].isspace()
    if not wide or at - first < _GIVEN_AND_SURNAME or at + 1 >= len(row):
        return False
    return row.kinds[at + 1] == "lower" and row.gaps[at + 1] == " "


def _doubles(row: Row, first: int, at: int) -> bool:
    """Yahir Rubio - Vizuet: a double surname behind a given name.

    One foreign word that stands nowhere else without the hyphen, and closes the run.
    """
    if row.gaps[at] != " - " or row.kinds[at] != "capital":
        return False
    given = at - _GIVEN_AND_SURNAME - (row.words[at - 2] in PARTICLES)
    if given < first or not all(row.shapes[word].foreign for word in (given, at - 1, at)):
        return False
    if given > first and row.shapes[given - 1].foreign:
        return False
    following = at + 1
    if (
        following < len(row)
        and row.gaps[following] in (" - ", " ")
        and (row.kinds[following] != "lower" or row.gaps[following] == " - ")
    ):
        return False
    same = (place for place, word in enumerate(row.words) if word == row.words[at])
    return all(row.gaps[place] == " - " for place in same)


def _chained(row: Row, at: int) -> int:
    """2 for the small syllables of Prayut Chan - o - cha, else 0."""
    if at + 1 >= len(row) or row.gaps[at] != " - " or row.gaps[at + 1] != " - ":
        return 0
    first, second = row.words[at], row.words[at + 1]
    small = row.kinds[at] == row.kinds[at + 1] == "lower"
    return 2 if small and len(first) == 1 and (first + second).isascii() else 0


def _hyphenated(row: Row, first: int, at: int) -> int:
    """1 where a Korean given name goes on behind a spaced hyphen: Moon Jae - in."""
    known = row.gaps[at] in SPACED_HYPHENS and row.words[at] in _KOREAN_SYLLABLES
    whole = at - first >= 2 and all(shape.plain for shape in row.shapes[at - 2 : at])
    return int(known and whole and row.keys[at - 2] in KOREAN_SURNAMES)


def _romanised(row: Row, first: int, at: int) -> bool:
    """Seo Jin | - Ho, Siu Hok | - yan, Alan Lau Yip | - shing: a given name's second half.

    With a capital behind a Korean surname only; in small letters a syllable that no Vietnamese
    word has, behind two plain words, and nothing joined to it.
    """
    if row.gaps[at] != " - " or at - first < _GIVEN_AND_SURNAME:
        return False
    if not all(shape.plain for shape in row.shapes[at - 2 : at]):
        return False
    if row.kinds[at] == "capital":
        return row.keys[at] in _KOREAN_SYLLABLES and row.keys[at - 2] in KOREAN_SURNAMES
    alone = at + 1 >= len(row) or row.gaps[at + 1] != " - "
    small = row.kinds[at] == "lower" and row.shapes[at].foreign
    return alone and small and len(row.words[at]) <= _SYLLABLE and row.kinds[at - 1] == "capital"


def _is_second(row: Row, at: int) -> bool:
    """Alejandro Cao | de Benos: plain letters right behind a foreign word."""
    if not at or row.kinds[at] != "capital" or not joined(row, at):
        return False
    return row.shapes[at].plain and row.shapes[at - 1].foreign


def _particles(row: Row, at: int) -> int:
    """How many particles stand at ``at`` with a foreign capital on both sides; 0 if none."""
    before = row.shapes[at - 1].foreign or row.keys[at - 1] in PARTICLES or _is_second(row, at - 1)
    if not joined(row, at) or not before:
        return 0
    words, gaps = row.words, row.gaps
    count = 0
    while at + count < len(row) and words[at + count] in PARTICLES:
        count += 1
        if count > 2 or at + count >= len(row):
            return 0
        article = words[at + count - 1] in _HYPHENATED and gaps[at + count] == " - "
        if not article and gaps[at + count] not in _JOINTS:
            return 0
    if count and row.kinds[at + count] == "capital":
        return count
    return 0
