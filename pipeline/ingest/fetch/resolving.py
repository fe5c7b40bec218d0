"""From what a list calls papers to their PMIDs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pipeline.errors import BadReply
from pipeline.ingest.fetch.eutils import Eutils
from pipeline.ingest.fetch.folder import Folder
from pipeline.ingest.references.wanted import Wanted

#: Citations that ECitMatch is asked about in one request.
_CITATIONS = 100


class Resolver:
    """Finds PMIDs; those found before are taken from the folder's list."""

    def __init__(self, eutils: Eutils, folder: Folder, tell: Callable[[str], None]) -> None:
        """
        Args:
            eutils: asks PubMed.
            folder: knows what was found before, and keeps what is found.
            tell: is told what is being done.
        """
        self._eutils = eutils
        self._folder = folder
        self._tell = tell

    def resolve(self, wanted: Sequence[Wanted]) -> Iterator[tuple[Wanted, str | None, str]]:
        """The PMID of each paper.

        Args:
            wanted: any papers.

        Yields:
            each paper with its PMID, or with None and the reason why there is none: first those that need no question,
            in their order, then the others in theirs.

        Raises:
            Unreachable: when PubMed does not answer.
            Refused: when PubMed says that the request is wrong.
            ExportError: when what was found cannot be kept.
        """
        asked: list[Wanted] = []
        for one in wanted:
            pmid = one.value if one.kind == "PMID" else self._folder.resolved(str(one))
            if pmid is None:
                asked.append(one)
            else:
                yield one, pmid, ""
        # The same paper twice in a list is one question.
        papers = list(dict.fromkeys((one.kind, one.value) for one in asked))
        if papers:
            self._tell(f"looking up {len(papers)} DOIs, PMCIDs and citations")
        citations = [value for kind, value in papers if kind == "CITATION"]
        answers: dict[tuple[str, str], tuple[str | None, str]] = {}
        for start in range(0, len(citations), _CITATIONS):
            part = citations[start : start + _CITATIONS]
            answers.update({("CITATION", value): answer for value, answer in zip(part, self._match(part), strict=True)})
            self._keep(answers)
        for paper in papers:
            if paper[0] != "CITATION":
                answers[paper] = self._search(*paper)
                self._keep({paper: answers[paper]})
        for one in asked:
            yield one, *answers[one.kind, one.value]

    def _keep(self, answers: dict[tuple[str, str], tuple[str | None, str]]) -> None:
        found = {f"{kind}:{value}": pmid for (kind, value), (pmid, _) in answers.items() if pmid is not None}
        for paper, pmid in found.items():
            self._folder.remember(paper, pmid)
        if found:
            self._folder.save()

    def _search(self, kind: str, value: str) -> tuple[str | None, str]:
        quoted = value.replace('"', "")
        term = f'"{quoted}"[doi]' if kind == "DOI" else f"{value}[pmcid]"
        try:
            hits = self._eutils.search(term, 2)
        except BadReply as error:
            return None, str(error)
        if not hits.pmids or hits.unknown:
            # Where PubMed does not know a phrase, what it finds may be something else.
            return None, "PubMed knows no such paper"
        if hits.count > 1:
            return None, f"PubMed finds {hits.count:,} papers"
        return hits.pmids[0], ""

    def _match(self, citations: Sequence[str]) -> list[tuple[str | None, str]]:
        keys = {f"evigraph{number}": "|".join(value.split("|")[:5]) for number, value in enumerate(citations, start=1)}
        try:
            found = self._eutils.match(keys)
        except BadReply as error:
            return [(None, str(error))] * len(citations)
        return [_matched(found[key]) for key in keys]


def _matched(answer: str) -> tuple[str | None, str]:
    if answer.isascii() and answer.isdigit():
        return answer, ""
    if answer.startswith("AMBIGUOUS"):
        return None, f"the citation fits several papers ({answer.removeprefix('AMBIGUOUS').strip(' ()')})"
    if "INVALID_JOURNAL" in answer:
        return None, "PubMed knows no journal of this name"
    return None, "PubMed knows no such paper"
