"""What happens to an article that comes in: added, updated, unchanged or rejected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Literal

from sqlalchemy import Connection, delete, insert, select, tuple_, update

from index.article import Article, Draft, Kept, Options
from index.corrections import Correction, apply
from index.store import corrections, records, stories
from index.store.clock import now
from index.store.counters import Changes
from index.store.identity import Key, day_key, input_key, own_key, url_key
from index.store.tables import ARTICLES, KEYS, REVISIONS
from index.stories import Fingerprint
from index.wording import Wording

LONGEST_ID: Final = 500
"""Code points; an id is also part of a URL, where 2,000 characters is much."""

UNUSABLE_ID: Final = Wording(
    vi="mã bài trống, dài quá {longest} ký tự hoặc chứa ký tự không lưu được",
    en="its id is empty, longer than {longest} characters or holds one that cannot be stored",
)
UNUSABLE_TEXT: Final = Wording(
    vi="địa chỉ hoặc tên báo chứa ký tự không lưu được",
    en="its address or outlet holds a character that cannot be stored",
)
ID_OF_ANOTHER: Final = Wording(
    vi="mã “{id}” đã thuộc về một bài khác ({other})",
    en="the id “{id}” already belongs to another article ({other})",
)
ADDRESS_OF_ANOTHER: Final = Wording(
    vi="địa chỉ {url} đã thuộc về bài mang mã “{other}”, không phải bài “{id}”",
    en="the address {url} already belongs to the article “{other}”, not to “{id}”",
)
TEXT_KEPT: Final = Wording(
    vi="Giữ bài đã có: lần này chỉ có tít hoặc tóm tắt, không có nội dung.",
    en="The article stays as it was: this time there is a headline or summary only, no text.",
)
OPTIONS_GONE: Final = Wording(
    vi="Lần trước có nêu {options}, lần này không, nên bài đọc lại không theo đó; "
    "nếu vẫn đúng, hãy nêu lại cùng các tùy chọn khác.",
    en="Earlier it came with {options}, this time without, and was read anew without; "
    "if that still holds, give it again together with the other options.",
)

Status = Literal["added", "updated", "unchanged", "rejected"]
Item = tuple[Draft, Article, Options]


@dataclass(frozen=True, slots=True)
class Known:
    """An input that is an article already, as a look at the store showed.

    ``digest`` is the input's (``records.input_digest``), ``id`` the article's. It stands
    in a batch for an item that needs no understanding.
    """

    digest: str
    id: str


class Overtaken(Exception):  # not an error: the batch has to be put otherwise
    """Known items that are no longer what the store holds when their turn comes.

    ``places`` are their places in the batch. Nothing of the batch was kept.
    """

    def __init__(self, places: Sequence[int]) -> None:
        self.places = tuple(places)
        super().__init__(f"overtaken at {self.places}")


@dataclass(frozen=True, slots=True)
class Admission:
    """What became of one item. ``kept`` is None and ``reason`` set when rejected.

    A ``reason`` beside an article says why it is not as the item has it.
    ``unmet`` are corrections of the newsroom that no longer find what they are about.
    """

    status: Status
    kept: Kept | None = None
    reason: Wording | None = None
    details: Mapping[str, object] = field(default_factory=dict)
    unmet: tuple[Correction, ...] = ()


@dataclass(slots=True)
class _Row:
    """An article that the store has. Of a deleted one the last six are None."""

    seq: int
    id: str
    change: int
    first_seen: str
    deleted: bool
    own_id: str | None
    url: str | None
    outlet: str | None
    digest: str
    understanding: str
    options: str
    draft: str
    article: str
    understood: str | None

    def as_understood(self) -> Article:
        """The article without the newsroom's corrections."""
        return records.read_article(self.understood or self.article)


class _Conflict(Exception):  # control flow inside this file
    def __init__(self, reason: Wording, **details: object) -> None:
        self.reason = reason
        self.details = details
        super().__init__()


def admit(
    connection: Connection,
    batch: Sequence[Item | Known],
    understanding: str,
    fingerprints: Mapping[int, Fingerprint],
) -> tuple[Admission, ...]:
    """Take the items in order, inside the transaction of ``connection``.

    ``fingerprints`` are of their texts, by place in the batch; what is not there is made.

    An article is recognised by its id, its own id, its address, the place and
    words of the input, or its title + outlet + day, in this order
    (``identity``); the first id is kept. The own id
    of an article from another address or outlet is a conflict and rejected.
    An item without a body takes no body away: the article stays as it was.

    Raises :class:`Overtaken`, for the caller to undo the transaction.
    """
    admitting = _Admitting(connection, understanding)
    admitting.look_up(batch)
    takings = [
        admitting.confirm(item)
        if isinstance(item, Known)
        else admitting.take(*item, fingerprints.get(place))
        for place, item in enumerate(batch)
    ]
    overtaken = [place for place, taking in enumerate(takings) if taking is None]
    if overtaken:
        raise Overtaken(overtaken)
    admitting.finish()
    return tuple(taking.admission() for taking in takings if taking)


