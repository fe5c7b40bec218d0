"""The command line: ``evigraph run``, ``evigraph query``, ``evigraph export``."""

from pipeline.cli.app import app, main

__all__ = ["app", "main"]
