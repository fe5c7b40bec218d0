"""Train the model of section roles: ``python -m pipeline.training.sections [--out FILE] [--folds]``.

Needs SciPy, which scikit-learn brings. The fit has no seed: the same abstracts give the same file.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import EvigraphError
from pipeline.training.sections.build import OF_A_STUDY, Scores, features_of, score, train
from pipeline.training.sections.corpus import PARTS, load_abstracts
from pipeline.training.shared import add_shared


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, tell what was written and what it scores, and return the exit status: 1 where a source is missing."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.training.sections", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("models/sections/abstract_roles.tsv"), help="file to write")
    parser.add_argument(
        "--folds", action="store_true", help="hold out each part in turn as well; takes five times as long"
    )
    add_shared(parser, "data/")
    options = parser.parse_args(arguments)
    try:
        abstracts = load_abstracts(options.shared)
    except EvigraphError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    features = [features_of(abstract.sentences) for abstract in abstracts]
    found: list[Scores] = []
    with tempfile.TemporaryDirectory() as scratch:
        for part in range(PARTS if options.folds else 1):
            path = Path(scratch) / "model.tsv" if part else options.out
            taught = [at for at, abstract in enumerate(abstracts) if abstract.part != part]
            model = train([abstracts[at] for at in taught], [features[at] for at in taught], path)
            held = [abstract for abstract in abstracts if abstract.part == part]
            found.append(score(model, (abstract for abstract in held if abstract.corpus == "structured")))
            others = score(model, (abstract for abstract in held if abstract.corpus == "other"))
            sys.stdout.write(f"part {part} held out, {len(taught)} abstracts taught: {_told(found[-1])}; ")
            sys.stdout.write(f"of other corpora: {_told(others)}\n")
            sys.stdout.flush()
    if options.folds:
        shares = [each.accuracy(OF_A_STUDY) for each in found]
        spread = f"{statistics.mean(shares):.4f}, standard deviation {statistics.stdev(shares):.4f}"
        sys.stdout.write(f"accuracy over {PARTS} parts: {spread}\n")
    sys.stdout.write(f"{options.out}: {options.out.stat().st_size / 1e6:.2f} MB\n")
    return 0


def _told(scores: Scores) -> str:
    share, merged = scores.accuracy(OF_A_STUDY), scores.accuracy(OF_A_STUDY, merged=True)
    return f"accuracy {share:.4f}, {merged:.4f} where background and objective are one"


if __name__ == "__main__":
    sys.exit(main())
