"""Teasers at a story's end go; a related piece told in full stays."""

from __future__ import annotations

from index.enrich.boilerplate import clean

STORY = [
    "Xã Đồng Lạng khánh thành cầu treo qua sông Vẽ",
    "Cầu dài 212 m do người dân góp tiền xây trong năm năm.",
    "Ông Bùi Quang Thứ nói cầu giúp học sinh tới trường an toàn.",
    "Xã sẽ lắp thêm đèn.",
]


def _last(*more: str) -> str:
    return clean("\n".join([*STORY, *more])).lines[-1].text


def test_a_run_on_line_that_repeats_its_headline_goes() -> None:
    teaser = (
        "Bộ trưởng lên tiếng về vai trò của ngư dân Cồn Vạc trong mùa bão Bộ trưởng cho rằng "
        "ngư dân biết trước đường đi của bão. Trả lời báo chí về vai trò của ngư dân Cồn Vạc "
        "trong mùa bão tại cuộc họp..."
    )
    assert _last(teaser) == STORY[-1]


def test_a_headline_that_runs_into_its_story_goes() -> None:
    teaser = (
        "Nghệ nhân Tô Văn Giảng đón đoàn khách đầu tiên Nghệ nhân Tô Văn Giảng cho biết lò nung "
        "cổ nhất làng đỏ lửa trở lại sau ba tháng. Đoàn khách đến từ hai trường..."
    )
    assert _last(teaser) == STORY[-1]


def test_a_cut_summary_goes_with_the_headline_above_it() -> None:
    headline = "Làng gốm Bãi Hạ đón đoàn khách đầu tiên sau mùa lũ"
    summary = (
        "Đoàn khách đầu tiên tới làng gốm Bãi Hạ sau mùa lũ gồm hai trường mỹ thuật, mỗi người..."
    )
    assert _last(headline, summary) == STORY[-1]


def test_several_teasers_go() -> None:
    headline = "Làng gốm Bãi Hạ đón đoàn khách đầu tiên sau mùa lũ"
    summary = "Đoàn khách đầu tiên tới làng gốm Bãi Hạ sau mùa lũ gồm hai trường mỹ thuật…"
    assert _last(headline, summary, headline, summary) == STORY[-1]


def test_a_related_piece_told_in_full_stays() -> None:
    piece = [
        "Cầu treo xóm Soi được xây như thế nào?",
        "Người dân góp tiền trong năm năm để xây cầu qua sông Vẽ.",
        "Ông Thứ kể mỗi nhà góp một bao xi măng.",
    ]
    kept = [line.text for line in clean("\n".join([*STORY, *piece])).lines]
    assert kept == [*STORY, *piece]


def test_a_story_that_its_feed_cut_off_stays() -> None:
    cut = "Theo ông Thứ, xã đang tính làm thêm một con đường từ cầu tới trường và..."
    assert _last(cut) == cut


def test_the_opening_always_stays() -> None:
    text = "Làng gốm đón khách đầu tiên mùa lũ\nLàng gốm đón khách đầu tiên mùa lũ gồm..."
    assert len(clean(text).lines) == 2
