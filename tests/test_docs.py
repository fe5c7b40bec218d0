"""The manual is true: every command that help and README show is run, and every command there is, is shown."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from pipeline import resources
from pipeline.cli import app
from pipeline.ingest import fetch

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands(command=None, name=()):
    """Every command, by what is typed for it."""
    command = command or get_command(app)
    if not hasattr(command, "commands"):
        yield name, command
        return
    for part, below in command.commands.items():
        yield from commands(below, (*name, part))


COMMANDS = dict(commands())


def examples_of(text):
    """The lines that call evigraph, as they are to be typed."""
    return [line.strip().removeprefix("$ ") for line in text.splitlines() if re.match(r"\s*(\$ )?evigraph [a-z]", line)]


def help_of(name):
    result = CliRunner().invoke(app, [*name, "--help"], prog_name="evigraph", env={"COLUMNS": "200"})
    assert result.exit_code == 0
    return result.stdout


def help_examples(name):
    return examples_of(help_of(name).partition("Example:")[2].partition("Options:")[0])


README_EXAMPLES = [
    example
    for block in re.findall(r"^```(?:sh|console)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    for example in examples_of(block)
]
EXAMPLES = list(dict.fromkeys([*(e for name in COMMANDS for e in help_examples(name)), *README_EXAMPLES]))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """A folder with the sample corpus and the evidence from it, and a reading list as a user has one."""
    folder = tmp_path_factory.mktemp("workspace")
    shutil.copytree(ROOT / "corpora", folder / "corpora")
    # Each example is run by itself: the folder that one of them fetches into is there for the others.
    (folder / "papers").mkdir()
    shutil.copy(next(iter(sorted((ROOT / "corpora").glob("*.txt")))), folder / "papers")
    (folder / "reading_list.txt").write_text("References\n\nRoe A. Drug A in mice. Blood. 2015;126:41-52.\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert CliRunner().invoke(app, ["run", "corpora"]).exit_code == 0
    return folder


def test_there_are_these_commands():
    assert sorted(COMMANDS) == [
        ("audit",),
        ("check",),
        ("export", "graph"),
        ("export", "outcomes"),
        ("export", "pubtator"),
        ("fetch",),
        ("names",),
        ("query",),
        ("references",),
        ("run",),
    ]


@pytest.mark.parametrize("name", COMMANDS, ids=" ".join)
def test_every_command_has_an_example_and_stands_in_the_readme(name):
    start = " ".join(("evigraph", *name))

    assert [example for example in help_examples(name) if not example.startswith(start)] == []
    assert help_examples(name)
    assert [example for example in README_EXAMPLES if example.startswith(start)]


@pytest.mark.parametrize("name", COMMANDS, ids=" ".join)
def test_every_option_and_argument_says_what_it_is(name):
    undescribed = [parameter.name for parameter in COMMANDS[name].params if not getattr(parameter, "help", None)]

    assert undescribed == []


@pytest.fixture
def own_library(eutils, monkeypatch, tmp_path):
    """What an example fetches comes from a server on this machine, at once."""
    example_papers = {"36727001", "29768149"}
    eutils.records.update(dict.fromkeys(example_papers, "Blinatumomab in children"))
    for example in EXAMPLES:
        words = shlex.split(example)
        if "--query" in words:
            eutils.searches[words[words.index("--query") + 1]] = sorted(example_papers)
    config = tmp_path / "config.yaml"
    text = resources.default_config().read_text(encoding="utf-8")
    config.write_text(re.sub(r"https://\S+ncbi\S+", eutils.url, text), encoding="utf-8")
    monkeypatch.setattr(resources, "default_config", lambda: config)
    monkeypatch.setattr(fetch, "SYSTEM_CLOCK", fetch.Clock(eutils.clock.now, eutils.clock.date, eutils.clock.sleep))


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_help_and_readme_works(workspace, quick_lexicons, own_library, monkeypatch, example):
    monkeypatch.chdir(workspace)

    result = CliRunner().invoke(app, shlex.split(example)[1:], prog_name="evigraph")

    assert result.exit_code == 0, result.output
    assert "No finding" not in result.stdout


def test_the_help_names_every_exit_code():
    told = help_of(())

    assert [code for code in (0, 1, 2, 3) if f"\n    {code}  " not in told] == []


def test_the_readmes_make_targets_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        target
        for name in ("README.md", "CONTRIBUTING.md")
        for target in re.findall(r"(?:^|`)make ([a-z-]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    }

    assert {"run", "test", "setup"} <= named <= targets


def test_the_readmes_python_works(workspace, monkeypatch, capsys):
    monkeypatch.chdir(workspace)
    (code,) = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)

    found = {}
    exec(compile(code, "README.md", "exec"), found)

    assert "file:" in capsys.readouterr().out
    assert len(found["table"]) > 0
    assert found["graph"].number_of_edges() > 0


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_the_files_that_are_named_exist(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:pipeline|tests|models|corpora|tools|requirements|\.ci)/[\w./]*)`", text))

    assert named
    assert sorted(path for path in named if not (ROOT / path).exists()) == []
