"""The folder of terminologies and corpora that the lexicons and models are made from."""

from __future__ import annotations

import argparse
import os
from pathlib import Path


def add_shared(parser: argparse.ArgumentParser, holds: str) -> None:
    """Let a command be told where the folder is.

    Args:
        parser: the command's.
        holds: what of it the command reads.
    """
    parser.add_argument(
        "--shared",
        type=Path,
        default=Path(os.environ.get("EVIGRAPH_SHARED", "../shared")),
        help=f"folder that holds {holds} (default: EVIGRAPH_SHARED, else ../shared)",
    )
