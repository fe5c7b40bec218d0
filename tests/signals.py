"""How programs are started that are to be stopped by a signal."""

from __future__ import annotations

import signal


def as_in_a_terminal():
    """Run in a child before it starts: what was started in the background ignores Ctrl-C, and so would its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
