"""Figures → Markdown: the report, and the README's short table. Pure functions.

Every sentence that compares names the peer, its version and settings, and the command.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from benchmarks.comparing import BASE, ONCE, OURS
from benchmarks.targets import TARGETED
from benchmarks.targets import rows as target_rows

Figures = Mapping[str, Any]

_BEGIN: Final = "<!-- benchmarks: python -m benchmarks report writes this -->"
_END: Final = "<!-- /benchmarks -->"
_BLOCK: Final = re.compile(f"{re.escape(_BEGIN)}.*?{re.escape(_END)}", re.DOTALL)
_COMMAND: Final = "python -m benchmarks"
_SHARES: Final = ("p50", "p90", "p99", "worst")


def page(figures: Figures) -> str:
    """The whole report; a part that was not measured is left out."""
    parts = [_head(figures), _targets(figures)]
    sections = {
        "compare": (_faceted, _wins, _parts, _groups, _shown, _agreement),
        "cold": (_cold,),
        "build": (_building,),
        "add": (_adding,),
        "stages": (_stages,),
        "service": (_service,),
        "http": (_http,),
        "growth": (_growth,),
    }
    for part, written in sections.items():
        if part in figures:
            parts += [section(figures) for section in written]
    return "\n\n".join(part for part in [*parts, _HOW] if part) + "\n"


def with_table(readme: str, figures: Figures) -> str:
    """``readme`` with its table of ``figures``; raises ValueError where it has no place for it."""
    if not _BLOCK.search(readme):
        raise ValueError("the README has no marks of the benchmarks' table")
    return _BLOCK.sub(lambda _: table(figures), readme)


def table(figures: Figures) -> str:
    """The README's table between its marks."""
    rows = [(row.what, row.found) for row in target_rows(figures) if row.found is not None]
    if "compare" in figures:
        rows = [*_against(figures), *rows]
    return f"{_BEGIN}\n{_table(('', ''), rows)}\n{_END}"


def _against(figures: Figures) -> Iterator[tuple[str, str]]:
    faceted = figures["compare"]["faceted"]["all"]
    count = figures["compare"]["machine"]
    ms = faceted["ms"]
    others = [name for name in ms if name.endswith("/one") and name != OURS]
    said = "; ".join(f"{_peer(figures, name)} {_number(ms[name]['p50'])}" for name in others)
    yield (
        f"total, best ten and three facets of {figures['documents']:,} articles, "
        f"{faceted['queries']} queries, p50 in ms, on {count['processor']}, {count['cores']} cores",
        f"**{_number(ms[OURS]['p50'])}**; {said}",
    )


# --- sections


def _head(figures: Figures) -> str:
    part: Figures = next((figures[p] for p in ("compare", "add", "service") if p in figures), {})
    machine = part.get("machine", {})
    where = (
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory GB']} GB, "
        f"{machine['system']}, Python {machine['python']}"
        if machine
        else "not recorded"
    )
    return f"""# How fast, and beside whom

{figures["documents"]:,} real articles (`vietnews-105k`). Machine: {where}. Written by
`{_COMMAND} report` from [latest.json](latest.json), {figures["written"]}, commit
{figures["commit"]}; `make bench` makes all of it again, `{_COMMAND} PART` one part. How it is
measured stands at the end."""


def _targets(figures: Figures) -> str:
    rows = [
        (row.what, row.target, row.found if row.found is not None else "not measured", row.verdict)
        for row in target_rows(figures)
    ]
    return f"## Targets\n\n{_scale(figures)}" + _table(("", "target", "measured", ""), rows)


def _scale(figures: Figures) -> str:
    """A smaller run must not read as if it had met what is wanted of a large archive."""
    if figures["documents"] >= TARGETED:
        return ""
    return (
        f"They are about {TARGETED:,} articles. This run has {figures['documents']:,}: what it "
        "meets it meets there only.\n\n"
    )


def _faceted(figures: Figures) -> str:
    compare = figures["compare"]
    faceted = compare["faceted"]["all"]
    rows = []
    for name, ms in faceted["ms"].items():
        ratio = faceted["timtin to"].get(name, {})
        rows.append(
            (
                _peer(figures, name),
                str(compare["segments"][name]),
                *(_number(ms[share]) for share in _SHARES),
                *(_times(ratio.get(share)) for share in ("p50", "p90", "worst")),
            )
        )
    head = ("", "segments", *(f"{s}, ms" for s in _SHARES), "timtin ÷ it, p50", "p90", "worst")
    return f"""## Total, best ten, three facets

{faceted["queries"]} queries, caches warm, all engines in one process in turn, medians of
{compare["rounds"]} rounds, of one where an engine takes longer than {ONCE} s; stock Whoosh answers
one query of each kind and number of hits (`{_COMMAND} compare`). A ratio below 1 means that
timtin is faster; it is of one query's times, and p50 the median of these ratios.

{_table(head, rows)}

{_by_processor(figures)}

![Latency of the queries, sorted, by engine](queries.svg)"""


