"""The nearest name by scispaCy's candidate generator, where it is installed: the same trigrams, approximate neighbours.

See Neumann et al., ScispaCy: fast and robust models for biomedical natural language processing (BioNLP 2019). scispaCy's
own builder refuses scipy 1.11 and later, so its steps are made here, with its settings but on one thread: on several,
nmslib builds another graph each time. Building takes minutes; the graph is kept in the user's cache folder.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

# scispaCy's settings: the largest that nmslib's authors recommend, and how many neighbours are looked at in a query.
_GRAPH = {"M": 100, "indexThreadQty": 1, "efConstruction": 2000, "post": 0}
_LOOKED_AT = 200
# Of names with the same likeness all must be seen, for the first of them to be the same on every machine.
_NEIGHBOURS = 30


def cache_folder() -> Path:
    """Where indexes are kept: ``EVIGRAPH_CACHE``, else ``evigraph`` in the user's cache folder."""
    named = os.environ.get("EVIGRAPH_CACHE")
    if named:
        return Path(named)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "evigraph"


class ScispacyIndex:
    """Places of names by their trigrams, as :class:`pipeline.extract.normalising.ngrams.NgramIndex` has them."""

    def __init__(self, names: Sequence[str], cache: Path | None = None) -> None:
        """Index names; the graph over them is loaded where the cache has it, and kept there where not.

        Args:
            names: the names; a name is known by its place among them.
            cache: the folder; :func:`cache_folder` where None.
        """
        import nmslib
        import numpy as np
        from scispacy.candidate_generation import CandidateGenerator
        from scispacy.linking_utils import Entity, KnowledgeBase
        from sklearn.feature_extraction.text import TfidfVectorizer

        base = KnowledgeBase([Entity(str(place), name, [name], [], "") for place, name in enumerate(names)])
        aliases = list(base.alias_to_cuis)
        # Trigrams of fewer than ten names count for nothing; a small set of names would have none left.
        rarest = 10 if len(aliases) >= 1000 else 1
        vectorizer: Any = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), min_df=rarest, dtype=np.float32)
        vectors = vectorizer.fit_transform(aliases)
        # nmslib ends the process on a vector without a weight.
        filled = np.asarray(vectors.sum(axis=1)).reshape(-1) != 0
        kept = [alias for alias, some in zip(aliases, filled, strict=True) if some]
        graph = nmslib.init(method="hnsw", space="cosinesimil_sparse", data_type=nmslib.DataType.SPARSE_VECTOR)
        graph.addDataPointBatch(vectors[filled])
        path = (cache_folder() if cache is None else cache) / f"names-{_digest(names)}.nmslib"
        if path.is_file():
            graph.loadIndex(str(path))
        else:
            graph.createIndex(_GRAPH)
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_suffix(f".{os.getpid()}.part")
            graph.saveIndex(str(draft))
            draft.replace(path)
        graph.setQueryTimeParams({"efSearch": _LOOKED_AT})
        self._generator = CandidateGenerator(graph, vectorizer, kept, base)

    def nearest(self, name: str, most: int = 5) -> list[tuple[int, float]]:
        """The places of the names nearest to a name with their cosines, nearest first."""
        (found,) = self._generator([name], _NEIGHBOURS)
        scored = sorted((-round(float(max(each.similarities)), 6), int(each.concept_id)) for each in found)
        return [(place, -score) for score, place in scored[:most]]


def _digest(names: Sequence[str]) -> str:
    content = "\n".join((version("nmslib-metabrainz"), version("scikit-learn"), *names))
    return hashlib.sha256(content.encode("utf-8")).hexdigest()[:16]
