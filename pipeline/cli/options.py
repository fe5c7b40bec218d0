"""What several commands share: options that mean the same everywhere, and exit codes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

#: Exit codes, beside 0 for all well and 2, which the command line library uses for wrong usage.
FAILED = 1
SOME_REJECTED = 3

Database = Annotated[
    str | None,
    typer.Option(
        "--db",
        metavar="FILE",
        help="The evidence database: a file, or a database URL. [default: store.url of the configuration, evidence.db]",
        show_default=False,
    ),
]
Configuration = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="The configuration. [default: the config.yaml that comes with evigraph]",
        show_default=False,
    ),
]
