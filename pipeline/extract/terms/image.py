"""The built lexicons in one file that loads at once: what reading them would make, already made.

`models/lexicons/names.image` is written by ``python -m pipeline.training.lexicons``, beside the lexicon files that it
is made of. It begins with a line of JSON that names those files by the digests of their bytes; a lexicon file that was
changed since is read as any other is, and the image is passed over. What it holds, deflated: where each name stands in
the files, its flags and its concept; the concepts with what is known of each; and every key of the index, the
beginnings of keys included, in order, each as how much of the one before it begins with and what follows.

The same files give the same image on every machine, but for how a machine's zlib deflates it.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate, chain, islice, repeat
from pathlib import Path

from pipeline.extract.terms.columns import Columns, Stated

#: What the file is called, in the folder of the lexicon files.
NAME = "names.image"
#: Grows with every change of the layout.
LAYOUT = 2
#: What stands for a key: the number of its name, from 1; the numbers of several; or :data:`PREFIX`.
Value = int | tuple[int, ...]
#: Stands for the beginning of a key that is none itself: the one value that is false.
PREFIX = 0

_PARTS = ("places", "flags", "concept_of", "firsts", "kinds", "ids", "parents", "xrefs", "parts", "index")


@dataclass(frozen=True, slots=True)
class Image:
    """The names of several lexicon files, numbered from 1 in the order of the files.

    Attributes:
        data: the files' bytes, one behind the other.
        places: where in them each name begins; the first is of no name.
        flags: the flags of each name, likewise.
        concept_of: the number of each name's concept, from 0, likewise.
        firsts: the number of each concept's first name.
        kinds: the type of each concept.
        ids: the CURIE of each concept.
        parents: CURIE and the classes above it, of the rows that state some, in their order.
        xrefs: CURIE and what it is called elsewhere, likewise.
        parts: CURIE and the drugs it is made of, likewise.
        index: the names of each key, with the beginnings of keys.
    """

    data: bytes
    places: array[int]
    flags: bytes
    concept_of: array[int]
    firsts: array[int]
    kinds: list[str]
    ids: list[str]
    parents: Stated
    xrefs: Stated
    parts: Stated
    index: dict[str, Value]

    def name(self, number: int) -> str:
        """A name as its file writes it."""
        start = self.places[number]
        return self.data[start : self.data.index(b"\t", start)].decode()


def read_image(paths: Sequence[Path]) -> tuple[Image, int] | None:
    """The image of the first of these files, and how many they are.

    Returns:
        None where the first file lies beside no image, or beside one that is not of just these files.
    """
    if not paths:
        return None
    # A link leads to the file that it stands for, and so to the image beside that.
    path = paths[0].resolve().parent / NAME
    try:
        packed = path.read_bytes()
        header = json.loads(packed[: packed.index(b"\n")])
        digests = header["files"]
        if header["layout"] != LAYOUT or len(paths) < len(digests):
            return None
        files: list[bytes] = []
        for file, digest in zip(paths, digests, strict=False):
            files.append(file.read_bytes())
            if _digest(files[-1]) != digest:
                return None
        body = _inflated(packed[packed.index(b"\n") + 1 :], sum(header["sizes"]))
        if _digest(body) != header["body"]:
            return None
    except (OSError, ValueError, KeyError, TypeError, OverflowError, zlib.error):
        # No image, or none that can be trusted: the files themselves say what they hold.
        return None
    ends = list(accumulate(header["sizes"]))
    cut = {part: body[end - size : end] for part, end, size in zip(_PARTS, ends, header["sizes"], strict=True)}
    kinds = header["kinds"]
    return Image(
        data=b"".join(files),
        places=_numbers(cut["places"]),
        flags=cut["flags"],
        concept_of=_numbers(cut["concept_of"]),
        firsts=_numbers(cut["firsts"]),
        kinds=[kinds[kind] for kind in cut["kinds"]],
        ids=_lines(cut["ids"]),
        parents=_stated(cut["parents"]),
        xrefs=_stated(cut["xrefs"]),
        parts=_stated(cut["parts"]),
        index=_unpacked(cut["index"]),
    ), len(digests)


def pack(
    files: Sequence[Path],
    columns: Columns,
    concept_of: Iterable[int],
    concepts: Sequence[tuple[str, int, str]],
    index: Mapping[str, Value],
) -> bytes:
    """The bytes of an image.

    Args:
        files: built lexicon files: every line a row, and the name its first cell.
        columns: their rows.
        concept_of: the number of each name's concept, the first of no name.
        concepts: CURIE, number of the first name, and type of each concept.
        index: the names of each key, with the beginnings of keys.
    """
    contents = [file.read_bytes() for file in files]
    kinds = sorted({kind for _, _, kind in concepts})
    parts = {
        "places": _packed(chain([0], _starts(contents))),
        "flags": bytes(1) + bytes(columns.flags),
        "concept_of": _packed(concept_of),
        "firsts": _packed(first for _, first, _ in concepts),
        "kinds": bytes(kinds.index(kind) for _, _, kind in concepts),
        "ids": "\n".join(id for id, _, _ in concepts).encode(),
        "parents": _stating(columns.parents),
        "xrefs": _stating(columns.xrefs),
        "parts": _stating(columns.parts),
        "index": _folded_in(index),
    }
    body = b"".join(parts[part] for part in _PARTS)
    header = {
        "layout": LAYOUT,
        "files": [_digest(content) for content in contents],
        "body": _digest(body),
        "kinds": kinds,
        "sizes": [len(parts[part]) for part in _PARTS],
    }
    return json.dumps(header).encode() + b"\n" + zlib.compress(body, level=9)


def _inflated(packed: bytes, size: int) -> bytes:
    """What was deflated, if it is as long as it is told to be: no more is taken, whatever the bytes say."""
    stream = zlib.decompressobj()
    body = stream.decompress(packed, size + 1)
    return body if stream.eof else b""


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()


def _starts(contents: Iterable[bytes]) -> Iterator[int]:
    """Where each line behind a header begins."""
    at = 0
    for content in contents:
        starts = accumulate(map(len, content.splitlines(keepends=True)), initial=at)
        *lines, at = islice(starts, 1, None)
        yield from lines


def _packed(numbers: Iterable[int]) -> bytes:
    found = array("I", numbers)
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()


def _numbers(packed: bytes) -> array[int]:
    found = array("I")
    found.frombytes(packed)
    if sys.byteorder == "big":
        found.byteswap()
    return found


def _lines(packed: bytes) -> list[str]:
    return packed.decode().split("\n") if packed else []


def _stating(rows: Iterable[tuple[str, tuple[str, ...]]]) -> bytes:
    return "\n".join("\t".join((id, *stated)) for id, stated in rows).encode()


def _stated(packed: bytes) -> Stated:
    cells = map(str.split, _lines(packed), repeat("\t"))
    return [(id, tuple(stated)) for id, *stated in cells]


def _folded_in(index: Mapping[str, Value]) -> bytes:
    """Keys in order, shortened by what they share with the one before, then what stands for each."""
    keys = sorted(index)
    # A byte holds what is shared; more than that is written out again.
    shared = [min(_shared(*pair), 255) for pair in zip(["", *keys], keys, strict=False)]
    ends = "\n".join(key[kept:] for key, kept in zip(keys, shared, strict=True)).encode()
    one = [value if isinstance(value, int) else 0 for value in map(index.__getitem__, keys)]
    several = [(place, value) for place, key in enumerate(keys) if isinstance(value := index[key], tuple)]
    further = _packed(chain.from_iterable((place, len(value), *value) for place, value in several))
    return _packed([len(keys), len(ends)]) + bytes(shared) + ends + _packed(one) + further


def _shared(one: str, other: str) -> int:
    """How many characters two keys begin with alike."""
    unlike = (place for place, (here, there) in enumerate(zip(one, other, strict=False)) if here != there)
    return next(unlike, min(len(one), len(other)))


def _unpacked(packed: bytes) -> dict[str, Value]:
    count, size = _numbers(packed[:8])
    at = 8 + count
    ends = _lines(packed[at : at + size])
    at += size
    values: list[Value] = list(_numbers(packed[at : at + 4 * count]))
    several = _numbers(packed[at + 4 * count :])
    at = 0
    while at < len(several):
        place, length = several[at : at + 2]
        at += 2 + length
        values[place] = tuple(several[at - length : at])
    key = ""
    keys = [key := key[:kept] + end for kept, end in zip(packed[8 : 8 + count], ends, strict=True)]
    return dict(zip(keys, values, strict=True))
