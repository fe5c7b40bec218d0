"""Train the ranker: ``python -m pipeline.training.ranking --rows FOLDER [--rows FOLDER ...] --others FOLDER``.

Needs ``pip install evigraph[training]``. A folder of rows holds annotated documents, NAME.txt beside NAME.jsonl, rows
by the definition of the outcome table; the other folder what ``python -m pipeline.training.pointer --others FOLDER``
has written of the same documents: what a pointer says of those that it has learned from tells nothing of others. Beside
each of these pointers a ranker is written that has learned from the same documents. It takes some fifteen minutes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from pipeline.errors import EvigraphError
from pipeline.training.shared import add_rows, status_of


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, write, and return the exit status: 1 where a source is missing."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.training.ranking", description=__doc__)
    add_rows(parser)
    parser.add_argument("--others", type=Path, required=True, help="folder of pointers that have each left a part out")
    parser.add_argument("--out", type=Path, default=Path("models/ranking/ranking.npz"), help="file to write")
    parser.add_argument("--seed", type=int, default=1)
    return status_of(_train, parser.parse_args(arguments))


def _train(options: argparse.Namespace) -> None:
    if find_spec("sklearn") is None:
        raise EvigraphError("training needs scikit-learn: pip install evigraph[training]")
    from pipeline import resources
    from pipeline.config import load_config
    from pipeline.extract import Extractor
    from pipeline.extract.findings import ForestRanker, Ranker
    from pipeline.training.pointer.examples import Row, annotated
    from pipeline.training.pointer.sources import left_out_of, read_sources
    from pipeline.training.ranking.examples import Example, Recorder, examples
    from pipeline.training.ranking.fitting import RANKER, fit, told, write

    config = load_config()

    def choices(
        documents: Iterable[tuple[str, str, list[Row]]], pointer: Path, ranker: Ranker | None = None
    ) -> list[Example]:
        recorder = Recorder(ranker)
        extractor = Extractor(
            config.lexicons, config.measures, models=["encoder"], relations=False, pointer=pointer, ranker=recorder
        )
        return list(examples(documents, extractor, recorder))

    def write_others(by_part: Mapping[Path, Sequence[Example]]) -> None:
        """Beside each pointer a ranker of the documents that it has learned from."""
        for pointer in by_part:
            others = [example for other, part in by_part.items() if other != pointer for example in part]
            write(fit(others, options.seed), pointer / RANKER)

    documents = list(read_sources(options.rows, None, None))
    parts = {
        pointer: [each for each in documents if each[0] in left_out]
        for pointer, left_out in left_out_of(options.others).items()
    }
    # First as the rules choose, then as rankers do that have not learned from the documents.
    by_part = {pointer: choices(part, pointer) for pointer, part in parts.items()}
    write_others(by_part)
    for pointer, part in parts.items():
        by_part[pointer] += choices(part, pointer, ForestRanker.load(pointer / RANKER))
    write_others(by_part)
    learned = [example for part in by_part.values() for example in part]
    forests = fit(learned, options.seed)
    for folder in options.held:
        for what, (right, ruled, of) in told(forests, choices(annotated(folder), resources.pointer())).items():
            sys.stdout.write(f"{folder}: {what} right {right} of {of}, by the rules {ruled}\n")
    write(forests, options.out)
    papers = len({each.document for each in learned})
    sys.stdout.write(f"{options.out}: from {len(learned)} choices of {papers} documents\n")


if __name__ == "__main__":
    sys.exit(main())
