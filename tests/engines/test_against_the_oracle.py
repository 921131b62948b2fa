"""Random corpora and questions: the Whoosh engine says what the oracle says.

500 pairs of a corpus and a question; ``python -m soak.oracle`` asks as many as wanted.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.engines.generated import as_if_large, counted, differences, lived, lives, questions

QUESTIONS = 10


@settings(
    max_examples=500 // QUESTIONS,
    # a corpus is drawn too slowly to be made smaller a thousand times
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_same_hits_totals_counts_orders_and_scores(tmp_path: Path, data: st.DataObject) -> None:
    oracle, engine = lived(data.draw(lives()), Path(tempfile.mkdtemp(dir=tmp_path)) / "index")
    with as_if_large(data.draw(st.booleans())):
        assert counted(engine) == counted(oracle)
        for _ in range(QUESTIONS):
            assert list(differences(oracle, engine, data.draw(questions))) == []