def _by_processor(figures: Figures) -> str:
    """What other programs on the machine do not change."""
    ratio = figures["compare"]["processor time, timtin to"][BASE]
    load = figures["compare"]["machine"]["load"]
    return f"""By processor time instead of the clock, which other programs on the machine do not
change (load when it began: {load}), timtin takes {_times(ratio["p50"])} × the time of
{_peer(figures, BASE)} at p50, {_times(ratio["p90"])} × at p90 and {_times(ratio["worst"])} × at
worst."""


def _wins(figures: Figures) -> str:
    """Where peers are faster: a peer with all that is needed to see it again, then on what."""
    compare = figures["compare"]["faceted"]
    said = []
    for name in compare["all"]["ms"]:
        if _short(name) == _short(OURS):
            continue
        slower = [
            f"{'all together' if group == 'all' else group} {_times(ratio['p50'])} × "
            f"({_number(found['ms'][OURS]['p50'])} ms against {_number(found['ms'][name]['p50'])})"
            for group, found in compare.items()
            if (ratio := found["timtin to"][name])["p50"] > 1
        ]
        if slower:
            settings = figures["build"][name]["settings"]
            said.append(
                f"- {_peer(figures, name)} ({settings}; `{_COMMAND} compare`) is faster than "
                f"timtin on: {'; '.join(slower)}."
            )
    text = "\n".join(said) or f"Nowhere, by this measure (`{_COMMAND} compare`)."
    return f"""## Where peers are faster

By the median of per-query ratios of the time that timtin takes to that of the peer; in
parentheses the p50 of each.

{text}"""


def _parts(figures: Figures) -> str:
    compare = figures["compare"]
    rows = [
        (_peer(figures, name), "; ".join(f"{part} {_number(ms)} ms" for part, ms in parts.items()))
        for name, parts in compare["parts"].items()
        if len(parts) > 1
    ]
    return f"""### Engines that answer in two calls

p50 of each call; what stands above is the sum (`{_COMMAND} compare`).

{_table(("", "calls"), rows)}"""


def _groups(figures: Figures) -> str:
    faceted = figures["compare"]["faceted"]
    names = [name for name in faceted["all"]["ms"] if name.endswith("/one")]
    rows = []
    for group, found in faceted.items():
        ratio = found["timtin to"][BASE]
        rows.append(
            (
                group,
                str(found["queries"]),
                *(_number(found["ms"][name]["p50"]) for name in names),
                f"{_times(ratio['p50'])} / {_times(ratio['p90'])} / {_times(ratio['worst'])}",
            )
        )
    head = (
        "",
        "queries",
        *(f"{_short(name)}, ms" for name in names),
        "÷ tantivy p50 / p90 / worst",
    )
    mix = figures["compare"]["mix"]
    strata = list(next(iter(mix.values())))
    drawn = [(kind, *(str(found[least]) for least in strata)) for kind, found in mix.items()]
    head_of_mix = ("queries with so many hits at least", *(f"{int(s):,}" for s in strata))
    return f"""### By kind, and by number of hits

p50; {_peer(figures, BASE)} ({figures["build"][BASE]["settings"]}) is what the last column is
against (`{_COMMAND} compare`).

{_table(head, rows)}

The mix as drawn:

{_table(head_of_mix, drawn)}"""


def _shown(figures: Figures) -> str:
    if "with snippets" not in figures["compare"]:
        return ""
    found = figures["compare"]["with snippets"]["all"]
    rows = [
        (_peer(figures, name), *(_number(ms[share]) for share in _SHARES))
        for name, ms in found["ms"].items()
    ]
    return f"""### The same, with snippets of the ten

(`{_COMMAND} compare`) Each makes them its own way: timtin reads the stored article and marks up to
three passages by the query's whole meaning; Tantivy's SnippetGenerator, Xapian's
`MSet.snippet`, FTS5's `snippet()` and Whoosh's `highlight` make one of the body.

{_table(("", *(f"{s}, ms" for s in _SHARES)), rows)}"""


