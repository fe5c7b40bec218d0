"""Each command: what it prints, what it writes, and how it exits."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline
from tests.cli.samples import PUBTATOR, TEXT


def test_a_run_prints_an_account_and_exits_with_0(evigraph, folder):
    result = evigraph("run", "in")

    assert result.exit_code == 0
    told = result.stdout
    assert "Read 1 document from 1 file" in told
    assert "1 new, 0 changed, 0 unchanged, 0 rejected." in told
    assert "The evidence database holds 1 document." in told
    assert "1 complete remission (CR)" in told
    assert "drug" in told
    assert "blinatumomab" in told
    assert "7/10" in told
    assert "Next:\n  evigraph query --therapy blinatumomab" in told
    assert Path("evidence.db").exists()


def test_progress_goes_to_standard_error_as_plain_lines(evigraph, folder):
    result = evigraph("run", "in")

    assert result.stderr.splitlines()[:2] == ["reading 1 file", "extracting 1 document"]
    assert "reading" not in result.stdout


def test_progress_tells_of_several_in_the_plural(evigraph, folder):
    (folder / "b.txt").write_text(TEXT.format(2), encoding="utf-8")

    assert evigraph("run", "in").stderr.splitlines()[:2] == ["reading 2 files", "extracting 2 documents"]


def test_the_account_says_whether_scispacy_took_part(evigraph, folder, small_config, tmp_path):
    config = small_config.with_name("without.yaml")
    config.write_text(small_config.read_text(encoding="utf-8") + "extract: {scispacy: off}\n", encoding="utf-8")

    assert ", without scispaCy: " in evigraph("run", "in", config=config).stdout


def test_a_second_run_changes_nothing(evigraph, database):
    before = Path("evidence.db").read_bytes()

    result = evigraph("run", "in")

    assert result.exit_code == 0
    assert "0 new, 0 changed, 1 unchanged, 0 rejected." in result.stdout
    assert Path("evidence.db").read_bytes() == before


def test_a_changed_document_is_read_again(evigraph, folder, database):
    (folder / "a.txt").write_text(TEXT.format(3), encoding="utf-8")

    assert "0 new, 1 changed, 0 unchanged" in evigraph("run", "in").stdout
    told = evigraph("query", "--outcome", "CR").stdout
    assert "3/10" in told
    assert "7/10" not in told


def test_the_format_is_told_from_the_content_not_from_the_name(evigraph, folder):
    (folder / "b.txt").write_text(PUBTATOR.replace("Inotuzumab", "Blinatumomab"), encoding="utf-8")

    evigraph("run", "in")

    assert "PMID:1" in evigraph("query", "--document", "1", "--format", "csv").stdout


@pytest.fixture
def broken(folder):
    (folder / "b.pubtator").write_text(PUBTATOR, encoding="utf-8")
    (folder / "c.pdf").write_bytes(b"%PDF-1.7")


def test_rejects_are_told_with_place_and_reason_and_the_exit_code_is_3(evigraph, broken):
    result = evigraph("run", "in")

    assert result.exit_code == 3
    assert "Read 2 documents from 3 files" in result.stdout
    assert "Rejected (1 annotation, 1 file):" in result.stdout
    assert "  in/c.pdf: the file is a PDF, not text" in result.stdout
    (line,) = [line for line in result.stdout.splitlines() if "in/b.pubtator:3: " in line]
    assert "Inotuzumab" in line
    assert "Blinatumomab" in line


@pytest.mark.skipif(os.name == "nt", reason="special files of Unix")
@pytest.mark.parametrize("named", ["in", "in/pipe.txt"])
def test_a_pipe_among_the_input_is_rejected_and_holds_nothing_up(folder, small_config, tmp_path, named):
    os.mkfifo(folder / "pipe.txt")
    call = [sys.executable, "-m", "pipeline", "run", named, "in/a.txt", "--config", str(small_config)]

    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)

    assert done.returncode == 3
    assert "Read 1 document from 2 files" in done.stdout
    assert "in/pipe.txt: cannot be opened: it is a pipe, not a regular file" in done.stdout


def test_joined_records_are_told_in_the_singular_and_the_plural(evigraph, folder):
    for name in "bcd":
        (folder / name).write_text(PUBTATOR.replace("Inotuzumab", "Blinatumomab"), encoding="utf-8")

    told = [evigraph("run", *paths).stdout for paths in (["in/b", "in/c"], ["in"])]

    assert "\n1 record said what another one says, and was joined with it.\n" in told[0]
    assert "\n2 records said what another one says, and were joined with it.\n" in told[1]


def test_a_run_over_rejects_again_is_still_3(evigraph, broken):
    evigraph("run", "in")

    result = evigraph("run", "in")

    assert result.exit_code == 3
    assert "2 unchanged, 2 rejected" in result.stdout


def test_rejects_are_counted_in_the_plural(evigraph, folder):
    (folder / "b.pubtator").write_text(PUBTATOR + "1\t0\t4\tBlin\tChemical\t-\n2\n", encoding="utf-8")
    for name in ("c.pdf", "d.pdf"):
        (folder / name).write_bytes(b"%PDF-1.7")

    assert "Rejected (2 annotations, 2 files):" in evigraph("run", "in").stdout


def test_rejects_can_be_written_out(evigraph, broken):
    result = evigraph("run", "in", "--rejects", "rejects.jsonl")

    assert result.exit_code == 3
    written = [json.loads(line) for line in Path("rejects.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(r["source"], r["scope"], r["line"]) for r in written] == [
        ("in/b.pubtator", "annotation", 3),
        ("in/c.pdf", "file", None),
    ]


def test_a_place_where_rejects_cannot_be_written_is_told_before_the_run(evigraph, folder):
    result = evigraph("run", "in", "--rejects", "nosuch/rejects.jsonl")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "evigraph: nosuch/rejects.jsonl: cannot be written: No such file or directory\n"
    assert not Path("evidence.db").exists()


@pytest.mark.parametrize("place", ["in", "in/.."])
def test_rejects_into_a_folder_are_wrong_usage(evigraph, folder, place):
    assert evigraph("run", "in", "--rejects", place).exit_code == 2
    assert not Path("evidence.db").exists()


@pytest.mark.parametrize("place", ["evidence.db", "in/../evidence.db", "in/a.txt"])
def test_rejects_are_never_written_over_the_evidence_or_the_input(evigraph, folder, database, place):
    before = Path(place).read_bytes()

    result = evigraph("run", "in", "--rejects", place)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"evigraph: {place}: cannot be written: ")
    assert Path(place).read_bytes() == before


def test_an_export_is_never_written_over_the_evidence(evigraph, database):
    before = Path("evidence.db").read_bytes()

    result = evigraph("export", "pubtator", "evidence.db")

    assert result.exit_code == 1
    assert result.stderr == "evigraph: evidence.db: cannot be written: it is the evidence database\n"
    assert Path("evidence.db").read_bytes() == before


def test_a_file_of_rejects_is_as_it_was_while_the_run_lasts(evigraph, folder, monkeypatch):
    Path("rejects.jsonl").write_text("of an earlier run\n", encoding="utf-8")
    monkeypatch.setattr("pipeline.evidence.run_batch", lambda *_, **__: pytest.fail("stopped"))

    with pytest.raises(pytest.fail.Exception, match="stopped"):
        evigraph("run", "in", "--rejects", "rejects.jsonl")
    assert Path("rejects.jsonl").read_text(encoding="utf-8") == "of an earlier run\n"
    assert sorted(path.name for path in Path().iterdir()) == ["evidence.db", "in", "rejects.jsonl"]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("nosuch/e.db", "nosuch/e.db: unable to open database file"),
        ("in", "in: unable to open database file"),
        ("in/a.txt", "in/a.txt: file is not a database"),
        ("sqlite:///file:made.db?mode=ro&uri=true", "attempt to write a readonly database"),
    ],
)
def test_a_database_that_cannot_be_written_is_told_before_the_run(evigraph, folder, place, told):
    evigraph("run", "in", "--db", "made.db")
    (folder / "b.txt").write_text(TEXT.format(2), encoding="utf-8")
    before = Path("made.db").read_bytes()

    result = evigraph("run", "in", "--db", place)

    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("evigraph: ")
    assert told in line
    assert Path("made.db").read_bytes() == before


def test_without_rejects_the_file_is_empty(evigraph, folder):
    Path("rejects.jsonl").write_text("of an earlier run\n", encoding="utf-8")

    assert evigraph("run", "in", "--rejects", "rejects.jsonl").exit_code == 0
    assert Path("rejects.jsonl").read_bytes() == b""


def test_many_rejects_are_shortened_and_the_way_to_all_is_told(evigraph, folder):
    for number in range(14):
        (folder / f"{number:02}.pdf").write_bytes(b"%PDF-1.7")

    told = evigraph("run", "in").stdout

    assert told.count("is a PDF") == 10
    assert "  ... and 4 more: see all with --rejects FILE" in told


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("run", "'PATH"),
        ("run nosuch", "'nosuch'"),
        ("run in --workers 0", "'--workers': "),
        ("run in --workers -1", "'--workers': "),
        ("run in --nosuch", "--nosuch"),
        ("run empty", "evigraph: there is no file to read under these paths"),
        ("query --attribution ours", "'ours' is not one of 'own', 'cited'"),
        ("query --format xml", "'xml' is not one of 'table', 'json', 'csv'"),
        ("export outcomes", "'FILE'"),
        ("export everything x.csv", "'everything'"),
        ("nosuch", "'nosuch'"),
    ],
)
def test_wrong_usage_exits_with_2(evigraph, folder, tmp_path, command, told):
    (tmp_path / "empty").mkdir()

    result = evigraph(*command.split())

    assert result.exit_code == 2
    assert told in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["query", "--therapy", "blinatumumab"], "no therapy is known as 'blinatumumab'; near ones: blinatumomab"),
        (["query", "--outcome", "complet remission"], "near ones: complete remission"),
        (["query", "--document", "b"], "no document is known as 'b'"),
        (["query", "--db", "nosuch.db"], "nosuch.db: no such evidence database"),
        (["export", "outcomes", "x.doc"], "x.doc: no outcome table is written as '.doc'"),
        (["export", "graph", "x.csv"], "x.csv: no graph is written as '.csv'; known are .graphml, .json, .gexf"),
        (["export", "outcomes", "nosuch/x.csv"], "nosuch/x.csv: cannot be written"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exits_with_1(evigraph, database, arguments, told):
    result = evigraph(*arguments)

    assert result.exit_code == 1
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("evigraph: ")
    assert told in line


def test_an_unknown_key_of_the_configuration_names_the_nearest(evigraph, folder, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("lexicon: []\n", encoding="utf-8")

    result = evigraph("run", "in", config=path)

    assert result.exit_code == 1
    assert result.stderr == f"evigraph: {path}: unknown key 'lexicon'; the nearest known one is 'lexicons'\n"


def test_the_table_holds_figure_group_document_and_sentence(evigraph, database):
    told = evigraph("query", "--therapy", "blinatumomab", "--outcome", "CR").stdout

    for part in ("blinatumomab", "CR", "7/10", "own", "file:a", "Complete remission", "1 finding in 1 document."):
        assert part in told


def test_brackets_of_a_text_are_no_markup(evigraph, folder):
    (folder / "a.txt").write_text(TEXT.format(7).replace("Fever was", "[red]Fever[/red] was"), encoding="utf-8")
    evigraph("run", "in")

    assert "[red]Fever[/red]" in evigraph("query", "--outcome", "fever").stdout


def test_csv_and_json_hold_the_same_rows(evigraph, database):
    table = list(csv.DictReader(io.StringIO(evigraph("query", "--format", "csv").stdout)))
    objects = json.loads(evigraph("query", "--format", "json").stdout)

    assert [row["quote"] for row in table] == [row["quote"] for row in objects] != []
    assert list(table[0]) == list(objects[0])
    assert objects[0]["therapies"] == ["blinatumomab"]


def test_an_empty_answer_says_so(evigraph, database):
    table = evigraph("query", "--therapy", "CAR-T", "--outcome", "CR")

    assert (table.exit_code, table.stdout) == (0, "No finding meets: therapy CAR-T, outcome CR.\n")
    assert json.loads(evigraph("query", "--therapy", "CAR-T", "--format", "json").stdout) == []
    assert len(evigraph("query", "--therapy", "CAR-T", "--format", "csv").stdout.splitlines()) == 1


@pytest.mark.parametrize(
    "name",
    [
        *(f"outcomes x{suffix}" for suffix in (".csv", ".jsonl", ".parquet", ".xlsx")),
        *(f"graph x{suffix}" for suffix in (".graphml", ".json", ".gexf")),
        "pubtator x.txt",
    ],
)
def test_each_export_writes_its_file_and_says_so(evigraph, database, name):
    what, file = name.split()

    result = evigraph("export", what, file)

    assert result.exit_code == 0
    assert result.stdout.startswith(f"{file}: ")
    assert Path(file).stat().st_size
    assert sorted(p.name for p in Path().iterdir() if p.name.startswith(".")) == []


@pytest.mark.parametrize(
    ("command", "one", "two"),
    [
        ("outcomes x.csv", "1 row", "2 rows"),
        ("pubtator x.txt", "1 document", "2 documents"),
        ("graph x.json", "2 nodes, 1 edge", "3 nodes, 2 edges"),
    ],
)
def test_an_export_counts_in_the_singular_and_the_plural(evigraph, folder, command, one, two):
    told = []
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("CR in 1 of 10 (10%).\n", encoding="utf-8")
        evigraph("run", "in")
        told.append(evigraph("export", *command.split()).stdout.partition(": ")[2])

    assert told == [f"{one}\n", f"{two}\n"]


def test_the_next_commands_of_an_account_work(evigraph, folder, quick_lexicons):
    told = evigraph("run", "in", "--db", "my evidence.db").stdout
    commands = [line for line in told.partition("Next:\n")[2].splitlines() if line.strip()]

    assert len(commands) == 4
    for command in commands:
        name, *arguments = shlex.split(command)
        assert name == "evigraph"
        assert evigraph(*arguments, config=None).exit_code == 0


def test_the_version_is_told(evigraph):
    assert evigraph("--version", config=None).stdout == f"evigraph {pipeline.__version__}\n"


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="file names of any bytes")
def test_a_file_name_that_is_no_text_costs_its_own_file_alone(evigraph, folder):
    for name in (b"in/bad\xff.txt", b"in/table\xff.csv"):
        Path(os.fsdecode(name)).write_bytes(b"CR in 1 of 10 (10%).")

    result = evigraph("run", "in", "--rejects", "rejects.jsonl")

    assert result.exit_code == 3
    assert "Read 1 document from 1 file in" in result.stdout
    assert "  in/bad\\xff.txt: the file's name is not valid UTF-8\n" in result.stdout
    assert "as no literature: in/table\\xff.csv\n" in result.stdout
    assert json.loads(Path("rejects.jsonl").read_text(encoding="utf-8"))["source"] == r"in/bad\xff.txt"
