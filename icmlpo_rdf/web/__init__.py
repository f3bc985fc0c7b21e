"""HTTP as a guest behaves: patient with a server that is busy, short with one that refuses, and never more than is asked for."""

from icmlpo_rdf.web.broken_answers import Mends
from icmlpo_rdf.web.http_client import HttpClient, Reply, RetryPolicy, TooLongError, user_agent

__all__ = ["HttpClient", "Mends", "Reply", "RetryPolicy", "TooLongError", "user_agent"]
