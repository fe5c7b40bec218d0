"""Time: how requests are kept apart, and how long a service wants to be left alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def _today() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """Where time comes from, so that a program can put another in its place.

    Attributes:
        now: seconds that only ever grow.
        date: date and time of day.
        sleep: waits for some seconds.
    """

    now: Callable[[], float] = time.monotonic
    date: Callable[[], datetime] = _today
    sleep: Callable[[float], None] = time.sleep


SYSTEM_CLOCK = Clock()


class Pace:
    """Keeps requests so far apart that no second sees more of them than are allowed."""

    def __init__(self, per_second: int, clock: Clock) -> None:
        """
        Args:
            per_second: how many requests a second are allowed.
            clock: where time comes from.
        """
        # A little more than the share of each: the service counts when requests arrive, not when they leave.
        self._apart = 1.05 / per_second
        self._clock = clock
        self._next: float | None = None

    def wait(self) -> None:
        """Wait until the next request may be made."""
        now = self._clock.now()
        if self._next is not None and now < self._next:
            self._clock.sleep(self._next - now)
            now = max(self._next, self._clock.now())
        self._next = now + self._apart


def retry_after(value: str | None, clock: Clock) -> float | None:
    """The seconds that a ``Retry-After`` header asks for: a number, or the time until a date.

    Args:
        value: the header as it stands; None where there is none.
        clock: where time comes from.

    Returns:
        seconds, from 0; None where the header says nothing that can be understood.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max(0.0, (date - clock.date()).total_seconds())
