"""Train the model of therapies received: ``python -m pipeline.training.received --rows FOLDER [--rows FOLDER ...]``.

Needs ``pip install evigraph[training]``. A folder holds annotated documents, NAME.txt beside NAME.jsonl, rows by the
definition of the outcome table. The rows are found by rules alone, and once more with the pointers and rankers that
have left their documents out: what a model says of those that it has learned from tells nothing of others. It takes
some twenty minutes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

from pipeline.errors import EvigraphError
from pipeline.training.shared import add_arms, add_rows, status_of


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, write, and return the exit status: 1 where a source is missing."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.training.received", description=__doc__)
    add_rows(parser)
    add_arms(parser)
    parser.add_argument(
        "--marks", type=Path, help="what models of other documents mark in these (pipeline.training.interventions)"
    )
    parser.add_argument(
        "--others", type=Path, help="folder of pointers and rankers that have each left a part of the documents out"
    )
    parser.add_argument("--out", type=Path, default=Path("models/received/received.npz"), help="file to write")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    return status_of(_train, options)


def _train(options: argparse.Namespace) -> None:
    if find_spec("sklearn") is None:
        raise EvigraphError("training needs scikit-learn: pip install evigraph[training]")
    from pipeline.config import load_config
    from pipeline.extract import Extractor
    from pipeline.extract.findings import ForestRanker
    from pipeline.training.interventions.sources import annotated_arms
    from pipeline.training.pointer.examples import annotated
    from pipeline.training.pointer.sources import left_out_of, read_sources
    from pipeline.training.ranking.fitting import RANKER
    from pipeline.training.received.examples import Marks, examples, marked, read_marks
    from pipeline.training.received.fitting import fit, told, write

    config = load_config()
    extractor = Extractor(config.lexicons, config.measures, models=["encoder"], relations=False, credit=False)
    documents = list(
        chain(read_sources(options.rows, None, None), chain.from_iterable(map(annotated_arms, options.arms)))
    )
    # A run without the encoder has no marks, and its therapies are told by the same trees.
    marks: list[Marks] = [{}, read_marks(options.marks)] if options.marks else [{}]
    learned = [example for each in marks for example in examples(documents, extractor, each)]
    parts = left_out_of(options.others) if options.others else {}
    known = frozenset().union(*parts.values())
    for number, (folder, left_out) in enumerate(parts.items()):
        # None has learned from what none has left out: that is told by the first.
        own = [each for each in documents if each[0] in left_out or (number == 0 and each[0] not in known)]
        ranked = Extractor(
            config.lexicons,
            config.measures,
            models=["encoder"],
            relations=False,
            pointer=folder,
            ranker=ForestRanker.load(folder / RANKER),
        )
        learned += examples(own, ranked, marks[-1])
    forest = fit(learned, options.seed)
    for folder in options.held:
        held = list(annotated(folder))
        right, of = told(forest, list(examples(held, extractor, marked(held, extractor) if options.marks else {})))
        sys.stdout.write(f"{folder}: therapies right {right} of {of}\n")
    write(forest, options.out)
    sys.stdout.write(f"{options.out}: from {len(learned)} rows of {len({e.document for e in learned})} documents\n")


if __name__ == "__main__":
    sys.exit(main())
