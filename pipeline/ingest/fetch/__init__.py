"""Fetching literature from NCBI: PubMed's records and PubTator's annotations, to files that the readers read."""

from pipeline.ingest.fetch.clock import SYSTEM_CLOCK, Clock
from pipeline.ingest.fetch.fetching import Fetched, Service, fetch

__all__ = ["SYSTEM_CLOCK", "Clock", "Fetched", "Service", "fetch"]
