"""Windows of whole sentences, as many as the encoder reads at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.ner.pieces import Pieces
from pipeline.schema import Span

#: Pieces that a window holds at most, the two marks at its ends not counted.
LONGEST = 126


def windows(pieces: Pieces, sentences: Sequence[Span], longest: int = LONGEST) -> Iterator[slice]:
    """Cut a document's pieces into windows, in reading order, none overlapping another.

    A window holds as many sentences as fit; a sentence longer than a window is cut between two words.

    Args:
        pieces: the pieces of the document.
        sentences: its sentences, in order; what lies outside them is in no window.
        longest: pieces that a window holds at most.
    """
    begin = end = 0
    for sentence in sentences:
        place = pieces.within(sentence)
        start, stop = max(place.start, end), place.stop
        if stop <= start:
            continue
        if end > begin and (stop - begin > longest or start != end):
            yield slice(begin, end)
            begin = start
        elif end == begin:
            begin = start
        while stop - begin > longest:
            cut = begin + longest
            word = pieces.words[cut]
            while cut > begin + 1 and pieces.words[cut - 1] == word:
                cut -= 1
            # One word of more pieces than a window holds is cut within.
            cut = cut if cut > begin + 1 else begin + longest
            yield slice(begin, cut)
            begin = cut
        end = stop
    if end > begin:
        yield slice(begin, end)