def _agreement(figures: Figures) -> str:
    compare = figures["compare"]
    rows = [(_peer(figures, n), f"{s:.0%}") for n, s in compare["same among the best ten"].items()]
    differ = compare["counts differ, for a phrase over parallel fields"]
    listed = "\n".join(f"- `{e['q']}`: timtin {e['ours']:,}, peers {e['peers']:,}" for e in differ)
    return f"""### Same answers

Hit counts and the counts of all three facets were equal in every engine for every query before
anything was timed; a difference ends the run. One kind of question has no equal: a phrase whose
words are met by a joined form in a parallel field (*F-16*, *f16*). Peers were asked for it within
one field, and our own engine, asked the same, counts what they count. It makes a difference in
{len(differ)} of {len(compare["queries"])} queries.

{listed}

How much of timtin's best ten each also has, on average: rankings are near, not equal (below).

{_table(("", "of timtin's best ten"), rows)}"""


def _cold(figures: Figures) -> str:
    rows = [
        (
            _peer(figures, name),
            _number(found["open ms"]),
            _number(found["first ms"]),
            *(_number(found["each first, ms"][s]) for s in _SHARES),
        )
        for name, found in figures["cold"].items()
        if name != "machine"
    ]
    head = ("", "open, ms", "first query, ms", *(f"each query's first time, {s}" for s in _SHARES))
    return f"""## Caches cold

A new process for each, its files dropped from the page cache, each query once (`{_COMMAND} cold`).

{_table(head, rows)}"""


def _building(figures: Figures) -> str:
    text = figures.get("add", {}).get("text bytes")
    rows = []
    for name, found in figures["build"].items():
        work = found["seconds"] - found["seconds of reading documents"]
        size = found["index bytes"]
        rows.append(
            (
                _peer(figures, name),
                f"{found['documents'] / work:,.0f}" if work > 0 else "",
                f"{size / 1e6:,.0f}",
                f"{size / text:.2f}" if text else "",
                f"{found['peak MB']:,}",
                found["settings"],
            )
        )
    head = ("", "documents/s", "index, MB", "per text byte", "peak memory, MB", "settings")
    return f"""## Indexing alone

The same prepared documents (analysed already) into each index, one process (`{_COMMAND} build`).
Stored texts are left out of the sizes. What timtin's index has and the others do not: counts of
one to three words side by side, quotations and who says them, key terms.

{_table(head, rows)}"""


def _adding(figures: Figures) -> str:
    return f"""## Adding, end to end

`timtin add` of the corpus: reading, understanding, copies of stories, store, index
(`{_COMMAND} add`).

{_pairs(figures["add"])}"""


def _stages(figures: Figures) -> str:
    found = figures["stages"]
    stages = next(value for name, value in found.items() if name.startswith("ms of processor"))
    rows = [(name, _number(ms)) for name, ms in stages.items()]
    return f"""### Where the time goes

Processor time of one process for an article of 450 words, {found["articles"]:,} articles
(`{_COMMAND} stages`); `add` runs segmenter, understanding and analysis on all cores, while one
process reads and writes.

{_table(("stage", "ms"), [*rows, ("all", _number(found["all, ms"]))])}"""


def _service(figures: Figures) -> str:
    found = figures["service"]
    rows = []
    for name in ("drawn", "by hand"):
        for when in ("first time of each, ms", "again, ms"):
            ms = found[name][when]
            rows.append((f"{name}, {when}", *(_number(ms[share]) for share in _SHARES)))
    for when in ("first time of each, ms", "again, ms"):
        ms = found["readings"][when]
        rows.append((f"putting marks back, {when}", *(_number(ms[share]) for share in _SHARES)))
    starts = [
        ("page cache cold: open, first search", _two(found["cold"])),
        ("page cache warm: open, first search", _two(found["page cache warm"])),
        (
            "`timtin search` as a command, interpreter and imports included",
            f"{found['command, ms']} ms",
        ),
    ]
    return f"""## The complete search request

From a URL's parameters to a page's contents through `search/service.py`, as the page asks: all
fields and weights, proximity, four facets and dates, labels, passages, suggestions
(`{_COMMAND} service`). *Drawn* are the queries above, *by hand* fifty of reporters
(`benchmarks/queries.txt`).

{_table(("", *(f"{s}, ms" for s in _SHARES)), rows)}

{_table(("start", ""), starts)}"""


def _two(found: Figures) -> str:
    return f"{_number(found['open ms'])} ms, {_number(found['first search ms'])} ms"


