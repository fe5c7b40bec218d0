"""evigraph: reads medical literature and gives back evidence, each figure with the sentence that states it.

::

    import pipeline

    with pipeline.run(["corpora"]) as evidence:
        for finding in evidence.findings(therapy="blinatumomab", outcome="CR"):
            print(finding.document, finding.quote)
        evidence.outcomes()  # the outcome table, a pandas frame
        evidence.graph()  # the evidence graph, a networkx MultiDiGraph

The names below are imported when first asked for: importing ``pipeline`` alone loads nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.batch.report import Report
    from pipeline.errors import EvigraphError
    from pipeline.evidence import Evidence, open, run

    __version__: str

__all__ = ["Evidence", "EvigraphError", "Report", "__version__", "open", "run"]

_HOMES = {
    "Evidence": "pipeline.evidence",
    "EvigraphError": "pipeline.errors",
    "Report": "pipeline.batch.report",
    "open": "pipeline.evidence",
    "run": "pipeline.evidence",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("evigraph")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted((*globals(), *__all__))
