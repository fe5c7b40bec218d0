"""Names of the field, in sentences, against the concepts they stand for: ``python -m benchmarks.names``.

``benchmarks/data/field_names.tsv`` holds 400 sentences, each with a name and the concept it stands for there, a quarter
of them traps. They were written without knowledge of the lexicons; half of them (``held``, by a hash of the text) are
looked at as a score alone while names are worked on. Needs nothing but this checkout.

``field_names_mended.tsv`` holds further ids for rows that are at odds with the terminologies, each with its reason: a
short form that its sentence defines as what has an entry of its own names that (creatinine is none of a trap for
nothing), and a name that is an entry of its own, below what was written for it, is that as well. Both rules were
applied to all rows by a script that looked at the terminologies, for what is below what at the lexicons too, and at no
answer; one row (340) was mended by hand. ``as written`` counts without it.

``field_names_further.tsv`` holds 460 more, written later without knowledge of the lexicons, a third of them from other
fields. They were worked on from the first: what they say of names not seen before is their first score, which the card
of the lexicons tells.

A row is right where the mention that covers its name, or most of it, stands for one of its concepts; a row whose
concept is ``-`` where nothing is found on its name, neither a mention nor a measure.
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pipeline
from pipeline.config import load_config
from pipeline.extract import Extractor
from pipeline.extract.findings.measures import find_measures
from pipeline.extract.terms import NameResolver
from pipeline.schema import Document, Mention, Passage, SourceRecord, Span

DATA = Path(__file__).parent / "data" / "field_names.tsv"
FURTHER = Path(__file__).parent / "data" / "field_names_further.tsv"
MENDED = Path(__file__).parent / "data" / "field_names_mended.tsv"
RESULTS = Path(__file__).parent / "results" / "names.md"


class Case(NamedTuple):
    """One name in its sentence."""

    number: str
    text: str
    span: Span
    type: str
    ids: frozenset[str]
    further: frozenset[str]
    trap: bool
    kind: str
    half: str


def cases(path: Path = DATA) -> Iterator[Case]:
    """The rows of the file, each with the place of its name and the ids that its mend adds."""
    mended: dict[str, frozenset[str]] = {}
    if path == DATA:
        with MENDED.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
                mended[row["number"]] = frozenset(row["id"].split("|"))
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            span = place(row["text"], row["mention"], int(row["occurrence"]))
            ids = frozenset(row["id"].split("|"))
            further = mended.get(row["number"], frozenset())
            trap = row["trap"] == "1"
            yield Case(row["number"], row["text"], span, row["type"], ids, further, trap, row["kind"], row["half"])


def place(text: str, name: str, occurrence: int) -> Span:
    """Where a name stands as its own word, for the given time.

    Raises:
        ValueError: when it does not.
    """
    at, seen = -1, 0
    while (at := text.find(name, at + 1)) >= 0:
        end = at + len(name)
        bare = not (text[at - 1 : at].isalnum() if at else False) and not text[end : end + 1].isalnum()
        seen += bare
        if bare and seen == occurrence:
            return Span(at, end)
    raise ValueError(f"{name!r} does not stand {occurrence} times in {text!r}")


def found(extractor: Extractor, case: Case) -> set[str]:
    """The ids of what is found on a case's name: of the mention that covers most of it, or of measures."""
    document = Document("file:name", case.text, passages=(Passage("abstract", Span(0, len(case.text))),))
    extraction = extractor.extract(SourceRecord(document))
    sentences = extraction.sentences or (Span(0, len(case.text)),)
    measures = [
        m
        for sentence in sentences
        for m in find_measures(case.text, sentence, extractor.measures, extraction.mentions)
        if m.span.overlaps(case.span)
    ]
    mentions = [m for m in extraction.mentions if m.concepts and m.span.overlaps(case.span)]
    if case.type == "measure":
        return {f"measure:{m.code}" for m in measures}
    ids = {m.concepts[0].id for m in _best(mentions, case.span)}
    if case.type == "none" or any(id.startswith("measure:") for id in case.ids):
        ids |= {f"measure:{m.code}" for m in measures}
    return ids