def _http(figures: Figures) -> str:
    found = figures["http"]
    rows = [
        (
            kind,
            clients,
            _number(load["requests/s"]),
            *(_number(load["ms"][share]) for share in _SHARES),
            str(load["refused in time"]),
        )
        for kind in ("page", "json")
        for clients, load in found[kind].items()
    ]
    memory = [
        (when, *(_number(found[when][each]) for each in ("pss MB", "own MB", "mapped MB")))
        for when in ("memory, ready", "memory, after the load")
    ]
    return f"""## Over HTTP

gunicorn as the Procfile starts it; clients in processes of their own on the same machine, drawn
queries in orders of their own (`{_COMMAND} http`).

{_table(("", "clients", "requests/s", *(f"{s}, ms" for s in _SHARES), "503"), rows)}

![Latency by clients](http.svg)

Memory of all {found["processes"]} processes together, each shared page counted once (PSS):

{_table(("", "all, MB", "own, MB", "mapped files, MB"), memory)}

{_pairs(found["added and found"])}"""


def _growth(figures: Figures) -> str:
    growth = figures["growth"]
    sizes = sorted(int(size) for size in growth if size.isdigit())
    names = list(growth[str(sizes[0])]["faceted"]["all"]["ms"])
    rows = []
    for name in names:
        found = [growth[str(size)]["faceted"]["all"]["ms"][name] for size in sizes]
        rows.append((_peer(figures, name), *(_both(ms) for ms in found)))
    generated = growth["generated"]
    law = growth["generated with"]
    points = [
        (f"{tokens:,}", f"{words:,}", f"{law['k'] * tokens ** law['beta']:,.0f}")
        for tokens, words in generated["vocabulary by tokens"]
    ]
    alike = generated["resemblance to the most alike"]
    return f"""## Growth

The same queries over more documents, p50 / p99 in ms, one segment, warm (`{_COMMAND} growth`).
Beyond the corpus they are generated (`benchmarks/growth.py`). Beside the fastest peer only: the
others' rates of indexing stand above.

{_table(("", *(f"{size:,}" for size in sizes)), rows)}

![p50 and p99 by documents](growth.svg)

What was generated: vocabulary follows the corpus' law, {law["k"]:.1f} · n^{law["beta"]:.3f}.

{_table(("words", "different ones", "the law"), points)}

Of its words {generated["in one document only"]:.0%} stand in one document only. No near-duplicates:
the generated article most like any other shares {alike["most"]:.2f} of its runs of four words with
it (p50 {alike["p50"]:.2f}, p99 {alike["p99"]:.2f} of those sampled; a story's copies begin at
.5)."""


def _both(ms: Figures) -> str:
    return f"{_number(ms['p50'])} / {_number(ms['p99'])}"


_HOW: Final = """## How it is measured

- **The same documents.** Outlets (40, Zipf) and days (ten years) by one seeded draw, persons by
  our understanding; every engine gets our analysis' tokens with their positions, in twelve
  fields: exact, folded and joined forms of text, title, standfirst and persons.
- **The same questions.** What a person types goes through the product's language and becomes its
  executable tree; `benchmarks/engines/translation.py` says how peers ask for it. Words that must
  match are scored in place, all other clauses (pairs among them) are optional.
- **What ours does besides** in the same call: counts of months and days beside years, and copies
  of a story put behind their original. Left out for all: proximity, labels, widening (they are
  part of *the complete search request*).
- **Ranking is near, not equal.** BM25 with k1 1.2 and b 0.75 everywhere, idf as each has it.
  Tantivy quantises lengths to a byte. Xapian has one length for a document, over all fields.
  FTS5 weighs columns, not clauses, and scores the first group of words twice, for it knows no
  optional clauses. Prefixes score nothing in Tantivy. No peer pools the idf of other names.
- **Facets.** Tantivy: terms aggregation over fast fields, a call of its own. Xapian:
  ValueCountMatchSpy with every match looked at; a document's persons stand in one slot, so what
  is counted are sets of them, added up in Python. FTS5: joins and group by over a materialised
  match. Whoosh: groupedby. A facet ignores its own filter, which costs everyone a second count.
- **One process, in turn**: no engine has the machine for itself, and a busy moment hits all.
  Translation into a peer's own query is not timed. Fuzzy words are expanded before that, for all.
- **A query reads only what our codec wrote**: `tests/engines/test_reads_only_its_index.py`."""


# --- cells


def _peer(figures: Figures, name: str) -> str:
    """``tantivy-py 0.27.0``, with its layout where that is not one segment."""
    short, _, layout = name.partition("/")
    version = figures.get("build", {}).get(name, {}).get("version", "")
    said = f"**{short}**" if short == OURS.partition("/")[0] else version or short
    return said if layout == "one" else f"{said}, several segments"


def _short(name: str) -> str:
    return name.partition("/")[0]


def _number(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _times(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}" if value < 0.1 else f"{value:.2f}"


def _pairs(found: Figures) -> str:
    rows = [(name, f"{value:,}") for name, value in found.items() if name != "machine"]
    return _table(("", ""), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
