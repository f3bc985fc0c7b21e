"""Who we are to a server: HTTP's Basic (RFC 7617), Digest (RFC 7616) and Bearer (RFC 6750) schemes.

Our own, for libraries do less: requests 2.34 and httpx 0.28 leave quotes in names as they are, so that the field is
broken, fail on a user outside ASCII, and httpx looks at the first of several challenges only.

A password is sent only when the server has asked for it, and in the way in which it asked. Nothing here is ever printed:
`Credentials.hide` takes the secrets out of any text on its way to a person.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import secrets
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, quote_plus

from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["Authorization", "Credentials"]

# RFC 9110, section 11.4: auth-param = token BWS "=" BWS ( token / quoted-string ). A name is looked for where it begins.
_PARAMETER = lazy_pattern(
    r'(?<![\w-])(?:[0-9_-]|[^\W\dA-Za-z_])*+([A-Za-z][\w-]*+)\s*+=\s*+(?:"((?:[^"\\]|\\.)*+)"|([^\s,"]++))'
)
_PERCENT = lazy_pattern(r"%[0-9A-F]{2}")
_DIGEST = lazy_pattern(r"(?:^|,)\s*digest\s+", re.IGNORECASE)
_BASIC = lazy_pattern(r"(?:^|,)\s*basic\b", re.IGNORECASE)
_ALGORITHMS = {"md5": hashlib.md5, "sha-256": hashlib.sha256}


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user with a password, or a token; either may be missing."""

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)
    origin: str = ""
    """Where they were given: a file, or variables of the environment; for messages."""

    def hide(self, text: str) -> str:
        """Return the text without the secrets, in any form in which a server may repeat them.

        Give it whole: of a secret that was cut the rest is not known.
        """
        forms = {form for one in (self.password, self.token) if one for form in _forms(one)}
        if self.user is not None and self.password:
            pair = _basic_pair(self.user, self.password)
            # Base64 is also written without its end.
            forms |= {*_forms(pair), *_forms(pair.rstrip("="))}
        # The longest first: the pair may hold the password by chance, and an escaped one the plain one.
        for form in sorted(forms, key=len, reverse=True):
            text = text.replace(form, "***")
        return text

    @property
    def are_given(self) -> bool:
        """True when there is anything to show to a server."""
        return self.token is not None or self.user is not None


class Authorization:
    """What to say in `Authorization`, as far as the server has told how it wants it."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._challenge: dict[str, str] | None = None
        self._is_basic = False
        self._count = 0

    def header(self, method: str, target: str) -> dict[str, str]:
        """Return the header for a request; empty while the server has not asked.

        Args:
            method: the request's method.
            target: its path with the query string, which Digest signs.
        """
        if self._credentials.token is not None:
            return {"Authorization": f"Bearer {self._credentials.token}"}
        if self._is_basic:
            pair = _basic_pair(self._credentials.user or "", self._credentials.password or "")
            return {"Authorization": f"Basic {pair}"}
        if self._challenge is not None:
            return {"Authorization": self._digest(self._challenge, method, target)}
        return {}

    def learn(self, challenge: str) -> bool:
        """Take in a server's `WWW-Authenticate`; False when there is no other answer than the one it refused.

        A server that refuses without saying how it wants to be asked is answered with Basic, once.
        """
        if self._credentials.user is None or self._credentials.token is not None:
            return False
        found = _DIGEST.search(challenge)
        if found:
            asked = {
                name.lower(): re.sub(r"\\(.)", r"\1", quoted) or plain
                for name, quoted, plain in _PARAMETER.findall(challenge[found.end() :])
            }
            if asked.get("algorithm", "md5").lower() in _ALGORITHMS and "nonce" in asked:
                # The same nonce again means that our answer was wrong.
                is_new = self._challenge is None or self._challenge["nonce"] != asked["nonce"]
                self._challenge, self._count = asked, 0
                return is_new
        if self._is_basic or (challenge and not _BASIC.search(challenge)):
            return False
        self._is_basic = True
        return True

    def _digest(self, asked: dict[str, str], method: str, target: str) -> str:
        """RFC 7616, section 3.4.1: with `qop=auth`, or the older form of RFC 2069 where the server names none."""
        algorithm = asked.get("algorithm", "MD5")

        def digest(text: str) -> str:
            return _ALGORITHMS[algorithm.lower()](text.encode()).hexdigest()

        self._count += 1
        realm, nonce = asked.get("realm", ""), asked["nonce"]
        user = self._credentials.user or ""
        secret = digest(f"{user}:{realm}:{self._credentials.password or ''}")
        what = digest(f"{method}:{target}")
        values = {"username": user, "realm": realm, "nonce": nonce, "uri": target}
        plain = {"algorithm": algorithm}
        if "auth" in [one.strip() for one in asked.get("qop", "").split(",")]:
            count, own = f"{self._count:08x}", secrets.token_hex(8)
            values |= {"cnonce": own, "response": digest(f"{secret}:{nonce}:{count}:{own}:auth:{what}")}
            plain |= {"qop": "auth", "nc": count}
        else:
            values["response"] = digest(f"{secret}:{nonce}:{what}")
        if "opaque" in asked:
            values["opaque"] = asked["opaque"]
        quoted = [_quoted(name, value) for name, value in values.items()]
        return "Digest " + ", ".join([*quoted, *(f"{name}={value}" for name, value in plain.items())])


def _basic_pair(user: str, password: str) -> str:
    """RFC 7617, section 2."""
    return b64encode(f"{user}:{password}".encode()).decode()


def _forms(secret: str) -> Iterator[str]:
    """A secret as it may stand in a message: plain, in an address, in JSON, in XML, its bytes taken for Latin-1."""
    yield secret
    yield secret.encode().decode("latin-1")
    for encoded in (quote(secret, safe=""), quote(secret), quote_plus(secret)):
        yield encoded
        yield _PERCENT.sub(lambda one: one[0].lower(), encoded)
    for is_ascii in (True, False):
        yield json.dumps(secret, ensure_ascii=is_ascii)[1:-1]
    yield json.dumps(secret)[1:-1].replace("/", "\\/")
    yield html.escape(secret)
    yield html.escape(secret, quote=False)


def _quoted(name: str, value: str) -> str:
    if name == "username" and not value.isascii():
        # RFC 7616, section 3.4: what a quoted string cannot hold, in the notation of RFC 5987.
        return f"username*=UTF-8''{quote(value, safe='')}"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'{name}="{escaped}"'
