"""Train the tagger of what was given: ``python -m pipeline.training.interventions --rows FOLDER --arms FOLDER``.

Needs ``pip install evigraph[training]``. A folder of rows holds annotated documents, NAME.txt beside NAME.jsonl, by the
definition of the outcome table; one of arms holds NAME.arms.jsonl (:mod:`pipeline.training.interventions.sources`). On
two cores without an accelerator it takes about a quarter of an hour, with ``--marks`` three times that.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from pipeline.errors import EvigraphError
from pipeline.training.shared import add_arms, add_rows, status_of, tell_epoch


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, export, and return the exit status: 1 where a source is missing."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.training.interventions", description=__doc__)
    add_rows(parser)
    add_arms(parser)
    parser.add_argument("--out", type=Path, default=Path("models/interventions"), help="folder to write to")
    parser.add_argument("--marks", type=Path, help="file to write the marks to that models of the other parts make")
    parser.add_argument("--parts", type=int, default=3, help="how many parts the documents are cut into for that")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    return status_of(_train, parser.parse_args(arguments))


def _train(options: argparse.Namespace) -> None:
    if find_spec("torch") is None:
        raise EvigraphError("training needs PyTorch: pip install evigraph[training]")
    from pipeline import resources
    from pipeline.config import load_config
    from pipeline.extract import Extractor
    from pipeline.extract.ner import Encoder
    from pipeline.training.interventions.examples import Window, windows
    from pipeline.training.interventions.exporting import export
    from pipeline.training.interventions.fitting import RATE, fit, hits, marks, parted
    from pipeline.training.interventions.network import InterventionNetwork
    from pipeline.training.interventions.sources import read_papers
    from pipeline.training.pointer.layers import load_layers
    from pipeline.training.schedule import Schedule

    config = load_config()
    extractor = Extractor(config.lexicons, config.measures, relations=False, credit=False)
    encoder = Encoder(resources.encoder(), states=True)
    learned = list(windows(read_papers(options.rows, options.arms), extractor, encoder))

    def fitted(from_these: Sequence[Window]) -> InterventionNetwork:
        network = InterventionNetwork()
        load_layers(network.layers, resources.encoder())
        fit(network, from_these, Schedule(options.epochs, RATE), options.seed, tell_epoch)
        return network

    network = fitted(learned)
    for folder in options.held:
        right, marked, wanted = hits(network, list(windows(read_papers([folder], []), extractor, encoder)))
        f1 = 2 * right / max(1, marked + wanted)
        sys.stdout.write(f"{folder}: {right} of {marked} marks right, of {wanted} places (F1 {f1:.3f})\n")
    export(network, options.out)
    if options.marks:
        found: dict[str, list[tuple[int, int, float]]] = {}
        parts = parted(learned, options.parts)
        for part in parts:
            network = fitted([each for other in parts if other is not part for each in other])
            for window, own in zip(part, marks(network, part), strict=True):
                told = found.setdefault(window.paper, [])
                told.extend((span.start, span.end, round(score, 3)) for span, score in own)
        options.marks.write_text(json.dumps(found, sort_keys=True) + "\n", encoding="utf-8")
    papers = len({each.paper for each in learned})
    sys.stdout.write(f"{options.out}: from {len(learned)} windows of {papers} papers\n")


if __name__ == "__main__":
    sys.exit(main())
