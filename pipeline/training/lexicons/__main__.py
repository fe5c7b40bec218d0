"""Build the lexicons from the terminologies: ``python -m pipeline.training.lexicons [--out models/lexicons]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import EvigraphError
from pipeline.training.lexicons.build import build
from pipeline.training.shared import add_shared


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, tell what was written, and return the exit status: 1 where a source is missing."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.training.lexicons", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("models/lexicons"), help="folder to write to")
    add_shared(parser, "terms/ and data/")
    options = parser.parse_args(arguments)
    try:
        counts = build(options.shared, options.out)
    except EvigraphError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for name, (concepts, names) in counts.items():
        sys.stdout.write(f"{options.out / name}: {concepts} concepts, {names} names\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
