"""A cold process whose first calls come from 16 threads at once."""

import json
import subprocess
import sys

from index.analysis import analyze

TEXT = "Hòa bình ở Mát-xcơ-va ngày 26 tháng 8 năm 2022: 4.700 lính, F-16 😀. Thủy điện kỹ thuật."

SCRIPT = """
import json, sys, threading
from concurrent.futures import ThreadPoolExecutor

gate = threading.Barrier(16)

def first_call(text):
    gate.wait()
    from index.analysis import analyze, fold_all
    tokens = analyze(text)
    return [tokens.exact, tokens.starts, tokens.positions, fold_all(tokens.exact),
            [[alt.text, alt.first, alt.count] for alt in tokens.alts]]

with ThreadPoolExecutor(16) as pool:
    answers = list(pool.map(first_call, [sys.argv[1]] * 16))
assert len({json.dumps(answer) for answer in answers}) == 1
print(json.dumps(answers[0]))
"""


def test_sixteen_first_calls_give_the_same_tokens() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT, TEXT],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    exact, starts, positions, _, alts = json.loads(done.stdout)
    here = analyze(TEXT)
    assert tuple(exact) == here.exact
    assert tuple(starts) == here.starts
    assert tuple(positions) == here.positions
    assert alts == [[alt.text, alt.first, alt.count] for alt in here.alts]
