"""The parameters that several commands share, and what is made of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.evidence import Evidence

Database = Annotated[
    str | None,
    typer.Option(
        "--db",
        metavar="FILE",
        help="The evidence database: a file, or a database URL, whose password is never printed. "
        "[default: store.url of the configuration, evidence.db]",
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


def opened(db: str | None, config: Path | None) -> Evidence:
    """The evidence of a command that asks it."""
    from pipeline import evidence as api
    from pipeline.config import load_config

    settings = load_config(config)
    return api.open(db or settings.store.url, config=settings)


def following_options(place: str, config: Path | None) -> list[str]:
    """The options that a following command needs to find the same evidence; a password is left to the user."""
    from pipeline.config import load_config
    from pipeline.store import without_password

    found = [] if config is None else ["--config", str(config)]
    return found if load_config(config).store.url == place else ["--db", without_password(place), *found]
