"""Train the relation model: ``python -m pipeline.training.relations [--out FILE] [--seed N]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import EvigraphError
from pipeline.training.relations.build import build
from pipeline.training.shared import add_shared


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, tell what cross-validation says, and return the exit status: 1 where a corpus is missing."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.training.relations", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("models/relations/relations.npz"), help="file to write")
    parser.add_argument("--seed", type=int, default=0, help="which columns each tree may read is drawn from it")
    add_shared(parser, "data/")
    options = parser.parse_args(arguments)
    try:
        report = build(options.shared, options.out, options.seed)
    except EvigraphError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(
        f"{options.out}: from {report.documents} abstracts; in cross-validation F1 {report.related:.3f} of pairs, "
        f"{report.induced:.3f} of induced diseases\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
