"""What the commands that make lexicons and models share: folders of corpora and of annotated rows, errors told."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from pipeline.errors import EvigraphError


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


def add_rows(parser: argparse.ArgumentParser) -> None:
    """Let a command be told folders of annotated documents, to learn from and to tell the scores of."""
    parser.add_argument("--rows", type=Path, action="append", required=True, help="folder of annotated documents")
    parser.add_argument("--held", type=Path, action="append", default=[], help="folder to tell the scores of")


def add_arms(parser: argparse.ArgumentParser) -> None:
    """Let a command be told folders of documents whose arms are annotated, to learn from."""
    parser.add_argument("--arms", type=Path, action="append", default=[], help="folder of annotated arms")


def status_of(train: Callable[[argparse.Namespace], None], options: argparse.Namespace) -> int:
    """Train, and return the exit status: 1, and what is wrong on standard error, where a source is missing."""
    try:
        train(options)
    except EvigraphError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def tell_epoch(epoch: int, loss: float) -> None:
    """Tell on standard error what an epoch came to."""
    sys.stderr.write(f"epoch {epoch}: loss {loss:.4f}\n")
    sys.stderr.flush()
