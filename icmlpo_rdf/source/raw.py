"""A page's bytes and where they came from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

__all__ = ["RawPage"]


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as received."""

    name: str
    """Its file name, without folders: what `schema:name` of the source says."""
    data: bytes
    """Its bytes, untouched."""
    origin: str
    """Where it was found, as the user wrote it: what messages name."""
    in_page_folder: bool = False
    """True when it lay in a dump's `Page/` folder, where the file name is the title."""

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, in lower-case hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()
