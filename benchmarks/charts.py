"""The report's charts: SVG without a background, in colours that stand on light and on dark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from benchmarks.comparing import OURS

COLOURS: Final = {
    "timtin": "#d1495b",
    "tantivy": "#2e86ab",
    "xapian": "#3a9d5d",
    "fts5": "#e0962b",
    "whoosh": "#8a6fbf",
}
_GREY: Final = "#808080"
_STYLE: Final[dict[str, Any]] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "timtin",  # the same figures give the same file
    "font.size": 10,
    "font.family": "sans-serif",
    "text.color": _GREY,
    "axes.edgecolor": _GREY,
    "axes.labelcolor": _GREY,
    "xtick.color": _GREY,
    "ytick.color": _GREY,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": _GREY,
    "grid.alpha": 0.25,
    "legend.frameon": False,
}


def draw(figures: Mapping[str, Any], folder: Path) -> None:
    """A chart of every part that was measured."""
    if "compare" in figures:
        _latencies(figures["compare"], folder / "queries.svg")
    if "growth" in figures:
        _growth(figures["growth"], folder / "growth.svg")
    if "http" in figures:
        _load(figures["http"], folder / "http.svg")


@contextmanager
def _chart(path: Path) -> Iterator[Any]:
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot

    with mpl.rc_context(_STYLE):
        figure, axes = pyplot.subplots(figsize=(7.2, 3.6), layout="constrained")
        yield axes
        figure.savefig(path, transparent=True, metadata={"Date": None})
        pyplot.close(figure)


def _latencies(compare: Mapping[str, Any], path: Path) -> None:
    """Everyone's queries from the fastest to the slowest."""
    queries = compare["queries"]
    names = [name for name in compare["faceted"]["all"]["ms"] if name.endswith("/one")]
    with _chart(path) as axes:
        for name in names:
            taken = sorted(query[name] for query in queries if name in query)
            shares = [100 * (at + 1) / len(taken) for at in range(len(taken))]
            axes.plot(shares, taken, label=_short(name), color=_colour(name), lw=_width(name))
        axes.set_yscale("log")
        axes.set_xlabel("% of the queries")
        axes.set_ylabel("ms: total, best ten, three facets")
        axes.legend(loc="upper left", ncols=len(names))


def _growth(growth: Mapping[str, Any], path: Path) -> None:
    sizes = sorted(int(size) for size in growth if size.isdigit())
    names = list(growth[str(sizes[0])]["faceted"]["all"]["ms"])
    with _chart(path) as axes:
        for name in names:
            found = [growth[str(size)]["faceted"]["all"]["ms"][name] for size in sizes]
            colour = _colour(name)
            axes.plot(
                sizes, [f["p50"] for f in found], color=colour, label=_short(name), marker="o"
            )
            axes.plot(sizes, [f["p99"] for f in found], color=colour, ls=":")
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xticks(sizes, [f"{size // 1000}k" for size in sizes])
        axes.minorticks_off()
        axes.set_xlabel("documents")
        axes.set_ylabel("ms: p50, and p99 dotted")
        axes.legend(loc="upper left", ncols=len(names))


def _load(load: Mapping[str, Any], path: Path) -> None:
    clients: Sequence[str] = list(load["page"])
    with _chart(path) as axes:
        for kind, dashes in {"page": "-", "json": "--"}.items():
            for share, colour in {"p50": COLOURS["tantivy"], "p99": COLOURS["timtin"]}.items():
                axes.plot(
                    clients,
                    [load[kind][each]["ms"][share] for each in clients],
                    color=colour,
                    ls=dashes,
                    marker="o",
                    label=f"{kind}, {share}",
                )
        axes.set_xlabel("clients that ask at once")
        axes.set_ylabel("ms")
        axes.set_ylim(bottom=0)
        axes.legend(loc="upper left")


def _short(name: str) -> str:
    return name.partition("/")[0]


def _colour(name: str) -> str:
    return COLOURS[_short(name)]


def _width(name: str) -> float:
    return 2.4 if name == OURS else 1.4
