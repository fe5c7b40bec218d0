"""The papers of a query, also of one that finds more than PubMed gives of one search.

PubMed gives the first 9,999 of a search, however it is asked. Such a search is parted by the dates on which papers
came into PubMed (Entrez dates, ``edat``), which every paper has: a span of days that holds too many is halved, the
later half first, until each holds few enough or is one day. https://www.ncbi.nlm.nih.gov/books/NBK25499/ describes
``datetype``, ``mindate`` and ``maxdate``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.ingest.fetch.eutils import MOST_HITS, Eutils

#: No paper came into PubMed before this day.
FIRST_DAY = date(1800, 1, 1)


@dataclass(frozen=True, slots=True)
class Found:
    """What a query finds.

    Attributes:
        count: how many papers PubMed says there are.
        pmids: those of them that are wanted and that PubMed gives, each once.
        unknown: words and phrases of the query that PubMed does not know, and what it says of them.
        crowded: days on which more papers came into PubMed than it gives, with how many it keeps back.
    """

    count: int
    pmids: tuple[str, ...]
    unknown: tuple[str, ...]
    crowded: tuple[tuple[date, int], ...] = ()


def search_all(eutils: Eutils, query: str, most: int | None, today: date, tell: Callable[[str], None]) -> Found:
    """The papers that a query finds, as many as are wanted.

    Args:
        eutils: asks PubMed.
        query: the query, in PubMed's language.
        most: as many papers as are wanted; all where None.
        today: the present day; a day more is asked for, as it begins earlier elsewhere.
        tell: is told that the search is parted.

    Raises:
        FetchError: when PubMed does not answer, or not well.
    """
    whole = eutils.search(query, MOST_HITS if most is None else min(most, MOST_HITS))
    wanted = whole.count if most is None else min(most, whole.count)
    if wanted <= len(whole.pmids):
        return Found(whole.count, whole.pmids, whole.unknown)
    tell(f"the query finds {whole.count:,} papers; it is parted by the days on which they came into PubMed")
    pmids: dict[str, None] = {}
    crowded: list[tuple[date, int]] = []
    # The last of the list is the latest span, which is looked at first.
    spans = [(FIRST_DAY, today + timedelta(days=1))]
    while spans and len(pmids) < wanted:
        first, last = spans.pop()
        hits = eutils.search(query, MOST_HITS, (first, last))
        if hits.count > MOST_HITS and first < last:
            middle = first + (last - first) // 2
            spans += [(first, middle), (middle + timedelta(days=1), last)]
            continue
        pmids.update(dict.fromkeys(hits.pmids))
        if hits.count > len(hits.pmids):
            crowded.append((first, hits.count - len(hits.pmids)))
    pmids.update(dict.fromkeys(whole.pmids))
    return Found(whole.count, tuple(pmids)[:wanted], whole.unknown, tuple(crowded))
