"""Sending a dataset to a running triplestore, graph by graph, and checking what it then holds."""

from icmlpo_rdf.publish.triplestore.authentication import Credentials
from icmlpo_rdf.publish.triplestore.endpoints import Addresses, Protocol, Server, checked_address, find_server
from icmlpo_rdf.publish.triplestore.http_client import Client, RetryPolicy
from icmlpo_rdf.publish.triplestore.journal import checked_journal
from icmlpo_rdf.publish.triplestore.load import LoadOptions, LoadSummary, Stage, load_into
from icmlpo_rdf.publish.triplestore.server_identity import journal_name

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