@dataclass(slots=True)
class _Taking:
    """What becomes of one item; its row has a sequence number once it is written."""

    status: Status
    row: _Row | None = None
    article: Article | None = None
    change: int = 0
    reason: Wording | None = None
    details: Mapping[str, object] = field(default_factory=dict)
    unmet: tuple[Correction, ...] = ()

    def admission(self) -> Admission:
        kept = None
        if self.row is not None and self.article is not None:
            kept = Kept(self.article, self.row.seq, self.change, self.row.first_seen)
        return Admission(self.status, kept, self.reason, self.details, self.unmet)


class _Admitting:
    """One batch: what the store knew before it, kept true while it goes in."""

    def __init__(self, connection: Connection, understanding: str) -> None:
        self._connection = connection
        self._understanding = understanding
        self._changes = Changes(connection)
        self._by_seq: dict[int, _Row] = {}
        self._by_id: dict[str, _Row] = {}
        self._by_key: dict[Key, _Row] = {}
        self._new_keys: list[Key] = []
        self._new_rows: list[_Row] = []
        self._placings: list[tuple[_Row, _Incoming, bool]] = []
        self._last: dict[int, _Taking] = {}
        self._corrections: Mapping[int, tuple[Correction, ...]] = {}

    def look_up(self, batch: Iterable[Item | Known]) -> None:
        """Read every article that an item may turn out to be."""
        batch = list(batch)
        items = [
            item
            for item in batch
            if not isinstance(item, Known) and _refusal(item[0], item[1]) is None
        ]
        keys = {key for draft, article, _ in items for key in _keys(draft, article)}
        found = self._connection.execute(
            select(KEYS).where(tuple_(KEYS.c.kind, KEYS.c.key).in_(sorted(keys)))
        ).all()
        ids = {article.id for _, article, _ in items}
        ids |= {item.id for item in batch if isinstance(item, Known)}
        columns = [ARTICLES.c[name] for name in _Row.__slots__]
        for row in self._connection.execute(
            select(*columns).where(
                ARTICLES.c.id.in_(sorted(ids)) | ARTICLES.c.seq.in_(sorted({k.seq for k in found}))
            )
        ):
            known = _Row(**row._asdict())
            self._by_seq[known.seq] = self._by_id[known.id] = known
        for kind, key, seq in found:
            self._by_key[kind, key] = self._by_seq[seq]
        self._corrections = corrections.in_force(self._connection, self._by_seq)

    def confirm(self, known: Known) -> _Taking | None:
        """The article is still made of that input; None when it is not."""
        row = self._by_id.get(known.id)
        if row is None or row.deleted or row.digest != known.digest:
            return None
        return self._unchanged(row, records.read_article(row.article))

    def take(
        self,
        draft: Draft,
        article: Article,
        options: Options,
        fingerprint: Fingerprint | None = None,
    ) -> _Taking:
        """Admit one item."""
        refused = _refusal(draft, article)
        if refused:
            return _Taking("rejected", reason=refused, details={"longest": LONGEST_ID})
        try:
            row = self._recognise(draft, article, options)
        except _Conflict as conflict:
            return _Taking("rejected", reason=conflict.reason, details=conflict.details)
        incoming = _Incoming(
            draft,
            article,
            options,
            records.input_digest(draft, options, self._understanding),
            _keys(draft, article),
            fingerprint,
        )
        if row is None:
            return self._add(incoming)
        self._insert()  # it may be of this batch
        if row.deleted:
            return self._add_again(row, incoming)
        return self._meet(row, incoming)

    def finish(self) -> None:
        """Write what is written once for the whole batch."""
        self._insert()
        rows = [
            {"kind": key[0], "key": key[1], "seq": self._by_key[key].seq}
            for key in dict.fromkeys(self._new_keys)
            if key in self._by_key
        ]
        if rows:
            self._connection.execute(insert(KEYS), rows)
        placings = (
            stories.Placing(row.seq, incoming.article, incoming.fingerprint, new)
            for row, incoming, new in self._placings
        )
        stories.place_all(self._connection, placings, self._touch)
        self._changes.record()

    def _insert(self) -> None:
        """Write the new articles of the batch so far: they get their sequence numbers."""
        rows, self._new_rows = self._new_rows, []
        if not rows:
            return
        names = [name for name in _Row.__slots__ if name != "seq"]
        values = [
            {name: getattr(row, name) for name in names} | {"updated_at": row.first_seen}
            for row in rows
        ]
        made = insert(ARTICLES).returning(ARTICLES.c.seq, sort_by_parameter_order=True)
        for row, seq in zip(rows, self._connection.execute(made, values).scalars(), strict=True):
            row.seq = seq
            self._by_seq[seq] = row

    def _same_input(self, draft: Draft, article: Article, options: Options) -> _Row | None:
        """The article of the same words at the same place, unless they mean another one.

        Other options or another version may have led to another id; the same
        ones give the same article, whatever id it was kept under.
        """
        same = input_key(draft)
        row = self._by_key.get(same) if same else None
        if row is None or row.deleted:
            return row
        if (row.options, row.understanding) != (records.options_text(options), self._understanding):
            return row
        before = row.as_understood()
        return row if before == replace(article, id=row.id, url=article.url or row.url) else None

    def _recognise(self, draft: Draft, article: Article, options: Options) -> _Row | None:
        own, url, day = own_key(draft), url_key(article.url), day_key(article)
        row = self._by_id.get(article.id) or (self._by_key.get(own) if own else None)
        if row and own and _another(row, draft, article):
            if not row.deleted:
                other = row.url or row.outlet
                raise _Conflict(ID_OF_ANOTHER, id=article.id, other=other)
            row = None
        at_url = self._by_key.get(url) if url else None
        if row is None:
            row = at_url
        elif at_url not in (None, row):
            raise _Conflict(
                ADDRESS_OF_ANOTHER, id=article.id, url=article.url, other=at_url and at_url.id
            )
        if row is None:
            row = self._same_input(draft, article, options)
        if row is None and day:
            row = self._by_key.get(day)
            if row and (_differ(row.own_id, draft.own_id) or _differ(url_key(row.url), url)):
                row = None
        return row

    def _add(self, incoming: _Incoming) -> _Taking:
        if incoming.article.id in self._by_id:
            # what was deleted has no claim left on the id, and another article takes it
            self._forget(self._by_id[incoming.article.id])
        row = _Row(
            seq=0,
            id=incoming.article.id,
            change=self._changes.next(),
            first_seen=now(),
            deleted=False,
            own_id=incoming.draft.own_id,
            **incoming.columns(self._understanding),
        )
        self._new_rows.append(row)
        self._by_id[row.id] = row
        return self._written("added", row, incoming, new=True)

    def _add_again(self, row: _Row, incoming: _Incoming) -> _Taking:
        incoming = self._corrected(row, incoming)
        self._write(row, incoming, deleted=False)
        return self._written("added", row, incoming)

    def _meet(self, row: _Row, incoming: _Incoming) -> _Taking:
        """The article is here: with the same content, or in an earlier state."""
        article = records.read_article(row.article)
        if row.digest == incoming.digest:
            return self._unchanged(row, article)
        before = records.read_draft(row.draft)
        incoming = self._corrected(row, incoming)
        if (
            article == incoming.article
            and records.same_content(before, incoming.draft)
            and records.read_options(row.options) == incoming.options
        ):
            self._note_understanding(row, incoming)
            return self._unchanged(row, article, incoming.unmet)
        if _only_announces(incoming, before, article):
            self._recognise_by(row, incoming)
            return _Taking("unchanged", row, article, row.change, reason=TEXT_KEPT)
        gone = _no_longer_said(records.read_options(row.options), incoming.options)
        if not records.same_text(before, incoming.draft):
            self._keep_revision(row)
        self._write(row, incoming)
        taking = self._written("updated", row, incoming)
        if gone:
            taking.reason, taking.details = OPTIONS_GONE, {"options": gone}
        return taking

    def _corrected(self, row: _Row, incoming: _Incoming) -> _Incoming:
        """The incoming article under the row's id, with the newsroom's corrections."""
        return incoming.named(row).corrected(self._corrections.get(row.seq, ()))

    def _unchanged(self, row: _Row, article: Article, unmet: Sequence[Correction] = ()) -> _Taking:
        return _Taking("unchanged", row, article, row.change, unmet=tuple(unmet))

    def _written(
        self, status: Status, row: _Row, incoming: _Incoming, new: bool = False
    ) -> _Taking:
        """The article is the row's from now on; it comes into its story at the end."""
        self._recognise_by(row, incoming)
        self._placings.append((row, incoming, new))
        taking = _Taking(status, row, incoming.article, row.change, unmet=incoming.unmet)
        self._last[id(row)] = taking
        return taking

    def _write(self, row: _Row, incoming: _Incoming, **more: object) -> None:
        values = {
            **incoming.columns(self._understanding),
            **more,
            "own_id": row.own_id or incoming.draft.own_id,
            "change": self._changes.next(),
        }
        self._update(row, {**values, "updated_at": now()})
        for name, value in values.items():
            setattr(row, name, value)

    def _touch(self, seq: int) -> None:
        """The story of an article changed with another one: the index has to follow."""
        change = self._changes.touch(seq)
        row = self._by_seq.get(seq)
        if row is not None:
            row.change = change
            if id(row) in self._last:
                self._last[id(row)].change = change

    def _note_understanding(self, row: _Row, incoming: _Incoming) -> None:
        # the next time this input is known without being understood
        row.digest, row.understanding = incoming.digest, self._understanding
        row.understood = incoming.understood
        values = {name: getattr(row, name) for name in ("digest", "understanding", "understood")}
        self._update(row, values)

    def _update(self, row: _Row, values: Mapping[str, object]) -> None:
        self._connection.execute(update(ARTICLES).where(ARTICLES.c.seq == row.seq).values(values))

    def _keep_revision(self, row: _Row) -> None:
        self._connection.execute(
            insert(REVISIONS).values(
                seq=row.seq,
                change=row.change,
                replaced_at=now(),
                understanding=row.understanding,
                options=row.options,
                draft=row.draft,
                article=row.article,
            )
        )

    def _recognise_by(self, row: _Row, incoming: _Incoming) -> None:
        """Remember the keys that are nobody's yet."""
        for key in incoming.keys:
            if key not in self._by_key:
                self._by_key[key] = row
                self._new_keys.append(key)

    def _forget(self, row: _Row) -> None:
        self._connection.execute(delete(ARTICLES).where(ARTICLES.c.seq == row.seq))
        del self._by_seq[row.seq], self._by_id[row.id]
        self._by_key = {key: each for key, each in self._by_key.items() if each is not row}


