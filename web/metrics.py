"""``/metrics`` for Prometheus: what was asked and how long it took, of all workers together.

Text format 0.0.4. Labels are endpoints and classes of statuses, never what somebody asked.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from index.settings import Networks
from web.addresses import address_of
from web.shared import Shared

TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
SECONDS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Upper bounds of the classes of durations."""
_STATUSES: Final = ("2xx", "3xx", "4xx", "5xx")
_NOWHERE: Final = "none"
"""The endpoint of an address that is none."""
_BUCKETS: Final = len(SECONDS) + 1
_ROW: Final = len(_STATUSES) + _BUCKETS + 1
"""Numbers of an endpoint: answers by status, by duration, and the sum of the durations."""


class Metrics:
    """Counts answers by endpoint. Forked processes count together."""

    def __init__(self, endpoints: Sequence[str]) -> None:
        self._rows = {name: row for row, name in enumerate((*sorted(endpoints), _NOWHERE))}
        self._shared = Shared(len(self._rows) * _ROW)

    def count(self, endpoint: str | None, status: int, seconds: float) -> None:
        """One more answer."""
        first = self._rows[endpoint or _NOWHERE] * _ROW
        durations = first + len(_STATUSES)
        with self._shared.alone() as numbers:
            numbers[first + min(max(status // 100, 2), 5) - 2] += 1
            numbers[durations + bisect_left(SECONDS, seconds)] += 1
            numbers[durations + _BUCKETS] += seconds

    def lines(self) -> Iterator[str]:
        """What was counted, in Prometheus' text format."""
        with self._shared.alone() as numbers:
            counted = list(numbers)
        rows = {name: counted[row * _ROW : (row + 1) * _ROW] for name, row in self._rows.items()}
        yield "# HELP timtin_requests_total Requests answered."
        yield "# TYPE timtin_requests_total counter"
        for name, row in rows.items():
            for status, number in zip(_STATUSES, row, strict=False):
                labels = f'endpoint="{name}",status="{status}"'
                yield f"timtin_requests_total{{{labels}}} {number:.0f}"
        yield "# HELP timtin_request_seconds How long answers took."
        yield "# TYPE timtin_request_seconds histogram"
        for name, row in rows.items():
            yield from _histogram(name, row[len(_STATUSES) :])


def _histogram(name: str, row: Sequence[float]) -> Iterator[str]:
    total = 0.0
    for bound, number in zip((*map(str, SECONDS), "+Inf"), row, strict=False):
        total += number
        labels = f'endpoint="{name}",le="{bound}"'
        yield f"timtin_request_seconds_bucket{{{labels}}} {total:.0f}"
    yield f'timtin_request_seconds_sum{{endpoint="{name}"}} {row[_BUCKETS]:.6f}'
    yield f'timtin_request_seconds_count{{endpoint="{name}"}} {total:.0f}'


def gauge(name: str, meaning: str, value: float) -> Iterator[str]:
    """A number of this moment."""
    yield f"# HELP {name} {meaning}"
    yield f"# TYPE {name} gauge"
    yield f"{name} {value:.0f}"


def readable(address: str | None, networks: Networks) -> bool:
    """Whether what asks from this address may read them."""
    asking = address_of(address)
    return asking is not None and any(asking in network for network in networks)
