"""Where the title of a plain text is: behind what a journal prints above it, before authors and abstract."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.ingest.headings import TextLine, find_headings
from pipeline.ingest.sections import begins_with_label
from pipeline.schema import Span

_LONGEST = 500
_LONGEST_IN_LINE = 300
_MOST_LINES = 4
_MARK = re.compile(r"(?:[•●▪◦‣*–-]\s+|#{1,6}\s+|(?:title|Title|TITLE)\s*:\s*)")
_SENTENCE = re.compile(r"[.?!](?=\s+[A-Z0-9])")
# What marks a sentence of running text; titles have neither these verbs nor results.
_PROSE = re.compile(
    r"\b(?:we|our|is|are|was|were|has|have|had|been|this (?:study|trial|paper|review|article))\b"
    r"|\d\s?%|\b[Pp]\s?[<=>]",
    re.IGNORECASE,
)
_OPEN_END = re.compile(r"(?:[,:;–-]|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|versus|vs\.?|with))$")
# Labels above a title whose content is the block of lines below them ...
_LABEL_ABOVE = re.compile(
    r"(?:edited by|reviewed by|\*?\s?correspondence|citation|copyright|received|accepted|published|specialty section"
    r"|type|doi|journal|keywords?)\s*:?",
    re.IGNORECASE,
)
# ... and lines that are complete by themselves.
_LINE_ABOVE = re.compile(
    r"open access|editorial(?: on the research topic)?|(?:original |systematic |mini[- ]|brief )?"
    r"(?:review|research|article|report|communication|research article|review article|clinical trial)"
    r"|case report|letter to the editor|correspondence|research topic|title"
    r"|(?:received|accepted|published|doi|type|issn|vol(?:ume)?|page \d|https?://|www\.|©|copyright)\b.*"
    r"|\W*these authors\b.*",
    re.IGNORECASE,
)


def find_title(text: str, lines: Sequence[TextLine]) -> Span | None:
    """The title of a plain text.

    Args:
        text: the text.
        lines: its lines.

    Returns:
        where the title's words stand, without bullet and white space; None where the text begins with a section or
        with running text. A text of a single line has one where its first sentence has no verb of running text and
        more text follows on the line.
    """
    blocks = _blocks(lines)
    is_content = False
    for number, block in enumerate(blocks):
        kept = [at for at, line in enumerate(block) if not _is_furniture(line.words)]
        announces = _LABEL_ABOVE.fullmatch(block[kept[0] - 1 if kept else -1].words) is not None
        if not kept or (kept[0] > 0 and announces) or is_content:
            # ``EDITED BY`` with its names in the same block, or with the next block still to come.
            is_content = not kept and announces
            continue
        return _title_of(text, block[kept[0] :], last=number + 1 == len(blocks))
    return None


def _is_furniture(words: str) -> bool:
    return bool(_LABEL_ABOVE.fullmatch(words) or _LINE_ABOVE.fullmatch(words))


def _blocks(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Lines in blocks, parted at blank lines."""
    blocks: list[list[TextLine]] = []
    apart = True
    for line in lines:
        if not line.words:
            apart = True
        elif apart:
            blocks.append([line])
            apart = False
        else:
            blocks[-1].append(line)
    return blocks


def _title_of(text: str, block: list[TextLine], last: bool) -> Span | None:
    """The title at the beginning of a block; ``last`` tells that no text comes behind the block."""
    first = block[0]
    if _is_label(text, first):
        return None
    begin, end = _words_of(text, first)
    mark = _MARK.match(first.words)
    if mark is not None:
        begin += mark.end()
    if len(block) == 1 and last:
        return _first_sentence(text, begin, end)
    count = _lines_of_title(block)
    if count > _MOST_LINES:
        return None
    title = Span(begin, _words_of(text, block[count - 1])[1])
    words = title.of(text)
    sentences = len(_SENTENCE.findall(words))
    if not words.strip() or len(words) > _LONGEST or sentences > 1:
        return None
    if count == len(block):
        return None if last else title
    if sentences == 0 and not words.endswith((".", ",", ";")):
        return title
    # A title that ends in a stop, straight above its abstract.
    below = block[count]
    return title if len(below.words) > len(words) or _is_label(text, below) else None


def _words_of(text: str, line: TextLine) -> tuple[int, int]:
    """Where the words of a line begin and end, without its white space."""
    begin = text.index(line.words, line.start)
    return begin, begin + len(line.words)


def _lines_of_title(block: Sequence[TextLine]) -> int:
    """How many of a block's lines its first one goes on in, itself counted."""
    count = 1
    while count < len(block) and _goes_on(block[count - 1].words, block[count].words):
        count += 1
    return count


def _is_label(text: str, line: TextLine) -> bool:
    return begins_with_label(text, line.start, line.end) or any(not heading.marked for heading in find_headings([line]))


def _goes_on(line: str, below: str) -> bool:
    """Whether a line goes on in the one below it."""
    return below[:1].islower() or _OPEN_END.search(line) is not None


def _first_sentence(text: str, begin: int, end: int) -> Span | None:
    match = _SENTENCE.search(text, begin, min(end, begin + _LONGEST_IN_LINE))
    if match is None or _PROSE.search(text, begin, match.end()):
        return None
    words = len(text[begin : match.end()].split())
    return Span(begin, match.end()) if words >= 4 else None
