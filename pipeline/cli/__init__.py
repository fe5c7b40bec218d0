"""The command line: ``evigraph run``, ``evigraph query``, ``evigraph export``, ``evigraph audit``."""

from pipeline.cli.app import app, main

__all__ = ["app", "main"]
