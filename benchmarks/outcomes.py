"""Score the outcome table against the annotated documents: ``make eval-outcomes``.

Needs the folder that EVIGRAPH_SHARED names (``../shared`` by default), with ``gold/outcomes``, ``data/pico_corpus`` and
the scorers in ``bin``; ``data/rct_art`` is scored where it is there. Prints the tables and, with ``--write``, keeps
them in ``benchmarks/results/outcomes.md``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pipeline
from benchmarks import drug_trials, field_outcomes, full_papers, pico_outcomes, rct_art
from benchmarks.gold_split import is_unseen

SHARED = Path(os.environ.get("EVIGRAPH_SHARED", "../shared"))
RESULTS = Path(__file__).parent / "results" / "outcomes.md"
CELL = "{precision:.3f} / {recall:.3f} / **{f1:.3f}**"
TIERS = ("figure", "measure", "group", "full")


def predicted(texts: list[Path], target: Path) -> float:
    """Run the pipeline over texts, write their outcome table, and return the seconds of the run."""
    evidence = pipeline.run(texts)
    evidence.export_outcomes(target)
    seconds = evidence.report.seconds
    evidence.close()
    return seconds


def scored(scorer: str, gold: Path, table: Path) -> dict[str, object]:
    """What a scorer says of a table, as its JSON."""
    command = [sys.executable, str(SHARED / "bin" / scorer), str(gold), str(table), "--json"]
    found: dict[str, object] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return found


def part(names: list[Path], folder: Path) -> Path:
    """A folder that holds just these documents with their rows."""
    folder.mkdir()
    for text in names:
        for suffix in (".txt", ".jsonl"):
            (folder / (text.stem + suffix)).symlink_to(text.with_suffix(suffix).resolve())
    return folder


def gold_lines(title: str, result: dict[str, object]) -> list[str]:
    """One line of the table for the results, one for the study rows."""
    lines = []
    for name in ("results", "study"):
        tiers: dict[str, dict[str, float]] = result[name]  # type: ignore[assignment]
        cells = " | ".join(CELL.format(**tiers[tier]) for tier in TIERS)
        lines.append(f"| {title}, {name} ({int(tiers['figure']['gold'])} rows) | {cells} |")
    return lines


def pico_lines(folder: Path) -> list[str]:
    """What PICO-Corpus's scorer says of all its abstracts, and of those that nothing was learned from."""
    corpus = SHARED / "data" / "pico_corpus"
    known = {each.stem for each in (SHARED / "gold" / "outcomes" / "abstracts").glob("*.txt")}
    texts = sorted(corpus.glob("*.txt"))
    known |= pico_outcomes.documents()
    unseen = [text for text in texts if f"PMID{text.stem}" not in known]
    lines = []
    for title, names in {"PICO-Corpus": texts, "Its abstracts that nothing was learned from": unseen}.items():
        place = folder / f"pico_{len(names)}"
        place.mkdir()
        for text in names:
            for suffix in (".txt", ".ann"):
                (place / (text.stem + suffix)).symlink_to(text.with_suffix(suffix).resolve())
        predicted(names, folder / "pico.jsonl")
        told = scored("score_pico.py", place, folder / "pico.jsonl")
        (folder / "pico.jsonl").unlink()
        lines.append(
            f"{title} ({len(names)} abstracts): figure recall {told['figure_recall']:.3f}, arm {told['arm']:.3f} of "
            f"{told['arm_pairs']} pairs, precision guide {told['precision_guide']:.3f} of {told['rows']} rows."
        )
    return lines


def main() -> int:
    """Run, print, and with ``--write`` keep the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"keep the tables in {RESULTS}")
    parser.add_argument("--no-pico", action="store_true", help="leave PICO-Corpus out, which takes the longest")
    options = parser.parse_args()
    gold = SHARED / "gold" / "outcomes"
    if not gold.is_dir():
        print(f"{gold} is not there: nothing to score against (EVIGRAPH_SHARED names the folder)")
        return 0
    lines = [
        "# Outcome figures against annotated documents",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, evigraph {pipeline.__version__}. `make eval-outcomes` makes this again.",
        "",
        "Precision / recall / F1. A third of the abstracts, chosen by a hash of the name before any rule was written,",
        "is looked at as a score alone (`unseen`); a handful of them had been read before the choice was made. The",
        "abstracts of other fields are ours (`benchmarks/field_outcomes.py`); those held are looked at as scores",
        "alone; `unseen`, `held`, `held later` and `held wide` decided between settings, `held last` decided nothing.",
        "The learned models have learned from `seen`, `read`, RCT-ART, all of PICO-Corpus but 93 abstracts, and of the",
        "drug trials (`benchmarks/drug_trials.py`) from all but those held: these scores flatter them. The drug trials",
        "held decided between settings. Full papers are those of `benchmarks/full_papers.py`,",
        "scored in their abstracts, results and",
        "tables; nothing learned from them, and the rules of tables were worked on with `read`; what the models have",
        "learned from are excerpts of other papers (`benchmarks/paper_excerpts.py`).",
        "",
        "| | figure | measure | group | full |",
        "|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        texts = sorted((gold / "abstracts").glob("*.txt"))
        parts = {
            "abstracts, seen": [t for t in texts if not is_unseen(t.stem)],
            "abstracts, unseen": [t for t in texts if is_unseen(t.stem)],
            "abstracts, all": texts,
            "full text": sorted((gold / "full_text").glob("*.txt")),
        }
        if (SHARED / field_outcomes.ABSTRACTS).is_file():
            for half in ("read", "held", "held_later", "held_last", "held_wide"):
                title = f"other fields, {half.replace('_', ' ')}"
                parts[title] = field_outcomes.written_out(half, SHARED, folder / half)
        for half in drug_trials.PARTS if (SHARED / drug_trials.CORPUS).is_dir() else ():
            parts[f"drug trials, {half}"] = drug_trials.written_out(half, SHARED, folder / f"trials_{half}")
        for number, (title, names) in enumerate(parts.items()):
            table = folder / f"{number}.jsonl"
            seconds = predicted(names, table)
            lines += gold_lines(title, scored("score_outcomes.py", part(names, folder / str(number)), table))
            print(f"{title}: {len(names)} documents in {seconds:.1f} s", file=sys.stderr)
        for half in full_papers.PARTS if (SHARED / full_papers.PAPERS).is_dir() else ():
            papers, table = folder / f"papers_{half}", folder / f"papers_{half}.jsonl"
            full_papers.written_out(half, SHARED, papers, table)
            lines += gold_lines(f"full papers, {half}", scored("score_outcomes.py", papers, table))
        if not options.no_pico:
            lines += ["", *pico_lines(folder)]
        corpus = SHARED / "data" / "rct_art"
        if corpus.is_dir():
            lines += rct_art.lines(corpus, folder)
    report = "\n".join(lines) + "\n"
    print(report)
    if options.write:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(report, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
