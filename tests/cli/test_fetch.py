"""The command ``evigraph fetch``."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.ingest import fetch
from tests.eutils_server import Answer
from tests.signals import as_in_a_terminal

KEY = "0123456789abcdef0123456789abcdef0123"
YOU = ("--email", "me@example.org")


@pytest.fixture
def call(eutils, tmp_path, monkeypatch, small_config):
    """Calls the command in an empty folder; ``call.settings`` stand in the configuration beside the addresses."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(fetch, "SYSTEM_CLOCK", fetch.Clock(eutils.clock.now, eutils.clock.date, eutils.clock.sleep))
    eutils.records.update({"1": "Blinatumomab in children", "2": "Two"})
    call_settings = {}

    def call(*arguments, command="fetch"):
        config = small_config.with_name("fetch.yaml")
        settings = {"base_url": eutils.url, "pubtator_url": eutils.url, **call_settings}
        lines = "".join(f"  {name}: {value}\n" for name, value in settings.items())
        config.write_text(f"{small_config.read_text(encoding='utf-8')}fetch:\n{lines}", encoding="utf-8")
        return CliRunner().invoke(app, [command, *map(str, arguments), "--config", str(config)], prog_name="evigraph")

    call.settings = call_settings
    return call


def test_records_are_fetched_to_a_folder(call, eutils):
    result = call("1", "PMID:2", "--to", "my papers", *YOU)

    assert result.exit_code == 0, result.output
    assert (
        result.stdout
        == "my papers: 2 records fetched to 1 file, 0 there before, 0 rejected.\n\nNext:\n  evigraph run 'my papers'\n"
    )
    assert result.stderr == "fetching 2 records\nmy papers/pubmed-0001.xml: 2 records\n"
    assert sorted(path.name for path in Path("my papers").iterdir()) == [".fetch.json", "pubmed-0001.xml"]
    assert eutils.asked[0].fields["email"] == "me@example.org"


def test_a_second_call_fetches_nothing(call):
    call("1", "--to", "papers", *YOU)

    result = call("1", "--to", "papers", *YOU)

    assert (result.exit_code, result.stdout) == (0, "papers: 0 records fetched, 1 there before, 0 rejected.\n")


def test_a_run_reads_what_was_fetched(call):
    call("1", "--to", "papers", "--format", "pubtator", *YOU)

    result = call("papers", command="run")

    assert result.exit_code == 0, result.output
    assert "Read 1 document from 1 file" in result.stdout


def test_a_list_is_fetched_and_what_cannot_be_had_is_told_with_its_line(call, eutils):
    Path("list.txt").write_text("# mine\nPMID:1\nnonsense\nDOI:10.1000/x\n7\n", encoding="utf-8")

    result = call("--ids", "list.txt", "--to", "papers", *YOU)

    assert result.exit_code == 3
    assert [line for line in result.stderr.splitlines() if line.startswith("evigraph: ")] == [
        "evigraph: list.txt:3: this names no paper (expected 'PMID:..., PMC:PMC..., DOI:10... or "
        "CITATION:journal|year|volume|page|author|key|', found 'nonsense')",
        "evigraph: list.txt:4: DOI:10.1000/x: PubMed knows no such paper",
        "evigraph: list.txt:5: PMID:7: the service has no record of it",
    ]
    assert "papers: 1 record fetched to 1 file, 0 there before, 3 rejected.\n" in result.stdout


