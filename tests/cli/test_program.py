"""The installed program: what only a process of its own can show."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.samples import TEXT
from tests.signals import as_in_a_terminal


@pytest.mark.parametrize("command", [["evigraph"], ["python", "-m", "pipeline"]], ids=" ".join)
def test_the_installed_program_does_the_same(folder, small_config, tmp_path, command):
    path = Path(sys.executable).parent
    call = [str(path / command[0]), *command[1:], "run", "in", "--config", str(small_config), "--workers", "2"]
    (folder / "b.txt").write_text(TEXT.format(2), encoding="utf-8")

    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "2 new, 0 changed" in done.stdout
    assert (tmp_path / "evidence.db").exists()


def test_the_installed_program_fails_without_a_traceback(tmp_path):
    path = Path(sys.executable).parent / "evigraph"

    done = subprocess.run([path, "query"], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "evigraph: evidence.db: no such evidence database\n"


@pytest.mark.skipif(os.name == "nt", reason="signals of a terminal")
def test_ctrl_c_stops_a_run_on_several_workers_without_a_traceback(tmp_path):
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text(f"Blinatumomab cured {number + 2} of 50 children.", encoding="utf-8")
    call = [sys.executable, "-m", "pipeline", "run", ".", "--db", "e.db", "--workers", "2"]
    lines = []
    with subprocess.Popen(
        call, cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=as_in_a_terminal
    ) as started:
        for line in started.stderr:
            lines.append(line.strip())
            if lines[-1] == "extracting 40 documents":
                # What a terminal does: all processes of the group are told.
                os.killpg(started.pid, signal.SIGINT)
    assert started.returncode == 130
    assert lines == ["reading 40 files", "extracting 40 documents"]

    again = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert again.returncode == 0
    assert "The evidence database holds 40 documents." in again.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is full")
@pytest.mark.parametrize(
    "arguments",
    [["query"], ["query", "--format", "csv"], ["audit"], ["export", "graph", "g.json"], ["--help"]],
    ids=" ".join,
)
def test_output_that_cannot_be_written_is_one_line(evigraph, database, tmp_path, arguments):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pipeline", *arguments], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True
        )

    assert (done.returncode, done.stderr) == (1, "evigraph: the output cannot be written: No space left on device\n")
