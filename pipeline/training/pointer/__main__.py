"""Train the pointer and export it: ``python -m pipeline.training.pointer --rows FOLDER [--rows FOLDER ...]``.

Needs ``pip install evigraph[training]``. A folder holds annotated documents, NAME.txt beside NAME.jsonl, rows by the
definition of the outcome table. On two cores without an accelerator it takes about half an hour.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from pipeline.errors import EvigraphError
from pipeline.training.shared import add_rows, add_shared, status_of, tell_epoch


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, export, and return the exit status: 1 where a source is missing."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.training.pointer", description=__doc__)
    add_rows(parser)
    parser.add_argument("--names", type=Path, help="file with the names of the documents to learn from, one a line")
    parser.add_argument("--out", type=Path, default=Path("models/pointer"), help="folder to write to")
    add_shared(parser, "data/rct_art")
    parser.add_argument("--others", type=Path, help="folder to write pointers to that have each left a part out")
    parser.add_argument("--parts", type=int, default=2, help="how many parts the documents are cut into for that")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    return status_of(_train, options)


def _train(options: argparse.Namespace) -> None:
    if find_spec("torch") is None:
        raise EvigraphError("training needs PyTorch: pip install evigraph[training]")
    import torch

    from pipeline import resources
    from pipeline.config import load_config
    from pipeline.extract import Extractor
    from pipeline.extract.ner import Encoder
    from pipeline.training.pointer.examples import Example, annotated, examples, labels_of
    from pipeline.training.pointer.exporting import export
    from pipeline.training.pointer.fitting import RATE, fit, hits
    from pipeline.training.pointer.layers import load_layers
    from pipeline.training.pointer.network import PointerNetwork
    from pipeline.training.pointer.sources import LEFT_OUT, part_of, read_sources
    from pipeline.training.schedule import Schedule

    config = load_config()
    extractor = Extractor(config.lexicons, config.measures, relations=False)
    encoder = Encoder(resources.encoder(), states=True)
    names = frozenset(options.names.read_text(encoding="utf-8").split()) if options.names else None
    documents = list(read_sources(options.rows, names, options.shared))
    labels = labels_of(row for _, _, rows in documents for row in rows)
    learned = list(examples(documents, extractor, encoder, labels))

    def fitted(from_these: Sequence[Example], out: Path) -> PointerNetwork:
        torch.manual_seed(options.seed)
        network = PointerNetwork([len(each) for each in labels.values()])
        load_layers(network.layers, resources.encoder())
        fit(network, from_these, Schedule(options.epochs, RATE), options.seed, tell_epoch)
        card = {
            "documents": len({each.document for each in from_these}),
            "epochs": options.epochs,
            "figures": sum(len(each.targets) for each in from_these),
            "seed": options.seed,
        }
        export(network, labels, card, out)
        sys.stdout.write(f"{out}: from {card['figures']} figures of {card['documents']} documents and sentences\n")
        return network

    network = fitted(learned, options.out)
    for folder in options.held:
        held = list(examples(annotated(folder), extractor, encoder, labels))
        shares = (f"{role} {right / max(1, of):.3f} of {of}" for role, (right, of) in hits(network, held).items())
        sys.stdout.write(f"{folder}: {', '.join(shares)}\n")
    for part in range(options.parts) if options.others else ():
        left_out = sorted({name for name, _, _ in documents if part_of(name, options.parts) == part})
        out = options.others / str(part)
        fitted([each for each in learned if each.document not in left_out], out)
        (out / LEFT_OUT).write_text("".join(f"{name}\n" for name in left_out), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
