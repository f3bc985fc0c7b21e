"""Who we are to a server: from a file or the environment, checked before anything is sent.

Never from the command line, which every user of a machine can see. No message repeats what was given.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.publish.triplestore.authentication import Credentials

__all__ = ["read_credentials"]

_KEYS = ("user", "password", "token")
_VARIABLES = {key: f"ICMLPO_RDF_{key.upper()}" for key in _KEYS}


_EMPTY_ONE = '; for an empty one write password = "" in {}'


def read_credentials(path: str | None) -> Credentials:
    """Return what a TOML file says, or what the environment does where no file is named.

    Raises:
        UsageError: it cannot be read, is half of something, twice something, or nothing that HTTP can carry.
    """
    if path is None:
        # An empty variable is how a shell unsets one for a single command.
        found = {key: os.environ[name] for key, name in _VARIABLES.items() if os.environ.get(name)}
        names = _VARIABLES
    else:
        found = _told_by(path)
        names = {key: f"{key} in {path}" for key in _KEYS}
    _check_together(found, names, path)
    for key, value in found.items():
        _check(key, value, names[key])
    given = [names[key] for key in ("user", "password") if key in found] or [names["token"]]
    origin = (path or " and ".join(given)) if found else ""
    return Credentials(found.get("user"), found.get("password"), found.get("token"), origin)


def _check_together(found: dict[str, str], names: dict[str, str], path: str | None) -> None:
    """A user has a password and a password a user, or there is a token."""
    write, remove = ("write", "remove") if path else ("set", "unset")
    called = {key: key for key in _KEYS} if path else names
    if "token" in found and len(found) > 1:
        other = next(key for key in _KEYS if key in found)
        raise UsageError(
            f"a token is given and a {other} too",
            mend=f"{remove} {called['token']}, or {called['user']} and {called['password']}",
            origin=path or names["token"],
        )
    for key, other in (("user", "password"), ("password", "user")):
        if key in found and other not in found:
            none = _EMPTY_ONE.format("it" if path else "a file for --credentials")
            raise UsageError(
                f"a {key} is given and no {other}",
                mend=f"{write} {called[other]} too{none if other == 'password' else ''}",
                origin=path or names[key],
            )


def _check(key: str, value: str, name: str) -> None:
    if key == "user" and (not value or ":" in value):
        raise UsageError(
            "the user is empty, or holds a colon, which HTTP keeps for what follows (RFC 7617, section 2)",
            mend="give the user alone, and the password by itself",
            origin=name,
        )
    if key == "token" and not (value and value.isascii() and value.isprintable() and " " not in value):
        raise UsageError(
            "the token is empty, or holds a space or what is not ASCII",
            mend="give the token alone, without Bearer before it",
            origin=name,
        )
    if not value.isprintable():
        raise UsageError(
            f"the {key} holds a character that no header may hold",
            mend="remove it; often it is the end of a line",
            origin=name,
        )


def _told_by(path: str) -> dict[str, str]:
    try:
        read = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(
            f"cannot be read ({error.strerror})", mend="give a readable file", origin=path
        ) from error
    except ValueError:
        # The parser's message may quote the secret.
        raise UsageError("it is no TOML", mend='write user = "…" and password = "…"', origin=path) from None
    if not read or set(read) - set(_KEYS) or not all(isinstance(value, str) for value in read.values()):
        raise UsageError(
            "it holds something else than user, password and token",
            mend='write user = "…" and password = "…", or token = "…"',
            origin=path,
        )
    return read
