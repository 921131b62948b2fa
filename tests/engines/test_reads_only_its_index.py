"""A search reads the files that our own commit wrote into the index folder, and nothing else.

An engine that is compared with others might be tempted to answer from a file beside its
index. Whatever a process opens is watched by an audit hook; a hook stays for the life of its
process, so the searches run in one of their own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.engines.corpus import made

_SEARCHES = """
import json, sys
from pathlib import Path
from index.engines.query import *
from index.engines.schema import EXACT, FOLD
from index.engines.whoosh import WhooshEngine

text = EXACT["text"]
word = lambda each: Term(text, each)
phrase = Phrase(((word("đàm"),), (word("phán"),)))

def ask(folder):
    engine = WhooshEngine(folder)
    nodes = [
        word("đàm"), Term(FOLD["text"], "dam"), phrase, Prefix(text, "ph"),
        Near(((word("phán"),), (word("đàm"),)), 3), Within(word("đàm"), Everything()),
        And((word("đàm"), Not(word("nga")))), Value("person", "Lan"), DateWithin(0, None),
    ]
    facets = (FacetWanted("outlet", 10), FacetWanted("person", 10), FacetWanted("source", 10))
    found = []
    for node in nodes:
        for sort in ("relevance", "newest"):
            rank = (Clause(word("đàm"), 1.0), Clause(phrase, 0.5))
            question = Question(node, rank, facets=facets, dates=True, sort=sort)
            found.append(engine.search(question).total)
            engine.explain(question, "a")
    list(engine.terms(text)), engine.frequencies(text, ["đàm"]), engine.markings("dam")
    list(engine.pairs(["đàm"], ["phán"])), engine.runs([("đàm", "phán")]), engine.status()
    return found

ask(Path(sys.argv[1]))  # whatever Python itself loads late is loaded now
opened = []
def watch(event, arguments):
    if event in ("open", "sqlite3.connect", "socket.connect", "subprocess.Popen"):
        opened.append((event, str(arguments[0])))
sys.addaudithook(watch)
found = ask(Path(sys.argv[2]))
print(json.dumps({"found": found, "opened": opened}))
"""


def test_a_search_reads_only_what_our_commits_wrote(tmp_path: Path) -> None:
    from index.engines.whoosh import WhooshEngine

    folders = [tmp_path / "first", tmp_path / "second"]
    for folder in folders:
        engine = WhooshEngine(folder)
        for number, words in enumerate(("đàm phán | nga", "phán đàm", "đàm phán đàm"), 1):
            with engine.writer() as writer:
                document = made(
                    "abc"[number - 1], number, words, person=("Lan",), quotes=[(0, 1, "Lan")]
                )
                writer.put(document)
                writer.contains(number)
    before = _files(folders[1])
    done = subprocess.run(
        [sys.executable, "-c", _SEARCHES, *map(str, folders)],
        check=True,
        capture_output=True,
        text=True,
    )
    said = json.loads(done.stdout)
    assert said["found"][0] == 3
    current = json.loads((folders[1] / "current.json").read_text("utf-8"))
    published = {folders[1] / "current.json"}
    published |= {path for path in folders[1].rglob("*") if path.name in current["files"]}
    opened = {Path(name) for event, name in said["opened"]}
    assert {event for event, _ in said["opened"]} == {"open"}
    assert opened <= published
    assert len(opened) > 1, "nothing was heard of the segments' files"
    assert _files(folders[1]) == before, "a search writes nothing"


def _files(folder: Path) -> dict[Path, tuple[int, int]]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in found}
