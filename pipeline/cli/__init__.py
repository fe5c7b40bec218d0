"""The command line: ``evigraph run``, ``check``, ``query``, ``export``, ``audit``."""

from pipeline.cli.app import app, main

__all__ = ["app", "main"]
