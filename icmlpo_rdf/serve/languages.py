"""The languages that the site speaks: which one a visitor reads, and the catalogues (gettext) with its words.

`?hl=zh` comes before the cookie `hl`, which comes before `Accept-Language`; a request that has the first sets the second.
The words stand in English in code and templates; `locales/` has them in other languages.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["LANGUAGES", "PARAMETER", "ChosenLanguage", "Words", "code_of", "marked", "words_in"]

LANGUAGES: Final[Mapping[str, str]] = MappingProxyType({"en": "en", "zh": "zh-Hans"})
"""The codes that addresses have, with their language tags; the first is for who reads none of them."""
PARAMETER: Final = "hl"
DOMAIN: Final = "site"
_A_YEAR = 365 * 24 * 3600
_LONGEST = 1_024
"""What is longer of an `Accept-Language` field is not read."""


def marked(message: str) -> str:
    """Mark a text that is translated where it is shown, so that it comes into the catalogues."""
    return message


@dataclass(frozen=True, slots=True)
class Words:
    """What the site says, in one language."""

    code: str
    catalogue: gettext.NullTranslations

    @property
    def tag(self) -> str:
        """The language tag."""
        return LANGUAGES[self.code]

    def gettext(self, message: str) -> str:
        """A text in this language."""
        return self.catalogue.gettext(message) if message else ""

    def ngettext(self, one: str, several: str, number: int) -> str:
        """A text in this language for a number of things."""
        return self.catalogue.ngettext(one, several, number)


def words_in(code: str) -> Words:
    """Return the words of a language."""
    folder = str(files("icmlpo_rdf.serve") / "locales")
    return Words(code, gettext.translation(DOMAIN, folder, [code], fallback=code == next(iter(LANGUAGES))))


def code_of(request: HTTPConnection) -> str:
    """Return the code of the language in which a request is to be answered."""
    return (
        _known(request.query_params.get(PARAMETER, ""))
        or _known(request.cookies.get(PARAMETER, ""))
        or _accepted(request.headers.get("accept-language", ""))
        or next(iter(LANGUAGES))
    )


def _known(tag: str) -> str:
    """The code of a language tag (`zh-CN`), nothing where the site does not speak it."""
    code = tag.strip().lower().partition("-")[0]
    return code if code in LANGUAGES else ""


def _accepted(field: str) -> str:
    """The best of an `Accept-Language` field (RFC 9110, section 12.5.4), nothing where none is known."""
    best, code = 0.0, ""
    for part in field[:_LONGEST].split(","):
        tag, _, parameter = part.partition(";")
        name, _, value = parameter.replace(" ", "").partition("=")
        try:
            quality = float(value) if name == "q" else 1.0
        except ValueError:
            continue
        if quality > best and (known := _known(tag)):
            best, code = quality, known
    return code


class ChosenLanguage:
    """Keeps in a cookie which language a visitor chose."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Have the site answer, and add the cookie where the address tells a language."""
        chosen = _known(Request(scope).query_params.get(PARAMETER, "")) if scope["type"] == "http" else ""
        if not chosen:
            await self._app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                cookie = f"{PARAMETER}={chosen}; Path=/; Max-Age={_A_YEAR}; SameSite=Lax"
                message["headers"] = [*message["headers"], (b"set-cookie", cookie.encode())]
            await send(message)

        await self._app(scope, receive, sent)
