"""What the copies of a story made of it."""

from __future__ import annotations

from dataclasses import replace

from index.article import Article, Kept, Story
from search.copies import SHOWN, SentenceChange, told
from tests.search.archive import article
from tests.stories.texts import BRIDGE, LIBRARY, text


def kept(*articles: Article) -> list[Kept]:
    return [
        Kept(each, seq, seq, "2025-01-01T00:00:00Z", Story(1, len(articles), seq == 1))
        for seq, each in enumerate(articles, 1)
    ]


def changes(one: Article, other: Article) -> tuple[SentenceChange, ...]:
    """What the copy made of the first copy's sentences."""
    return told(1, kept(one, other)).members[1].differences


def test_moved_and_respelled_sentences_do_not_differ() -> None:
    one = article("a", text(BRIDGE))
    other = article("b", text(BRIDGE[5:], BRIDGE[:5]).replace("kỹ thuật", "kĩ thuật"))
    assert changes(one, other) == ()


def test_dropped_changed_and_added_sentences_are_told_apart() -> None:
    changed = BRIDGE[3].replace("Chủ tịch xã", "Lãnh đạo xã")
    one = article("a", text(BRIDGE[:6]))
    other = article("b", text(BRIDGE[:2], [changed], BRIDGE[4:6], LIBRARY[:1]))
    assert changes(one, other) == (
        SentenceChange(BRIDGE[2], None),
        SentenceChange(BRIDGE[3], changed),
        SentenceChange(None, LIBRARY[0]),
    )


def test_a_standfirst_that_became_part_of_the_body_does_not_differ() -> None:
    one = article("a", text(BRIDGE[1:]), standfirst=BRIDGE[0])
    assert changes(one, article("b", text(BRIDGE))) == ()


def test_who_dropped_the_attribution_and_who_added_one_is_said() -> None:
    body = text(BRIDGE)
    story = told(
        5,
        kept(
            article("a", body, sources=("TASS:relay", "AFP:photo")),
            article("b", body),
            article("c", body, sources=("TASS:cite", "RT:relay")),
        ),
    )
    first, second, third = story.members
    assert (story.id, story.copies) == (5, 3)
    assert (first.first, first.same, first.dropped, first.added) == (True, 1.0, (), ())
    # a photo credit is nobody's source; relayed or cited, TASS is named
    assert (second.first, second.dropped, second.added) == (False, ("TASS",), ())
    assert (third.dropped, third.added) == ((), ("RT",))


def test_how_much_is_the_same_is_a_share_of_both_texts() -> None:
    story = told(1, kept(article("a", text(BRIDGE)), article("b", text(BRIDGE[:6]))))
    assert 0.4 < story.members[1].same < 0.6


def test_a_story_of_very_many_shows_the_first_ones() -> None:
    one = article("a", BRIDGE[0])
    many = told(1, kept(*(replace(one, id=f"a{n}") for n in range(SHOWN + 5))))
    assert (many.copies, len(many.members)) == (SHOWN + 5, SHOWN)
