"""What a user is likely to hand over that no reader reads: a clear word instead of a document full of markup."""

from __future__ import annotations

# Offset, bytes that stand there, what the file is.
_SIGNS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "a PDF"),
    (0, b"%!PS", "a PostScript file"),
    (0, b"{\\rtf", "a rich text file (RTF)"),
    (0, b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (0, b"\x89PNG", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF87a", "a GIF image"),
    (0, b"GIF89a", "a GIF image"),
    (0, b"II*\0", "a TIFF image"),
    (0, b"MM\0*", "a TIFF image"),
    (8, b"WEBP", "a WebP image"),
    (0, b"SQLite format 3\0", "a SQLite database"),
)

_PACKED: tuple[tuple[int, bytes, str], ...] = (
    (0, b"BZh91AY&SY", "a bzip2 archive"),
    (0, b"\xfd7zXZ\0", "an xz archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (257, b"ustar", "a tar archive"),
    # These two are opened where they are files; they come here only as members of another archive.
    (0, b"\x1f\x8b", "an archive within an archive"),
    (0, b"PK\x03\x04", "an archive within an archive, or a Word or Excel file"),
)


def foreign(head: bytes) -> str | None:
    """Why a file that begins with ``head`` is not read, where it is known to be no text; None where it may be."""
    for offset, sign, what in _SIGNS:
        if head.startswith(sign, offset):
            return f"the file is {what}, not text"
    for offset, sign, what in _PACKED:
        if head.startswith(sign, offset):
            return f"the file is {what}: unpack it, and give the folder"
    return None
