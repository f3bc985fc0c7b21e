"""Why there was no answer, or none that can be read, in words of this program."""

from __future__ import annotations

from dataclasses import dataclass
from http.client import (
    BadStatusLine,
    HTTPException,
    IncompleteRead,
    LineTooLong,
    RemoteDisconnected,
    UnknownProtocol,
)

import urllib3

from icmlpo_rdf.errors import ServerError

__all__ = ["Mends", "no_http", "unreached"]


@dataclass(frozen=True, slots=True)
class Mends:
    """What a user can do about each kind of failure; it depends on what is asked for."""

    unreached: str
    """The server does not run, or is not reached."""
    late: str
    """No whole answer in the time that one may take."""
    unread: str
    """The answer is none that can be read, or is too long: something else answers there."""
    busy: str
    """The server goes on saying *later*."""


def unreached(error: urllib3.exceptions.HTTPError, place: str, seconds: float, mends: Mends) -> ServerError:
    """Return a connection's error as ours.

    It repeats the words of the connection, which has seen no secret: hiding parts of an address would give one away.
    """
    reason = error.reason if isinstance(error, urllib3.exceptions.MaxRetryError) else error
    if told := no_http(reason):
        return ServerError(f"what answers there speaks no HTTP; {told}", mend="check the port", origin=place)
    if isinstance(reason, urllib3.exceptions.SSLError):
        cause = reason.args[0] if reason.args else reason
        told = getattr(cause, "verify_message", "") or str(getattr(cause, "reason", cause)).replace("_", " ")
        return ServerError(
            f"no safe connection ({told.lower()})",
            mend="write http:// if the server has no TLS; its certificate must be one that this machine trusts",
            origin=place,
        )
    if isinstance(reason, urllib3.exceptions.ReadTimeoutError):
        return ServerError(f"no whole answer within {seconds:g} seconds", mend=mends.late, origin=place)
    if isinstance(reason, urllib3.exceptions.DecodeError | urllib3.exceptions.InvalidHeader):
        is_packing = isinstance(reason, urllib3.exceptions.DecodeError)
        return ServerError(
            f"its answer cannot be read ({'it is not packed as its head says' if is_packing else reason})",
            mend=mends.unread,
            origin=place,
        )
    return ServerError(f"no answer ({_broken_off(reason)})", mend=mends.unreached, origin=place)


def _broken_off(reason: Exception | None) -> str:
    """Why there was no answer, or no whole one, in plain words."""
    cause = _cause(reason)
    if isinstance(cause, RemoteDisconnected):
        return "the connection was closed"
    if isinstance(cause, IncompleteRead):
        return "it broke off"
    if isinstance(cause, OSError) and cause.strerror:
        return cause.strerror
    # Without the objects that urllib3 puts before the reason.
    return str(reason).rpartition(": ")[2] if reason else "unknown"


def _cause(error: Exception | None) -> object:
    """What urllib3 has wrapped as a broken connection."""
    return error.args[-1] if isinstance(error, urllib3.exceptions.ProtocolError) and error.args else None


def no_http(error: Exception | None) -> str:
    """Return why an answer is no HTTP; empty for any other error, also for an answer that broke off."""
    cause = _cause(error)
    if isinstance(cause, urllib3.exceptions.InvalidChunkLength):
        return "its answer is cut into pieces of no length"
    if isinstance(cause, LineTooLong):
        return "a line of its answer is too long"
    if isinstance(cause, BadStatusLine | UnknownProtocol) and not isinstance(cause, RemoteDisconnected):
        return f"it says {(str(cause.args[0]).strip() or 'nothing')[:60]!r}"
    if isinstance(cause, HTTPException) and not isinstance(cause, RemoteDisconnected | IncompleteRead):
        return f"its head says: {str(cause)[:60]}"
    return ""