@dataclass(frozen=True, slots=True)
class _Incoming:
    draft: Draft
    article: Article
    options: Options
    digest: str
    keys: Sequence[Key]
    fingerprint: Fingerprint | None
    understood: str | None = None
    unmet: tuple[Correction, ...] = ()

    def named(self, row: _Row) -> _Incoming:
        """Under the first id, at the first address when this input knows none."""
        url = self.article.url or row.url
        return replace(self, article=replace(self.article, id=row.id, url=url))

    def corrected(self, said: Sequence[Correction]) -> _Incoming:
        """With the corrections laid over the article, which is kept without them as well."""
        applied = apply(self.article, said)
        understood = None
        if applied.article != self.article:
            understood = records.article_text(self.article)
        return replace(self, article=applied.article, understood=understood, unmet=applied.unmet)

    def columns(self, understanding: str) -> dict[str, Any]:
        return {
            "url": self.article.url,
            "outlet": self.article.outlet,
            "digest": self.digest,
            "understanding": understanding,
            "options": records.options_text(self.options),
            "draft": records.draft_text(self.draft),
            "article": records.article_text(self.article),
            "understood": self.understood,
        }


def _keys(draft: Draft, article: Article) -> list[Key]:
    found = (own_key(draft), url_key(article.url), input_key(draft), day_key(article))
    return [key for key in found if key is not None]


