"""Score value-arm-outcome triples against the sentences of RCT-ART: part of ``make eval-outcomes``.

Needs ``data/rct_art`` in the folder that EVIGRAPH_SHARED names (``../shared`` by default): sentences of abstracts of
trials, split into tokens, with their figures (``MEAS``), outcomes (``OC``), interventions (``INTV``) and what belongs
together (``OC_RES``, ``A1_RES``, ``A2_RES``). The pipeline reads each sentence as a document of its own.

A triple is a figure, the arm it is of and the outcome it is of.

- Gold: each ``MEAS`` with each ``OC`` and each ``INTV`` that a relation joins to it; where no relation names one, that
  part is empty.
- Ours: a row that tells a figure (no p-value alone, and no sample size, age or follow-up). Its arm is its group, in
  the text's words, or the names of its therapies where it has no group; its outcome is its ``measure_text``.

*The figure* is the same where the row's place overlaps the ``MEAS`` and the row's number (its value, else its events,
else its lower bound) is written there. *Strict*: the same figure, and the words of arm and outcome equal but for case,
articles and punctuation. *Relaxed*: the same figure, and arm and outcome each share half of the words of the shorter
name and a quarter of the longer's, words such as `group` and `patients` aside, as ``score_outcomes.py`` has it.
An empty part equals an empty part alone. Pairs are one to one.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pipeline
from pipeline.extract.findings.measures import STUDY

SHARED = Path(os.environ.get("EVIGRAPH_SHARED", "../shared"))
CELL = "{0:.3f} / {1:.3f} / **{2:.3f}**"
_ARTICLES = frozenset({"a", "an", "the"})
_NUMBER = re.compile(r"\d+(?:[.,·]\d+)*")
#: As ``score_outcomes.py`` leaves them out of what names have in common.
_COMMON = _ARTICLES | {
    "and", "at", "for", "from", "in", "of", "on", "or", "to", "with", "who", "patients", "patient", "group", "arm",
    "arms", "groups", "children", "rate", "rates", "treated", "receiving", "received", "treatment", "therapy",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Triple:
    """A figure with its arm and outcome.

    Attributes:
        start: where the figure stands.
        end: where it ends.
        numbers: what is written there; of a row, its one number.
        arm: the arm's words, empty where none is told.
        outcome: the outcome's words.
    """

    start: int
    end: int
    numbers: frozenset[float]
    arm: str
    outcome: str


Alike = Callable[[str, str], bool]


def words(text: str) -> list[str]:
    """The words of a name, without case, articles and punctuation."""
    return [word for word in re.findall(r"[a-z0-9]+", text.lower()) if word not in _ARTICLES]


def equal(one: str, other: str) -> bool:
    """Whether two names are the same words."""
    return words(one) == words(other)


def alike(one: str, other: str) -> bool:
    """Whether two names share half of the shorter one's words and a quarter of the longer one's."""
    left, right = ({re.sub(r"(?<=[a-z]{3})s$", "", w) for w in words(name)} - _COMMON for name in (one, other))
    if not left or not right:
        return left == right
    shared = len(left & right)
    return shared / min(len(left), len(right)) >= 0.5 and shared / max(len(left), len(right)) >= 0.25


def same_figure(gold: Triple, found: Triple) -> bool:
    """Whether two triples tell the same figure."""
    overlap = found.start < gold.end and gold.start < found.end
    return overlap and (not gold.numbers or bool(gold.numbers & found.numbers))


def paired(gold: Sequence[Triple], found: Sequence[Triple], arm: Alike | None, outcome: Alike | None) -> int:
    """How many triples of a document pair one to one (augmenting paths, so no order of pairing counts)."""
    fits = [
        [
            index
            for index, ours in enumerate(found)
            if same_figure(one, ours)
            and (arm is None or arm(one.arm, ours.arm))
            and (outcome is None or outcome(one.outcome, ours.outcome))
        ]
        for one in gold
    ]
    owner: dict[int, int] = {}

    def place(one: int, seen: set[int]) -> bool:
        for index in fits[one]:
            if index not in seen:
                seen.add(index)
                if index not in owner or place(owner[index], seen):
                    owner[index] = one
                    return True
        return False

    return sum(place(one, set()) for one in range(len(gold)))


def gold_triples(sentence: Mapping[str, object]) -> list[Triple]:
    """The triples that a sentence's relations make."""
    text = str(sentence["text"])
    joined: dict[tuple[int, int], dict[str, list[str]]] = {}
    for span in sentence["spans"]:  # type: ignore[attr-defined]
        if span["label"] == "MEAS":
            joined[span["start"], span["end"]] = {"OC": [], "INTV": []}
    for relation in sentence["relations"]:  # type: ignore[attr-defined]
        start, end = relation["head"]
        role = "OC" if relation["label"] == "OC_RES" else "INTV"
        joined.setdefault(tuple(relation["child"]), {"OC": [], "INTV": []})[role].append(text[start:end])
    triples = []
    for (start, end), parts in joined.items():
        numbers = frozenset(float(n.replace(",", "").replace("·", ".")) for n in _plain(text[start:end]))
        triples += [
            Triple(start, end, numbers, arm, outcome)
            for arm in parts["INTV"] or [""]
            for outcome in parts["OC"] or [""]
        ]
    return triples


