"""An alarm for work that may never end. No time is measured: the alarm is far beyond what the work needs."""

from __future__ import annotations

import signal
from contextlib import contextmanager

HAS_ALARM = hasattr(signal, "SIGALRM")


class NeverEnds(Exception):
    """The alarm went off."""


@contextmanager
def patience(seconds=60):
    """A block that fails when it takes this long; on a system without alarms nothing stops it."""
    if not HAS_ALARM:
        yield
        return

    def stop(number, frame):
        raise NeverEnds(f"still running after {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
