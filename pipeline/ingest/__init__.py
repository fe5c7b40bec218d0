"""Reading: from files in several formats to documents, with the annotations that came with them."""

from pipeline.ingest.readers import READERS, Reader, detect, file_reject, read_file, read_records, reader_for
from pipeline.ingest.sections import find_sections

__all__ = [
    "READERS",
    "Reader",
    "detect",
    "file_reject",
    "find_sections",
    "read_file",
    "read_records",
    "reader_for",
]
