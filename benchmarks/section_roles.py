"""Score the shipped model of section roles on abstracts that were held out of its training: ``make eval-sections``.

Needs the folder that EVIGRAPH_SHARED names (``../shared`` by default), with ``data/structured_abstracts.jsonl``. Prints
the tables and, with ``--write``, keeps them in ``benchmarks/results/section_roles.md``.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pipeline
from pipeline.extract.sections import ROLES, SectionModel, load_section_model
from pipeline.resources import section_roles
from pipeline.training.sections.build import OF_A_STUDY, Scores, score
from pipeline.training.sections.corpus import LabelledAbstract, load_abstracts

SHARED = Path(os.environ.get("EVIGRAPH_SHARED", "../shared"))
RESULTS = Path(__file__).parent / "results" / "section_roles.md"
#: The speed is that of the fastest of so many runs: what else the machine does is none of the model's.
RUNS = 5


def words_a_second(model: SectionModel, abstracts: Sequence[LabelledAbstract]) -> float:
    """How many words of text the model reads in a second of processor time."""
    words = sum(len(sentence.split()) for abstract in abstracts for sentence in abstract.sentences)
    times = []
    for _ in range(RUNS):
        begin = time.process_time()
        for abstract in abstracts:
            model.roles(abstract.sentences)
        times.append(time.process_time() - begin)
    return words / min(times)


def table(scores: dict[str, Scores]) -> list[str]:
    """Accuracy and F1, a column for each set of abstracts."""
    rows = [
        ("accuracy, five roles", [each.accuracy(OF_A_STUDY) for each in scores.values()]),
        (
            "accuracy, background and objective as one",
            [each.accuracy(OF_A_STUDY, merged=True) for each in scores.values()],
        ),
        ("accuracy, with registration and funding", [each.accuracy(ROLES) for each in scores.values()]),
        *((f"F1, {role}", [each.f1(role) for each in scores.values()]) for role in ROLES),
    ]
    counted = ["sentences", *(str(int(each.confusion[: len(OF_A_STUDY)].sum())) for each in scores.values())]
    return [
        f"| | {' | '.join(scores)} |",
        f"|---|{'---|' * len(scores)}",
        f"| {' | '.join(counted)} |",
        *(f"| {name} | {' | '.join(f'{share:.3f}' for share in shares)} |" for name, shares in rows),
    ]


def confusion(scores: Scores) -> list[str]:
    """Sentences by role as labelled (row) and as found (column)."""
    return [
        f"| labelled | {' | '.join(ROLES)} |",
        f"|---|{'---|' * len(ROLES)}",
        *(f"| {role} | {' | '.join(map(str, row))} |" for role, row in zip(ROLES, scores.confusion, strict=True)),
    ]


def main() -> int:
    """Score, print, and with ``--write`` keep the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"keep the tables in {RESULTS}")
    options = parser.parse_args()
    if not (SHARED / "data" / "structured_abstracts.jsonl").is_file():
        print(f"{SHARED} has no structured abstracts: nothing to score against (EVIGRAPH_SHARED names the folder)")
        return 0
    model = load_section_model(section_roles())
    held = [abstract for abstract in load_abstracts(SHARED) if abstract.part == 0]
    sets = {
        "structured abstracts": [abstract for abstract in held if abstract.corpus == "structured"],
        "labelled abstracts of other corpora": [abstract for abstract in held if abstract.corpus == "other"],
    }
    scores = {f"{name} ({len(abstracts)})": score(model, abstracts) for name, abstracts in sets.items()}
    speed = words_a_second(model, held)
    lines = [
        "# Roles of the sentences of unlabelled abstracts",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, evigraph {pipeline.__version__}. `make eval-sections` makes this again.",
        "",
        "Abstracts held out of training by a hash of their identifiers, their labels taken out of the text. By",
        "sentence; labels that name several roles are left out. The first lines do not count registration and funding",
        "(`other`), which are easy. A label BACKGROUND mostly has the study's aim under it, and is taken as it stands.",
        "",
        *table(scores),
        "",
        "Structured abstracts, by role as labelled (row) and as found (column):",
        "",
        *confusion(next(iter(scores.values()))),
        "",
        f"{speed:,.0f} words a second of processor time on one core; {section_roles().stat().st_size / 1e6:.2f} MB.",
    ]
    report = "\n".join(lines) + "\n"
    print(report)
    if options.write:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(report, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
