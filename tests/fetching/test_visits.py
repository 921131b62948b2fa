"""What a visit finds: the article of a page, the articles of a feed's entries."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.article import Draft, Options
from index.engines.memory import MemoryEngine
from index.fetching.findings import Found, Unchanged
from index.fetching.limits import MAX_ATTEMPTS, MAX_PAGES
from index.fetching.visits import Visits
from index.gathering import gather
from index.pipeline import Outcome, ingest
from index.readers import Refusal
from index.store import Store
from tests.fetching.newspaper import PARAGRAPHS, entry, feed, newspaper, page
from tests.fetching.site import Reply, Site, StandingClock


class Desk:
    """A store with its visits: what a person does with ``timtin fetch``."""

    def __init__(self, site: Site, store: Store, clock: StandingClock) -> None:
        self.site = site
        self.store = store
        self.clock = clock
        self.engine = MemoryEngine()

    def found(self, path: str, again: bool = False, options: Options | None = None) -> list[Found]:
        """What one visit finds; nothing of it is kept."""
        visits = Visits(self.site.client(self.clock), self.store, self.clock, again)
        return list(visits.visit(self.site.url(path), options or Options()))

    def fetch(
        self, path: str, again: bool = False, options: Options | None = None
    ) -> list[Outcome]:
        """What one visit brings; it is kept."""
        options = options or Options()
        visits = Visits(self.site.client(self.clock), self.store, self.clock, again)
        findings = visits.visit(self.site.url(path), options)
        return list(gather(findings, options, self.store, self.engine, self.clock))

    def statuses(self, path: str, again: bool = False) -> list[str]:
        return [each.status for each in self.fetch(path, again)]

    def body(self, path: str) -> str:
        """The text of the article at a path."""
        there = self.store.article_at(self.site.url(path))
        assert there
        kept = self.store.get(there)
        assert kept
        return kept.article.body


@pytest.fixture
def desk(site: Site, clock: StandingClock, tmp_path: Path) -> Iterator[Desk]:
    with closing(Store.open(f"sqlite:///{tmp_path / 'timtin.db'}", 5)) as store:
        yield Desk(site, store, clock)


def draft(found: Found) -> Draft:
    assert isinstance(found.input, Draft), found
    return found.input


def refusal(found: Found) -> Refusal:
    assert isinstance(found.input, Refusal), found
    return found.input


class TestAPage:
    def test_it_becomes_an_article_with_the_day_of_fetching_as_its_crawl_date(
        self, desk: Desk
    ) -> None:
        desk.site.replies["/a"] = page("Lũ về sớm", published=None)
        (found,) = desk.found("/a")
        made = draft(found)
        assert (made.title, made.url) == ("Lũ về sớm", desk.site.url("/a"))
        assert made.text.endswith("\n".join(PARAGRAPHS))
        assert (made.crawled, made.published) == ("2026-03-01", None)
        (outcome,) = desk.fetch("/a")
        assert outcome.status == "added"
        kept = desk.store.get(outcome.id or "")
        assert kept
        assert kept.article.published is None

    def test_the_crawl_date_gives_a_day_its_year(self, desk: Desk) -> None:
        text = ("Hôm 16/1, nước sông Gâm lên nhanh.", *PARAGRAPHS[1:])
        desk.site.replies["/a"] = page("Lũ về sớm", text, published=None)
        (outcome,) = desk.fetch("/a")
        kept = desk.store.get(outcome.id or "")
        assert kept
        assert kept.article.event
        assert (kept.article.event.value, kept.article.event.year_origin) == ("2026-01-16", "crawl")

    def test_the_charset_of_the_header_holds(self, desk: Desk) -> None:
        html = page("Lũ về sớm").body
        assert isinstance(html, str)
        html = html.replace('<meta charset="utf-8">', "")
        kind = "text/html; charset=utf-16"
        desk.site.replies["/a"] = Reply(html.encode("utf-16"), kind)
        (found,) = desk.found("/a")
        assert draft(found).title == "Lũ về sớm"

    def test_one_that_has_not_changed_is_said_to_be_so(self, desk: Desk) -> None:
        reply = page("Lũ về sớm")
        desk.site.replies["/a"] = Reply(reply.body, etag='"1"')
        (added,) = desk.fetch("/a")
        (again,) = desk.fetch("/a")
        assert (again.status, again.id, again.title) == ("unchanged", added.id, "Lũ về sớm")
        assert "2026-03-01 15:00 (GMT+7)" in (again.message("vi") or "")
        assert desk.site.asked[-1].headers["if-none-match"] == '"1"'

    def test_the_same_bytes_are_the_same_page_where_the_host_knows_no_conditions(
        self, desk: Desk
    ) -> None:
        desk.site.replies["/a"] = page("Lũ về sớm")
        assert desk.statuses("/a") == ["added"]
        (found,) = desk.found("/a")
        assert isinstance(found.input, Unchanged)

    def test_a_changed_one_updates_its_article(self, desk: Desk) -> None:
        desk.site.replies["/a"] = page("Lũ về sớm")
        desk.fetch("/a")
        desk.site.replies["/a"] = page("Lũ về sớm", (*PARAGRAPHS, "Đến tối, nước đã rút."))
        assert desk.statuses("/a") == ["updated"]
        assert desk.body("/a").endswith("Đến tối, nước đã rút.")

    def test_a_deleted_one_comes_back_when_it_is_named(self, desk: Desk) -> None:
        reply = page("Lũ về sớm")
        desk.site.replies["/a"] = Reply(reply.body, etag='"1"')
        (added,) = desk.fetch("/a")
        desk.store.delete([added.id or ""])
        assert desk.statuses("/a") == ["added"]

    def test_other_options_are_another_question(self, desk: Desk) -> None:
        reply = page("Lũ về sớm")
        desk.site.replies["/a"] = Reply(reply.body, etag='"1"')
        desk.fetch("/a")
        (outcome,) = desk.fetch("/a", options=Options(outlet="VOV"))
        assert outcome.status == "updated"
        kept = desk.store.get(outcome.id or "")
        assert kept
        assert kept.article.outlet == "VOV"

    def test_one_whose_article_has_come_from_elsewhere_since_is_asked_anew(
        self, desk: Desk
    ) -> None:
        desk.site.replies["/a"] = Reply(page("Lũ về sớm").body, etag='"1"')
        desk.fetch("/a")
        record = Draft("x.json:1", "Bản khác.", True, url=desk.site.url("/a"), title="Lũ về sớm")
        (outcome,) = ingest([record], Options(), desk.store, desk.engine, 1)
        assert outcome.status == "updated"
        assert desk.statuses("/a") == ["updated"]
        assert desk.body("/a").endswith(PARAGRAPHS[-1])
        assert desk.statuses("/a") == ["unchanged"]
        assert desk.site.asked[-1].headers["if-none-match"] == '"1"'

    def test_its_announcement_leaves_it_as_it_is(self, desk: Desk) -> None:
        desk.site.replies["/a"] = page("Lũ về sớm")
        desk.fetch("/a")
        before = desk.body("/a")
        stub = Draft(
            "rss.xml#1", "", True, url=desk.site.url("/a"), title="Lũ", standfirst="Lũ về."
        )
        (outcome,) = ingest([stub], Options(), desk.store, desk.engine, 1)
        assert (outcome.status, desk.body("/a")) == ("unchanged", before)
        assert "Giữ bài đã có" in (outcome.message("vi") or "")

    def test_again_asks_without_conditions(self, desk: Desk) -> None:
        desk.site.replies["/a"] = Reply(page("Lũ về sớm").body, etag='"1"')
        desk.fetch("/a")
        assert desk.statuses("/a", again=True) == ["unchanged"]
        assert "if-none-match" not in desk.site.asked[-1].headers

    def test_it_may_name_its_address_on_its_own_site_only(self, desk: Desk) -> None:
        for path, stated in (("/a", "http://www.bao.test/goc"), ("/b", "https://vov.vn/tin")):
            link = f'<link rel="canonical" href="{stated}">'
            desk.site.replies[path] = page("Lũ về sớm", head=link)
        (own,), (foreign,) = desk.found("/a"), desk.found("/b")
        assert draft(own).url == "http://www.bao.test/goc"
        assert draft(foreign).url == desk.site.url("/b")
        assert draft(foreign).extra["canonical"] == "https://vov.vn/tin"

    def test_a_section_page_names_its_feed(self, desk: Desk) -> None:
        teasers = "".join(
            f'<li><a href="/tin-{n}">Tít của bài thứ {n} trong chuyên mục</a></li>'
            for n in range(40)
        )
        desk.site.replies["/the-gioi"] = Reply(
            '<!doctype html><html><head><title>Thế giới</title><link rel="alternate" '
            'type="application/rss+xml" href="/rss/the-gioi.rss"></head>'
            f"<body><ul>{teasers}</ul></body></html>"
        )
        (found,) = desk.found("/the-gioi")
        said = refusal(found)
        assert found.trouble
        for lang in ("vi", "en"):
            assert desk.site.url("/rss/the-gioi.rss") in said.message(lang)

    def test_records_of_a_json_file_are_read_as_such(self, desk: Desk) -> None:
        records = [{"id": f"b{n}", "title": f"Tin số {n}", "body": PARAGRAPHS[0]} for n in range(2)]
        desk.site.replies["/a.json"] = Reply(json.dumps(records), "application/json", etag='"1"')
        assert [each.id for each in desk.fetch("/a.json")] == ["b0", "b1"]
        assert desk.statuses("/a.json") == ["unchanged"]

    def test_what_cannot_be_fetched_is_refused_and_not_remembered(self, desk: Desk) -> None:
        (outcome,) = desk.fetch("/nothing")
        assert outcome.status == "rejected"
        assert "404" in (outcome.message("vi") or "")
        desk.site.replies["/nothing"] = page("Lũ về sớm")
        assert desk.statuses("/nothing") == ["added"]


class TestAFeed:
    def test_the_page_behind_each_entry_is_fetched(self, desk: Desk) -> None:
        newspaper(desk.site, "a", "b")
        assert desk.statuses("/rss") == ["added", "added"]
        assert desk.body("/b").splitlines() == list(PARAGRAPHS)
        assert desk.site.paths == ["/rss", "/a", "/b"]

    def test_atom_and_json_feeds_are_feeds_too(self, desk: Desk) -> None:
        desk.site.replies["/a"] = page("Tin a trong ngày")
        atom = (
            '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Báo</title>'
            '<entry><id>1</id><title>Tin a trong ngày</title><link href="/a"/></entry></feed>'
        )
        desk.site.replies["/atom"] = Reply(atom, "application/atom+xml")
        listed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Báo",
            "items": [{"id": "1", "url": desk.site.url("/a"), "title": "Tin a trong ngày"}],
        }
        desk.site.replies["/json"] = Reply(json.dumps(listed), "application/feed+json")
        for path in ("/atom", "/json"):
            found, last = desk.found(path)
            assert draft(found).url == desk.site.url("/a")
            assert last.input is None

    def test_the_feed_completes_what_the_page_does_not_say(self, desk: Desk) -> None:
        desk.site.replies["/a"] = page("Tin a trong ngày", published=None)
        more = "<pubDate>Fri, 27 Feb 2026 08:30:00 +0700</pubDate><category>Thời sự</category>"
        link = desk.site.url("/a")
        desk.site.replies["/rss"] = feed(entry(link, "Tin a", "Nước lên nhanh.", more))
        made = draft(desk.found("/rss")[0])
        assert made.title == "Tin a trong ngày"
        assert made.published == "Fri, 27 Feb 2026 08:30:00 +0700"
        assert made.keys["published"] == "feed published"
        assert made.tags == ("Thời sự",)
        assert made.text.endswith("\n".join(PARAGRAPHS))
        assert made.extra["feed"] == desk.site.url("/rss")

    def test_the_page_has_the_word(self, desk: Desk) -> None:
        desk.site.replies["/a"] = page("Tin a trong ngày")
        more = "<pubDate>Sat, 28 Feb 2026 09:00:00 +0700</pubDate>"
        desk.site.replies["/rss"] = feed(entry(desk.site.url("/a"), "Tít khác", more=more))
        made = draft(desk.found("/rss")[0])
        assert made.published == "2026-02-27T08:30:00+07:00"
        assert made.title == "Tin a trong ngày"

    def test_nothing_new_is_one_request(self, desk: Desk) -> None:
        newspaper(desk.site, "a", "b")
        rss = desk.site.replies["/rss"]
        assert isinstance(rss, Reply)
        desk.site.replies["/rss"] = Reply(rss.body, rss.kind, etag='"1"')
        desk.fetch("/rss")
        desk.site.asked.clear()
        (outcome,) = desk.fetch("/rss")
        assert outcome.status == "unchanged"
        assert desk.site.paths == ["/rss"]
        assert desk.site.asked[-1].headers["if-none-match"] == '"1"'

    def test_entries_that_were_seen_are_not_fetched_again(self, desk: Desk) -> None:
        newspaper(desk.site, "a", "b")
        first, _ = desk.fetch("/rss")
        newspaper(desk.site, "c", "a", "b")
        desk.site.asked.clear()
        outcomes = desk.fetch("/rss")
        assert [each.status for each in outcomes] == ["added", "unchanged", "unchanged"]
        seen = outcomes[1]
        assert (seen.id, seen.title, seen.reason) == (first.id, first.title, None)
        assert desk.site.paths == ["/rss", "/c"]

    def test_a_changed_entry_is_fetched_on_condition(self, desk: Desk) -> None:
        desk.site.replies["/a"] = Reply(page("Tin a trong ngày").body, etag='"1"')
        for title in ("Tin a", "Tin a (cập nhật)"):
            desk.site.replies["/rss"] = feed(entry(desk.site.url("/a"), title))
            outcomes = desk.fetch("/rss")
        assert [each.status for each in outcomes] == ["unchanged"]
        assert desk.site.asked[-1].headers["if-none-match"] == '"1"'

    def test_what_the_newsroom_deleted_does_not_come_back_by_itself(self, desk: Desk) -> None:
        newspaper(desk.site, "a")
        (added,) = desk.fetch("/rss")
        desk.store.delete([added.id or ""])
        newspaper(desk.site, "b", "a")
        other, gone = desk.fetch("/rss")
        assert (other.status, gone.status, gone.id) == ("added", "unchanged", None)
        assert "--again" in (gone.message("vi") or "")
        assert desk.store.article_at(desk.site.url("/a")) is None
        assert desk.statuses("/rss", again=True) == ["unchanged", "added"]

    def test_nor_does_it_when_page_and_entry_change(self, desk: Desk) -> None:
        newspaper(desk.site, "a")
        (added,) = desk.fetch("/rss")
        desk.store.delete([added.id or ""])
        desk.site.replies["/a"] = page("Tin a (cập nhật)")
        desk.site.replies["/rss"] = feed(entry(desk.site.url("/a"), "Tin a (cập nhật)"))
        assert desk.statuses("/rss") == ["unchanged"]

    def test_an_emptied_archive_begins_anew(self, desk: Desk) -> None:
        newspaper(desk.site, "a")
        desk.fetch("/rss")
        desk.store.delete_all()
        assert desk.statuses("/rss") == ["added"]

    def test_an_entry_twice_is_one(self, desk: Desk) -> None:
        desk.site.replies["/a"] = page("Tin a trong ngày")
        one = entry(desk.site.url("/a"), "Tin a")
        desk.site.replies["/rss"] = feed(one, one)
        assert desk.statuses("/rss") == ["added"]

    def test_more_than_a_visit_takes_comes_with_the_next_ones(self, desk: Desk) -> None:
        """No "nothing new" from the feed hides what was left."""
        links = [f"/x{number}" for number in range(MAX_PAGES + 5)]
        rss = feed(*(entry(desk.site.url(link), f"Tin {link}") for link in links))
        desk.site.replies["/rss"] = Reply(rss.body, rss.kind, etag='"1"')
        outcomes = desk.fetch("/rss")
        skipped = [each for each in outcomes if each.status == "skipped"]
        assert len(skipped) == 5
        assert str(MAX_PAGES) in (skipped[0].message("vi") or "")
        statuses = desk.statuses("/rss")
        assert statuses == ["unchanged"] * MAX_PAGES + ["added"] * 5
        assert desk.statuses("/rss") == ["unchanged"]

    def test_one_without_entries_is_said_to_be_empty(self, desk: Desk) -> None:
        desk.site.replies["/rss"] = feed()
        (outcome,) = desk.fetch("/rss")
        assert outcome.status == "skipped"

    def test_a_broken_one_is_refused(self, desk: Desk) -> None:
        desk.site.replies["/rss"] = Reply("<?xml version='1.0'?><opml/>", "text/xml")
        (found,) = desk.found("/rss")
        assert refusal(found).reason
        assert found.trouble

    def test_an_xml_bomb_is_refused(self, desk: Desk) -> None:
        bomb = (
            '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
            '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
            "<rss><channel><title>&b;</title></channel></rss>"
        )
        desk.site.replies["/rss"] = Reply(bomb, "application/rss+xml")
        (found,) = desk.found("/rss")
        assert "ENTITY" in refusal(found).message("vi")


class TestAPageThatCannotBeHad:
    """The entry is the article then, and says so."""

    SUMMARY = "Nước sông Gâm lên nhanh từ sáng, ba bản bị ngập."

    def rss(self, desk: Desk, summary: str = SUMMARY, more: str = "") -> None:
        link = desk.site.url("/a")
        desk.site.replies["/rss"] = feed(entry(link, "Lũ về sớm", summary, more))

    def test_the_entry_is_the_article_and_says_so(self, desk: Desk) -> None:
        self.rss(desk)
        desk.site.replies["/robots.txt"] = Reply("User-agent: *\nDisallow: /a", "text/plain")
        (outcome,) = desk.fetch("/rss")
        assert (outcome.status, outcome.title) == ("added", "Lũ về sớm")
        for word in ("tóm tắt", "robots.txt"):
            assert word in (outcome.message("vi") or "")
        kept, original = (
            desk.store.get(outcome.id or ""),
            desk.store.original(outcome.id or ""),
        )
        assert kept
        assert original
        assert (kept.article.standfirst, kept.article.body) == (self.SUMMARY, "")
        assert original.draft.standfirst == self.SUMMARY
        assert original.draft.extra["page"] == "not fetched"
        assert original.draft.url == desk.site.url("/a")

    def test_it_is_not_asked_again_when_it_was_refused_for_good(self, desk: Desk) -> None:
        self.rss(desk)
        desk.fetch("/rss")
        newspaper(desk.site, "b")
        both = (entry(desk.site.url(f"/{name}"), f"Tin {name}") for name in "ab")
        desk.site.replies["/rss"] = feed(*both)
        desk.fetch("/rss")
        newspaper(desk.site, "b", "c", "a")
        desk.site.replies["/rss"] = feed(
            entry(desk.site.url("/c"), "Tin c"), entry(desk.site.url("/a"), "Tin a")
        )
        desk.site.replies["/a"] = page("Lũ về sớm")
        desk.site.asked.clear()
        assert desk.statuses("/rss") == ["added", "unchanged"]
        assert desk.site.paths == ["/rss", "/c"]

    def test_it_is_tried_again_when_it_failed_for_now(self, desk: Desk) -> None:
        self.rss(desk)
        desk.site.replies["/a"] = Reply(status=503, headers={"Retry-After": "1"})
        assert desk.statuses("/rss") == ["added"]
        desk.site.replies["/a"] = page("Lũ về sớm")
        assert desk.statuses("/rss") == ["updated"]
        assert desk.body("/a").splitlines() == list(PARAGRAPHS)
        assert desk.statuses("/rss") == ["unchanged"]

    def test_it_is_given_up_after_some_tries(self, desk: Desk) -> None:
        self.rss(desk)
        desk.site.replies["/a"] = Reply(status=503)
        for _ in range(MAX_ATTEMPTS + 2):
            desk.fetch("/rss")
        assert desk.site.paths.count("/a") == MAX_ATTEMPTS

    @pytest.mark.parametrize("text", ["", "Nước lên nhanh."])
    def test_one_that_fails_for_good_does_not_keep_the_feed_from_being_asked_on_condition(
        self, desk: Desk, text: str
    ) -> None:
        self.rss(desk, summary=text)
        rss = desk.site.replies["/rss"]
        assert isinstance(rss, Reply)
        desk.site.replies["/rss"] = Reply(rss.body, rss.kind, etag='"1"')
        desk.site.replies["/a"] = Reply(status=503)
        for _ in range(MAX_ATTEMPTS + 1):
            desk.fetch("/rss")
        assert [each.headers.get("if-none-match") for each in desk.site.asked[-1:]] == ['"1"']

    @pytest.mark.parametrize("kind", ["application/pdf", "text/html"])
    def test_a_page_that_is_no_article_is_as_good_as_none(self, desk: Desk, kind: str) -> None:
        self.rss(desk)
        desk.site.replies["/a"] = Reply("<!doctype html><html><body></body></html>", kind)
        (outcome,) = desk.fetch("/rss")
        assert outcome.status == "added"
        assert "tóm tắt" in (outcome.message("vi") or "")

    def test_a_summary_never_takes_the_place_of_a_whole_text(self, desk: Desk) -> None:
        self.rss(desk)
        desk.site.replies["/a"] = page("Lũ về sớm")
        desk.fetch("/rss")
        desk.site.replies["/a"] = Reply(status=500)
        self.rss(desk, summary="Nước đã rút.")
        (outcome,) = desk.fetch("/rss")
        assert outcome.status == "unchanged"
        assert "500" in (outcome.message("vi") or "")
        assert desk.body("/a").splitlines() == list(PARAGRAPHS)

    def test_nor_of_one_that_came_in_from_a_file(self, desk: Desk) -> None:
        whole = Draft("a.json", PARAGRAPHS[0], True, title="Lũ về sớm", url=desk.site.url("/a"))
        list(gather([Found(whole)], Options(), desk.store, desk.engine, desk.clock))
        self.rss(desk)
        for _ in range(2):
            (outcome,) = desk.fetch("/rss")
            assert outcome.status == "unchanged"
        assert desk.body("/a") == PARAGRAPHS[0]

    def test_the_feed_may_have_the_whole_text(self, desk: Desk) -> None:
        text = "".join(f"<p>{each}</p>" for each in PARAGRAPHS)
        content = "http://purl.org/rss/1.0/modules/content/"
        more = f'<c:encoded xmlns:c="{content}"><![CDATA[{text}]]></c:encoded>'
        self.rss(desk, more=more)
        (outcome,) = desk.fetch("/rss")
        assert outcome.status == "added"
        assert "Nội dung lấy từ kênh tin" in (outcome.message("vi") or "")
        assert desk.body("/a").splitlines() == list(PARAGRAPHS)

    def test_other_options_hold_for_an_entry_too(self, desk: Desk) -> None:
        self.rss(desk)
        desk.fetch("/rss")
        (outcome,) = desk.fetch("/rss", options=Options(outlet="VOV"))
        assert outcome.status == "updated"
        kept = desk.store.get(outcome.id or "")
        assert kept
        assert kept.article.outlet == "VOV"

    def test_a_newer_entry_replaces_an_older_one(self, desk: Desk) -> None:
        self.rss(desk)
        assert desk.statuses("/rss") == ["added"]
        self.rss(desk, summary="Nước đã rút, ba bản dọn bùn.")
        assert desk.statuses("/rss") == ["updated"]

    def test_an_entry_without_a_link_is_an_article_of_its_own(self, desk: Desk) -> None:
        item = (
            "<item><guid>so-7</guid><title>Lũ về sớm</title>"
            "<description>Nước lên nhanh.</description></item>"
        )
        desk.site.replies["/rss"] = feed(item)
        assert desk.statuses("/rss") == ["added"]
        desk.site.replies["/rss"] = feed(entry(desk.site.url("/b"), "Tin khác"), item)
        assert desk.statuses("/rss") == ["added", "unchanged"]
        desk.site.replies["/rss"] = feed(item.replace("lên nhanh", "đã rút"))
        assert desk.statuses("/rss") == ["updated"]

    def test_a_link_to_a_private_address_is_not_followed(self, desk: Desk) -> None:
        desk.site.replies["/rss"] = feed(
            entry("http://169.254.169.254/latest/meta-data/", "Tin một", "Nước lên."),
            entry("file:///etc/passwd", "Tin hai", "Nước xuống."),
            entry(f"http://127.1:{desk.site.port}/a", "Tin ba", "Nước đứng."),
        )
        assert desk.statuses("/rss") == ["added"] * 3
        assert desk.site.paths == ["/rss"]


def test_bad_addresses_are_refused_one_by_one(desk: Desk) -> None:
    visits = Visits(desk.site.client(desk.clock), desk.store, desk.clock)
    for url in ("", "khong-phai-url", "ftp://bao.test/x"):
        (found,) = visits.visit(url, Options())
        assert refusal(found).origin == url


def test_what_can_be_watched_is_a_feed_or_an_article(desk: Desk) -> None:
    newspaper(desk.site, "a")
    desk.site.replies["/trong"] = Reply("<!doctype html><html><body></body></html>")
    visits = Visits(desk.site.client(desk.clock), desk.store, desk.clock)
    assert visits.problem(desk.site.url("/rss")) is None
    assert visits.problem(desk.site.url("/a")) is None
    assert visits.problem(desk.site.url("/trong")) is not None
    assert visits.problem(desk.site.url("/khong-co")) is not None
    assert desk.site.paths == ["/rss", "/a", "/trong", "/khong-co"]
