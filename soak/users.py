"""Twenty users at once, two of them hostile: the others hardly notice.

    python -m soak.users --data FOLDER [--seconds 60] [--users 20] [--hostile 2]

gunicorn serves FOLDER as the Procfile starts it, with two workers. Honest users search for
what headlines and key terms of the archive are about, read an article now and then, and
think in between; hostile ones send the costliest queries that are known, one after the
other. Promised: honest p99 at most 1 s on two cores, and no error. Prints what was measured,
each kind of user with the statuses met.
"""

from __future__ import annotations

import argparse
import http.client
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import Final
from urllib.parse import quote

from index.analysis import fold
from soak.costly import Costly
from soak.queries import SEED, opened
from soak.requests import encoded
from soak.serving import Server, serving
from soak.vocabulary import Vocabulary

P99_SECONDS: Final = 1.0
THINKING: Final = (1.0, 8.0)
"""Seconds between two requests of an honest user: who reads results takes longer."""
_WORKERS: Final = "2"
_PATIENCE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Met:
    """One answer: its status (0: none came), and how long it took."""

    status: int
    seconds: float


@dataclass(slots=True)
class User:
    """Sends requests until told to stop; ``met`` collects the answers."""

    address: str
    random: Random
    vocabulary: Vocabulary
    hostile: bool
    met: list[Met] = field(default_factory=list)

    def run(self, ended: threading.Event) -> None:
        """Each with a pause of thinking, but for the hostile."""
        while not ended.is_set():
            self.met.append(fetched(self.address, self._asked()))
            if not self.hostile:
                ended.wait(self.random.uniform(*THINKING))

    def _asked(self) -> str:
        if self.hostile:
            return "/?" + encoded([("q", Costly(self.vocabulary, self.random).query())])
        if self.random.random() < 0.2:
            return f"/article/{quote(self.random.choice(self.vocabulary.ids), safe='')}"
        pairs = [("q", self._typed())] if self.random.random() < 0.9 else []
        if self.random.random() < 0.2:
            pairs.append(("outlet", self.random.choice(self.vocabulary.outlets)))
        return "/?" + encoded(pairs)

    def _typed(self) -> str:
        """One or two of the archive's own terms and persons, half of the time without marks."""
        pool = self.random.choice(
            (self.vocabulary.terms, self.vocabulary.terms, self.vocabulary.persons)
        )
        words = " ".join(self.random.sample(pool, min(len(pool), self.random.choice((1, 1, 2)))))
        return fold(words) if self.random.random() < 0.5 else words


def fetched(address: str, path: str) -> Met:
    """The answer to one GET, read to its end."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection(address, timeout=_PATIENCE)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        return Met(response.status, time.perf_counter() - began)
    except (OSError, http.client.HTTPException):
        return Met(0, time.perf_counter() - began)
    finally:
        connection.close()


def _wait_for(server: Server) -> None:
    """Until every worker has read what searches need."""
    ends = time.monotonic() + _PATIENCE
    while fetched(server.address, "/?q=nga").status != 200:
        if server.process.poll() is not None or time.monotonic() > ends:
            raise SystemExit("gunicorn does not answer")
        time.sleep(0.2)
    for _ in range(20):
        fetched(server.address, "/?q=nga")


def report(name: str, met: Sequence[Met]) -> str:
    """A row of Markdown."""
    times = sorted(each.seconds * 1000 for each in met)
    cuts = quantiles(times, n=100) if len(times) > 1 else [*times, 0.0] * 99
    statuses = ", ".join(f"{s}: {n}" for s, n in sorted(Counter(m.status for m in met).items()))
    figures = f"{cuts[49]:.0f} | {cuts[94]:.0f} | {cuts[98]:.0f} | {max(times, default=0):.0f}"
    return f"| {name} | {len(times)} | {figures} | {statuses} |"


def main() -> None:
    given = _arguments()
    _, vocabulary = opened(given.data)
    ended = threading.Event()
    with serving(given.data, WEB_CONCURRENCY=_WORKERS) as server:
        _wait_for(server)
        users = [
            User(server.address, Random(f"{given.seed}:{n}"), vocabulary, n < given.hostile)
            for n in range(given.users)
        ]
        threads = [threading.Thread(target=user.run, args=(ended,)) for user in users]
        for thread in threads:
            thread.start()
        time.sleep(given.seconds)
        ended.set()
        for thread in threads:
            thread.join()
    honest = [met for user in users if not user.hostile for met in user.met]
    hostile = [met for user in users if user.hostile for met in user.met]
    print("| users | requests | p50 ms | p95 ms | p99 ms | slowest | statuses |")
    print("|---|---|---|---|---|---|---|")
    print(f"{report('honest', honest)}\n{report('hostile', hostile)}")
    failed = broken(honest)
    for promise in failed:
        print(f"BROKEN: {promise}")
    sys.exit(bool(failed))


def broken(honest: Sequence[Met]) -> list[str]:
    """The promises that these answers to honest users break."""
    errors = sum(met.status not in (200, 303) for met in honest)
    slow = quantiles([met.seconds for met in honest], n=100)[98]
    found = [f"{errors} honest requests failed"] if errors else []
    return found + ([f"honest p99 is {slow:.2f} s"] if slow > P99_SECONDS else [])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--hostile", type=int, default=2)
    parser.add_argument("--seed", type=int, default=SEED)
    return parser.parse_args()


if __name__ == "__main__":
    main()
