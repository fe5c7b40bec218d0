"""A command in an empty folder, a text to read, and the database that is made of it."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from tests.cli.samples import TEXT


@pytest.fixture
def evigraph(tmp_path, monkeypatch, small_config):
    """Calls a command in an empty folder, with a configuration that loads in a moment."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments, config=small_config):
        options = ["--config", str(config)] if config and arguments[0] != "--help" else []
        return CliRunner().invoke(app, [*map(str, arguments), *options], prog_name="evigraph")

    return call


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "in"
    path.mkdir()
    (path / "a.txt").write_text(TEXT.format(7), encoding="utf-8")
    return path


@pytest.fixture
def database(evigraph, folder):
    assert evigraph("run", "in").exit_code == 0
