"""What fetching does at most, beside the settings (TIMTIN_FETCH_...)."""

from __future__ import annotations

from typing import Final

MAX_REDIRECTS: Final = 5
MAX_PAGES: Final = 100
"""Pages of one feed that one visit fetches: two minutes at one a second."""
MAX_ATTEMPTS: Final = 5
"""Visits that try a page which fails for now, before its entry is all there is."""
LONGEST_URL: Final = 2_000
"""Characters."""
LONGEST_PAUSE: Final = 60
"""Seconds between two requests that a robots.txt can ask for (Crawl-delay)."""
LONGEST_REST: Final = 86_400
"""Seconds that a host can ask to be left alone (Retry-After)."""
FAILURES: Final = 3
"""Failures in a row after which a host is left alone for :data:`FAILURE_REST`."""
FAILURE_REST: Final = 300
"""Seconds."""
ROBOTS_BYTES: Final = 500_000
"""Of a robots.txt (RFC 9309, 2.5, asks for 500 KiB at least)."""
