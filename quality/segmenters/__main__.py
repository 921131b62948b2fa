"""All tables; see the package."""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterator, Sequence

from index.analysis import analyze, sentences, words
from index.enrich.persons import doubt
from index.enrich.persons.recognising import find_persons
from quality import gold
from quality.judged import SHARED
from quality.measures import compare, mean
from quality.scores import Tally, count_persons
from quality.segmenters.cuts import CUTS, PRODUCT
from quality.segmenters.terms import Case, Score, headlines, queries, replaced, scores, tagged
from quality.tables import say, table


def key_terms(name: str, cases: Sequence[Case]) -> None:
    """Every segmenter on ``cases``, and its F1 against the product's."""
    found = {label: scores(cases, cut) for label, cut in CUTS.items()}
    product = [each.f1 for each in found[PRODUCT]]
    say(f"Key terms against {name} ({len(cases)} cases)")
    say()
    rows = []
    for label, each in found.items():
        f1 = [one.f1 for one in each]
        against = "" if label == PRODUCT else str(compare(f1, product))
        rows.append((label, *_means(each), f"{mean(f1).value:.3f}", against))
    table(("words", "precision", "recall", "F1", "F1 against the product's"), rows)


def _means(each: Sequence[Score]) -> tuple[str, str]:
    precision = mean([one.precision for one in each]).value
    return f"{precision:.3f}", f"{mean([one.recall for one in each]).value:.3f}"


def speed(cases: Sequence[Case]) -> None:
    """Every segmenter on the standfirsts of ``cases``, and whether its words add up."""
    lines = [line for case in cases for line in _sentences(case.standfirst)]
    count = sum(map(len, lines))
    say(f"Speed on {len(lines)} sentences of {count:,} tokens, processor time of one thread")
    say()
    rows = []
    for label, cut in CUTS.items():
        for line in lines[:20]:
            cut(line)
        began = time.process_time()
        aligned = sum(sum(cut(line)) == len(line) for line in lines)
        spent = time.process_time() - began
        rows.append((label, f"{count / spent:,.0f}", len(lines) - aligned))
    table(("words", "tokens/s", "misaligned sentences"), rows)


def _sentences(text: str) -> Iterator[list[str]]:
    for start, end in sentences(text):
        sentence = text[start:end]
        tokens = analyze(sentence)
        yield [sentence[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)]


def _untagged(tokens: Sequence[str]) -> list[str]:
    return ["X"] * len(tokens)


def persons() -> None:
    """The gold articles with pyvi's tags, and as if it knew none."""
    rows = []
    for label, tagger in (("with pyvi's tags", words.tag), ("without", _untagged)):
        tally = Tally()
        with replaced(doubt, "tag", tagger):
            for row in gold.load():
                count_persons(row, find_persons(row.title, row.standfirst, row.body), tally)
        figures = (f"{value:.3f}" for value in (tally.precision, tally.recall, tally.f1))
        rows.append((label, *figures, tally.right, tally.wrong, tally.missed))
    say("Persons on the gold articles")
    say()
    table(("tagger", "precision", "recall", "F1", "right", "wrong", "missed"), rows)


def main() -> None:
    """Print them."""
    if not SHARED.is_dir():
        say(f"no corpora at {SHARED}: nothing measured")
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the libraries' own, when they load
        cases = headlines()
        key_terms("headlines", cases)
        key_terms("event queries", queries())
        key_terms("publishers' tags", tagged())
        speed(cases)
        persons()


if __name__ == "__main__":
    main()
