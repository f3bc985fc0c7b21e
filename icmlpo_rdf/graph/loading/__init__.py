"""Sending a dataset to a running triplestore, graph by graph, and checking what it then holds."""

from icmlpo_rdf.graph.loading.addresses import Addresses, Protocol, Server, checked_address, find_server
from icmlpo_rdf.graph.loading.client import Client, Patience
from icmlpo_rdf.graph.loading.credentials import Credentials
from icmlpo_rdf.graph.loading.journal import checked_journal
from icmlpo_rdf.graph.loading.places import journal_name
from icmlpo_rdf.graph.loading.run import LoadOptions, LoadSummary, Stage, load_into

__all__ = [
    "Addresses",
    "Client",
    "Credentials",
    "LoadOptions",
    "LoadSummary",
    "Patience",
    "Protocol",
    "Server",
    "Stage",
    "checked_address",
    "checked_journal",
    "find_server",
    "journal_name",
    "load_into",
]