def test_a_query_is_fetched(call, eutils):
    eutils.searches["blinatumomab"] = ["2", "1"]

    result = call("--query", "blinatumomab", "--max", "1", "--to", "papers", *YOU)

    assert result.exit_code == 0
    assert result.stdout.startswith("the query finds 2 papers in PubMed\npapers: 1 record fetched to 1 file")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--to", "p", *YOU), "name papers, a list (--ids FILE) or a query (--query QUERY)"),
        (("1", *YOU), "Missing option '--to'"),
        (("1", "--to", "p"), "NCBI asks for your e-mail address: --email YOU"),
        (("1", "--to", "p", "--email", "me"), "expected an e-mail address, found 'me'"),
        (("blinatumomab", "--to", "p", *YOU), "'blinatumomab' is no PMID, PMC number or DOI"),
        (("--query", " ", "--to", "p", *YOU), "the query is empty"),
        (("1", "--to", "p", "--max", "0", *YOU), "Invalid value for '--max'"),
        (("--ids", "nosuch.txt", "--to", "p", *YOU), "'nosuch.txt' does not exist"),
        (("1", "--to", "p", "--format", "bioc", *YOU), "'bioc' is not one of 'pubmed-xml', 'pubtator'"),
    ],
)
def test_wrong_usage_is_told_and_nothing_asked(call, eutils, arguments, told):
    result = call(*arguments)

    assert result.exit_code == 2
    assert told in " ".join(result.stderr.replace("│", " ").split())
    assert eutils.asked == []
    assert not Path("p").exists()


def test_the_command_line_goes_before_the_environment_and_this_before_the_configuration(call, eutils, monkeypatch):
    call.settings.update(email="config@example.org", api_key="configkey")
    call("1", "--to", "a")
    monkeypatch.setenv("EVIGRAPH_EMAIL", "environment@example.org")
    monkeypatch.setenv("NCBI_API_KEY", KEY)
    call("1", "--to", "b")
    call("1", "--to", "c", *YOU)

    assert [(asked.fields["email"], asked.fields["api_key"]) for asked in eutils.asked] == [
        ("config@example.org", "configkey"),
        ("environment@example.org", KEY),
        ("me@example.org", KEY),
    ]


@pytest.mark.parametrize("status", [200, 400, 403, 503])
def test_the_key_is_never_shown(call, eutils, monkeypatch, status):
    monkeypatch.setenv("NCBI_API_KEY", KEY)
    call.settings.update(retries=1)
    body = f'{{"error":"API key invalid","api-key":"{KEY}"}}'.encode()
    eutils.faults["efetch"] = [Answer(body, "application/json", status)] * 9

    result = call("1", "--to", "papers", *YOU)

    assert result.exit_code == (3 if status == 200 else 1)
    assert KEY not in result.output
    assert "Traceback" not in result.output


def test_a_service_that_does_not_answer_is_one_line_and_what_was_fetched_stays(call, eutils):
    call.settings.update(batch_size=1, retries=0)
    eutils.faults["efetch"] = [lambda answer: answer, Answer(b"", status=500)]

    result = call("1", "2", "--to", "papers", *YOU)

    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == f"evigraph: {eutils.url}/efetch.fcgi: HTTP 500"
    assert Path("papers/pubmed-0001.xml").exists()
    assert "1 record fetched to 1 file, 1 there before" in call("1", "2", "--to", "papers", *YOU).stdout


@pytest.mark.skipif(os.name == "nt", reason="signals of a terminal")
def test_ctrl_c_stops_a_fetch_without_a_traceback_and_another_goes_on(eutils, tmp_path):
    eutils.records.update({"1": "One", "2": "Two"})
    config = tmp_path / "config.yaml"
    config.write_text(f"fetch: {{base_url: '{eutils.url}', batch_size: 1}}\n", encoding="utf-8")
    call = [sys.executable, "-m", "pipeline", "fetch", "1", "2", "--to", "papers", *YOU, "--config", str(config)]
    started = []

    def interrupt():
        started[0].send_signal(signal.SIGINT)
        eutils.closing.wait(60)

    eutils.faults["efetch"] = [
        lambda answer: answer,
        lambda answer: Answer(answer.body, before=interrupt),
    ]
    with subprocess.Popen(
        call, cwd=tmp_path, stderr=subprocess.PIPE, text=True, preexec_fn=as_in_a_terminal
    ) as process:
        started.append(process)
        told = process.stderr.read()
    eutils.closing.set()

    assert process.returncode == 130
    assert told == "fetching 2 records\npapers/pubmed-0001.xml: 1 record\n"
    assert sorted(path.name for path in (tmp_path / "papers").iterdir()) == [".fetch.json", "pubmed-0001.xml"]

    again = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (again.returncode, again.stderr) == (0, "fetching 1 record\npapers/pubmed-0002.xml: 1 record\n")
