"""PubMed's own records, as XML and as tagged lines (MEDLINE, nbib)."""