def _plain(text: str) -> Iterator[str]:
    return (match[0] for match in _NUMBER.finditer(text) if match[0].count(".") + match[0].count("·") < 2)


def found_triple(row: Mapping[str, object]) -> Triple | None:
    """A row as a triple; None for a row that tells no result."""
    number = next((row[key] for key in ("value", "events", "low") if row.get(key) is not None), None)
    if number is None or row["measure"] in STUDY:
        return None
    therapies = row.get("therapies")
    arm = row.get("group") or " ".join(map(str, therapies) if isinstance(therapies, list) else ())
    return Triple(
        int(row["start"]),  # type: ignore[call-overload]
        int(row["end"]),  # type: ignore[call-overload]
        frozenset({abs(float(number))}),  # type: ignore[arg-type]
        str(arm),
        str(row.get("measure_text") or ""),
    )


def lines(corpus: Path, folder: Path) -> list[str]:
    """Read the corpus and return the lines of its table.

    Args:
        corpus: the folder with the sentences.
        folder: a folder to write to.
    """
    gold: dict[str, list[Triple]] = {}
    texts = []
    for part in sorted(corpus.glob("*.jsonl")):
        for number, line in enumerate(part.read_text(encoding="utf-8").splitlines()):
            sentence = json.loads(line)
            texts.append(folder / f"{part.stem}-{number:03}.txt")
            texts[-1].write_text(sentence["text"], encoding="utf-8")
            gold[texts[-1].stem] = gold_triples(sentence)
    evidence = pipeline.run(texts)
    table = folder / "rct_art.jsonl"
    evidence.export_outcomes(table)
    evidence.close()
    found: dict[str, list[Triple]] = defaultdict(list)
    for line in table.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if (triple := found_triple(row)) is not None:
            found[row["document"].removeprefix("file:")].append(triple)
    wanted, ours = (sum(map(len, triples.values())) for triples in (gold, found))
    return [
        "",
        f"RCT-ART ({len(gold)} sentences, {wanted} triples; {ours} found): "
        "precision / recall / F1; the definitions are those of `benchmarks/rct_art.py`.",
        "",
        "| | figure | figure, arm | figure, outcome | figure, arm, outcome |",
        "|---|---|---|---|---|",
        *(_line(name, gold, found, same) for name, same in (("strict", equal), ("relaxed", alike))),
    ]


def _line(name: str, gold: Mapping[str, list[Triple]], found: Mapping[str, list[Triple]], same: Alike) -> str:
    cells = []
    for arm, outcome in ((None, None), (same, None), (None, same), (same, same)):
        right = sum(paired(wanted, found.get(stem, ()), arm, outcome) for stem, wanted in gold.items())
        precision = right / max(1, sum(map(len, found.values())))
        recall = right / max(1, sum(map(len, gold.values())))
        cells.append(CELL.format(precision, recall, 2 * precision * recall / ((precision + recall) or 1)))
    return f"| {name} | {' | '.join(cells)} |"


def main() -> int:
    """Print the table."""
    corpus = SHARED / "data" / "rct_art"
    if not corpus.is_dir():
        print(f"{corpus} is not there: nothing to score against (EVIGRAPH_SHARED names the folder)")
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        print("\n".join(lines(corpus, Path(scratch))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
