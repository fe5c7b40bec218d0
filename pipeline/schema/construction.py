"""Building the nouns where millions of them are read: as the classes do it, without the checks and the guard.

A frozen dataclass sets each field past its own guard, by name, which makes building a mention cost more than reading
its line. Here an object is built as one of an open class with the same fields, and then becomes one of the frozen
class. A caller has itself checked what the class would check: :class:`~pipeline.schema.Span` its order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any, ParamSpec, TypeVar, cast

from pipeline.schema.document import Document, Passage
from pipeline.schema.mention import Concept, Mention, Relation
from pipeline.schema.metadata import Author, MeshHeading, Metadata, Reference
from pipeline.schema.record import SourceRecord
from pipeline.schema.span import Span

_P = ParamSpec("_P")
_T = TypeVar("_T")


def quick(made: Callable[_P, _T]) -> Callable[_P, _T]:
    """Another way to build objects of a frozen, slotted dataclass: the same arguments, the same object.

    Args:
        made: the dataclass; it inherits from no other.

    Returns:
        a function that builds its objects without its ``__post_init__``. A default that the class makes anew for each
        object is made once: frozen as it is, all may share it.
    """
    frozen = cast("type[Any]", made)
    names = [one.name for one in fields(frozen)]
    known: dict[str, Any] = {"frozen_": frozen, "open_": type(frozen.__name__, (), {"__slots__": tuple(names)})}
    parameters = []
    for one in fields(frozen):
        default = one.default_factory() if one.default_factory is not MISSING else one.default
        known[f"default_{one.name}"] = default
        parameters.append(one.name if default is MISSING else f"{one.name}=default_{one.name}")
    lines = [
        f"def build({', '.join(parameters)}):",
        "made_ = open_()",
        *(f"made_.{name} = {name}" for name in names),
        "made_.__class__ = frozen_",
        "return made_",
    ]
    # Written as code, as dataclasses writes its own: a loop over the fields would cost what this is to save.
    exec("\n    ".join(lines), known)
    return cast("Callable[_P, _T]", known["build"])


new_author = quick(Author)
new_concept = quick(Concept)
new_document = quick(Document)
new_mention = quick(Mention)
new_mesh_heading = quick(MeshHeading)
new_metadata = quick(Metadata)
new_passage = quick(Passage)
new_record = quick(SourceRecord)
new_reference = quick(Reference)
new_relation = quick(Relation)
new_span = quick(Span)
