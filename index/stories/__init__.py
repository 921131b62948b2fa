"""Which articles are copies of one story: pure functions over an article's text.

``fingerprint`` makes of an article what two copies share: shingles of syllables, the
figures it gives, and *keys*, by which copies find each other without a scan: the bands
of its MinHash signature and its sentences. ``likeness`` compares two fingerprints
exactly and says whether one is a copy of the other. The store keeps the fingerprints,
and says which story an article belongs to.
"""

from index.stories.likeness import Likeness, likeness, resemblance
from index.stories.shingles import (
    Fingerprint,
    Hashes,
    fingerprint,
    fingerprint_of,
    from_bytes,
    shingles_of,
    to_bytes,
)

__all__ = [
    "Fingerprint",
    "Hashes",
    "Likeness",
    "fingerprint",
    "fingerprint_of",
    "from_bytes",
    "likeness",
    "resemblance",
    "shingles_of",
    "to_bytes",
]