def _best(mentions: Sequence[Mention], span: Span) -> list[Mention]:
    shared = [min(m.span.end, span.end) - max(m.span.start, span.start) for m in mentions]
    return [m for m, length in zip(mentions, shared, strict=True) if length == max(shared)]


def is_right(extractor: Extractor, case: Case, ids: set[str]) -> bool:
    """Whether what was found is what the name stands for, under its id here or elsewhere."""
    wanted = case.ids | case.further
    same = {concept.id for id in wanted for concept in extractor.lexicon.by_xref(id)}
    return bool(ids & (wanted | same)) or ("-" in wanted and not ids)


def is_narrower(extractor: Extractor, names: NameResolver, case: Case, ids: set[str]) -> bool:
    """Whether what was found stands below what the name stands for, and is called just so.

    Who wrote the cases knew the classes and not all that stands below them: `bone marrow transplantation` is a kind of
    its own under HSCT.
    """
    called = {concept.id for concept in extractor.lexicon.lookup(case.span.of(case.text))}
    return any(id in called and names.ancestors(id) & case.ids for id in ids)


def main() -> int:
    """Score, print, and with ``--write`` keep the table; ``--misses`` prints the worked-on half's wrong rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"keep the table in {RESULTS}")
    parser.add_argument("--misses", action="store_true", help="print the wrong rows of the half that is worked on")
    parser.add_argument("--data", type=Path, default=DATA, help="another file of cases")
    options = parser.parse_args()
    config = load_config()
    extractor = Extractor(
        config.lexicons, config.measures, scispacy=config.extract.scispacy, models=config.extract.models
    )
    names = NameResolver(extractor.lexicon)
    total: dict[str, Counter[bool]] = defaultdict(Counter)
    wider: Counter[str] = Counter()
    written: Counter[str] = Counter()
    lists = [(options.data, ()), (FURTHER, ("further",))] if options.data == DATA else [(options.data, ())]
    for case, alone in ((case, alone) for path, alone in lists for case in cases(path)):
        ids = found(extractor, case)
        right = is_right(extractor, case, ids)
        as_written = is_right(extractor, case._replace(further=frozenset()), ids)
        parts = ("all", case.half, f"{case.half}, traps" if case.trap else f"{case.half}, no traps", case.type)
        for part in alone or parts:
            total[part][right] += 1
            written[part] += as_written
            wider[part] += right or is_narrower(extractor, names, case, ids)
        if options.misses and not right and case.half == "dev":
            name = case.span.of(case.text)
            sys.stdout.write(
                f"{case.number}\t{name}\t{'|'.join(sorted(case.ids))}\t{'|'.join(sorted(ids))}\t{case.text}\n"
            )
    lines = [
        "# Names of the field",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, evigraph {pipeline.__version__}. `make eval-names` makes this again.",
        "",
        "400 names in sentences, written without knowledge of the lexicons; `held` was looked at as a score alone.",
        "",
        "`or narrower` also counts a kind of the right concept that is called just so.",
        "",
        "`as written` counts without the ids that `field_names_mended.tsv` adds, each for its reason.",
        "",
        "`further`: 460 more, a third of them of other fields, worked on from their first score on",
        "(models/lexicons/README.md).",
        "",
        "| | right | of | share | as written | or narrower |",
        "|---|---|---|---|---|---|",
    ]
    for part, counted in sorted(total.items()):
        lines.append(
            f"| {part} | {counted[True]} | {counted.total()} | {counted[True] / counted.total():.3f} | "
            f"{written[part] / counted.total():.3f} | {wider[part] / counted.total():.3f} |"
        )
    report = "\n".join(lines) + "\n"
    sys.stdout.write(report)
    if options.write:
        RESULTS.write_text(report, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
