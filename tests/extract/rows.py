"""The studies that sentences are put into, and the rows that are expected of them."""

from __future__ import annotations

import dataclasses
from functools import cache

from pipeline.config import load_config
from pipeline.extract import Extractor
from pipeline.ingest import read_records
from tests.extract.builders import record

TITLE = "Blinatumomab in children with relapsed leukemia"
TREATED = "We treated 40 children with blinatumomab."
TRIAL = "Blinatumomab versus chemotherapy in children with relapsed leukemia: a randomized trial"
ALLOCATED = "Children were randomly assigned to blinatumomab (n = 54) or chemotherapy (n = 54)."

#: Told of every row: a figure that a case does not name must not be there.
FIGURES = (
    *("value", "unit", "qualifier", "events", "total", "ci_low", "ci_high", "ci_level", "low", "high", "spread"),
    *("p_value", "p_qualifier", "time_value", "time_unit", "grade"),
)
SHARES = ("proportion", "survival", "cumulative_incidence")


def row(measure, quote, statistic, value=None, *, ci=None, at=None, spread=None, filled=None, group=None, **fields):
    """An arm row as a dict of what it must tell.

    A share is in percent and a confidence interval of 95% unless told otherwise. ``ci`` is low and high, ``at`` a
    time and its unit, ``spread`` its name, low and, where there is one, high; ``filled`` is a total that was filled in.
    """
    told = dict.fromkeys(FIGURES) | {"inferred": (), "comparator": None, "attribution": "own", "value": value}
    if value is not None and statistic in SHARES:
        told |= {"unit": "%"}
    if ci is not None:
        told |= {"ci_low": ci[0], "ci_high": ci[1], "ci_level": 95}
    if at is not None:
        told |= dict(zip(("time_value", "time_unit"), at, strict=True))
    if spread is not None:
        told |= dict(zip(("spread", "low", "high"), spread, strict=False))
    if filled is not None:
        told |= {"total": filled, "inferred": ("total",)}
    named = {
        "kind": "arm",
        "measure": measure,
        "quote": quote,
        "statistic": statistic,
        "group": group and group.lower(),
    }
    return told | named | fields


def contrast(measure, quote, statistic, value, **fields):
    """As :func:`row`, of one group against another."""
    return row(measure, quote, statistic, value, kind="contrast", **fields)


def found_in_study(extractor, sentence):
    """What is found in a sentence among the results of a study of one group."""
    return _results(extractor.extract(record(TITLE, ("METHODS", TREATED), ("RESULTS", sentence))))


def found_in_trial(extractor, sentence):
    """What is found in a sentence among the results of a trial of two arms."""
    return _results(extractor.extract(record(TRIAL, ("METHODS", ALLOCATED), ("RESULTS", sentence))))


def _results(extraction):
    return [finding for finding in extraction.findings if finding.section == "RESULTS"]


def as_rows(findings, expected):
    """Findings as dicts of the fields that the row expected in their place names; all fields of one too many."""
    rows = [{field.name: getattr(each, field.name) for field in dataclasses.fields(each)} for each in findings]
    for told in rows:
        told["group"] = told["group"] and told["group"].lower()
    wanted = [*expected, *rows[len(expected) :]]
    return [{name: told[name] for name in names} for told, names in zip(rows, wanted, strict=False)]


def abstract_rows(folder, methods, results, background=None):
    """All rows of an abstract that is plain text, extracted with the models.

    Args:
        folder: where its file is written.
        methods: its methods, without their label.
        results: its results.
        background: what stands before them; None for nothing.
    """
    parts = {"BACKGROUND": background, "METHODS": methods, "RESULTS": results}
    path = folder / "abstract.txt"
    path.write_text("\n".join(f"{label}: {part}" for label, part in parts.items() if part), encoding="utf-8")
    (document,) = read_records(path)
    return credited_extractor().extract(document).findings


def therapies(findings):
    """The names of what the groups of some findings received, each combination once."""
    return {tuple(concept.name for concept in finding.therapies) for finding in findings}


@cache
def credited_extractor():
    """An extractor with the learned models that say what a figure is of, and whose."""
    config = load_config()
    return Extractor(config.lexicons, config.measures, models=["encoder"], relations=False)


def credited_rows(title, methods, results, *fields):
    """The fields of the rows that a study's results tell, models and rules together."""
    found = credited_extractor().extract(record(title, ("METHODS", methods), ("RESULTS", results))).findings
    return [tuple(getattr(row, field) for field in fields) for row in found if row.section == "RESULTS"]
