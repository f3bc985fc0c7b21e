"""Sending a dataset to a running triplestore, graph by graph, and checking what it then holds."""

from icmlpo_rdf.publish.triplestore.authentication import Credentials
from icmlpo_rdf.publish.triplestore.endpoints import Addresses, Protocol, Server, checked_address, find_server
from icmlpo_rdf.publish.triplestore.journal import checked_journal
from icmlpo_rdf.publish.triplestore.load import LoadOptions, LoadSummary, Stage, load_into
from icmlpo_rdf.publish.triplestore.server_identity import journal_name
from icmlpo_rdf.publish.triplestore.store_client import Client
from icmlpo_rdf.web import RetryPolicy

__all__ = [
    "Addresses",
    "Client",
    "Credentials",
    "LoadOptions",
    "LoadSummary",
    "Protocol",
    "RetryPolicy",
    "Server",
    "Stage",
    "checked_address",
    "checked_journal",
    "find_server",
    "journal_name",
    "load_into",
]
