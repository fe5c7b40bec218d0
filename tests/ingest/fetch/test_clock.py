"""Time: requests kept apart, and what services say of waiting."""

from __future__ import annotations

import pytest

from pipeline.ingest.fetch.clock import Pace, retry_after
from tests.eutils_server import FakeClock


@pytest.mark.parametrize("per_second", [3, 10])
def test_no_second_sees_more_requests_than_are_allowed(per_second):
    clock = FakeClock()
    pace = Pace(per_second, clock)
    times = []
    for _ in range(50):
        pace.wait()
        times.append(clock.now())

    assert max(sum(start <= time < start + 1 for time in times) for start in times) == per_second


def test_who_comes_late_does_not_wait():
    clock = FakeClock()
    pace = Pace(3, clock)
    pace.wait()
    clock.time += 7
    pace.wait()

    assert clock.slept == []


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7),
        (" 0 ", 0),
        ("Wed, 01 Jan 2025 00:02:00 GMT", 120),
        ("Wed, 01 Jan 2025 00:02:00 -0000", 120),
        ("Tue, 31 Dec 2024 00:00:00 GMT", 0),
        ("soon", None),
        ("-3", None),
        ("", None),
        (None, None),
        ("Wed, 99 Jan 2025 00:02:00 GMT", None),
    ],
)
def test_a_service_says_how_long_it_wants_to_be_left_alone(header, seconds):
    assert retry_after(header, FakeClock()) == seconds
