"""Make a virtual environment with the first Python here that evigraph runs on.

    python3 tools/make_venv.py .venv

Uses the standard library alone, and nothing newer than Python 3.8 has: an old Python is to say what is missing, not
to fail at a comma. PYTHON in the environment chooses the interpreter. Debian and Ubuntu keep a part of `venv` in a
package of its own; where it is missing it is installed if that needs no password, else the command to type is told.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

NEEDED = (3, 11)
CANDIDATES = ("python3", "python3.12", "python3.11", "python3.13", "python3.14")
ASK = (
    "import importlib.util as u, json, sys; "
    "print(json.dumps([sys.version_info[0], sys.version_info[1], u.find_spec('ensurepip') is not None]))"
)


def ask(command):
    """The version of a Python and whether it can make environments; None where it does not run."""
    try:
        answer = subprocess.run([command, "-c", ASK], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60)
        major, minor, complete = json.loads(answer.stdout.decode())
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return (major, minor), complete


def choose():
    """The Python to use, its version, and whether it can make environments as it is."""
    chosen = os.environ.get("PYTHON")
    known = [(name, ask(name)) for name in ([chosen] if chosen else CANDIDATES)]
    fit = [(name, found[0], found[1]) for name, found in known if found and found[0] >= NEEDED]
    for candidate in fit:
        if candidate[2]:
            return candidate
    if fit:
        return fit[0]
    told = ", ".join(f"{name} is {found[0][0]}.{found[0][1]}" for name, found in known if found)
    return fail(
        f"evigraph needs Python 3.11 or newer; {told or 'none was found'}.\n"
        "Install one, or name it: make PYTHON=/path/to/python3.11"
    )


def add_ensurepip(name, version):
    """Install the package that Debian and Ubuntu keep `ensurepip` in."""
    package = "python{}.{}-venv".format(*version)
    install = ["apt-get", "install", "--yes", "--no-install-recommends", package]
    if shutil.which("apt-get") is None:
        fail(f"{name} lacks the module ensurepip: install the rest of its standard library")
    as_root = as_superuser()
    if as_root is None:
        fail(f"{name} cannot make environments yet. Type this, then try again:\n  sudo {' '.join(install)}")
    say(f"Installing {package}, which {name} needs to make environments.")
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    # On a fresh machine the lists of packages are empty; where they cannot be renewed the old ones may do.
    subprocess.run([*as_root, "apt-get", "update"], env=environment, check=False, **quiet)
    if subprocess.run([*as_root, *install], env=environment, check=False, **quiet).returncode:
        fail(f"{package} could not be installed. Type this, then try again:\n  sudo {' '.join(install)}")


def as_superuser():
    """What to put before a command that only root may run; None where a password would be asked for."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo is None:
        return None
    trial = subprocess.run([sudo, "-n", "true"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return [sudo, "-n"] if trial.returncode == 0 else None


def main(folder):
    """Make the environment, unless a good one is there already."""
    python = str(Path(folder) / "bin" / "python")
    found = ask(python)
    pip = found and subprocess.run(
        [python, "-m", "pip", "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    if found and found[0] >= NEEDED and pip.returncode == 0:
        return
    name, version, complete = choose()
    if not complete:
        add_ensurepip(name, version)
    say("Making {} with {} ({}.{}).".format(folder, name, *version))
    if subprocess.run([name, "-m", "venv", "--clear", folder], check=False).returncode:
        fail(f"{name} could not make the environment {folder}")


def say(text):
    """Tell the user."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def fail(text):
    """Tell the user why it cannot be done, and stop."""
    sys.stderr.write(text + "\n")
    sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else ".venv")