def _another(row: _Row, draft: Draft, article: Article) -> bool:
    """Whether an equal own id comes from another place: then it names another article."""
    if row.url is not None and article.url is not None:
        return url_key(row.url) != url_key(article.url)
    outlet = row.outlet if row.deleted else row.as_understood().outlet
    if not _differ(outlet, article.outlet):
        return False
    # the same record under another --outlet is a correction, not a conflict
    return row.deleted or not records.same_content(records.read_draft(row.draft), draft)


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def _only_announces(incoming: _Incoming, before: Draft, article: Article) -> bool:
    """Whether it has no body, and the article, made of other words ``before``, has one.

    Newer rules that find no body in the same words are believed.
    """
    poorer = not incoming.article.body.strip() and bool(article.body.strip())
    return poorer and not records.same_text(before, incoming.draft)


def _no_longer_said(before: Options, options: Options) -> str:
    """The options of ``before`` that have no successor, as they are given to a command."""
    return " ".join(
        f"--{name.replace('_', '-')} {value}"
        for name, value in asdict(before).items()
        if value is not None and getattr(options, name) is None
    )


def _refusal(draft: Draft, article: Article) -> Wording | None:
    own = draft.own_id or article.id
    if not all(
        0 < len(each) <= LONGEST_ID and records.storable(each) for each in (article.id, own)
    ):
        return UNUSABLE_ID
    if not all(records.storable(text or "") for text in (article.url, article.outlet)):
        return UNUSABLE_TEXT
    return None
