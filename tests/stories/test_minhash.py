"""The signature is datasketch's own."""

from __future__ import annotations

import numpy as np
from datasketch import MinHash
from hypothesis import given
from hypothesis import strategies as st

from index.stories.minhash import SIZE, signature

HASHES = st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=500, unique=True)


@given(HASHES)
def test_all_at_once_gives_what_the_library_gives(hashes: list[int]) -> None:
    sketch = MinHash(num_perm=SIZE, seed=1, hashfunc=int, scheme="affine32")
    sketch.update_batch(hashes)
    assert signature(np.array(hashes, np.uint32)).tolist() == sketch.digest().tolist()
