"""What the site calls roles and what else the matrix tells of who was there: texts that are translated where they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from icmlpo_rdf.serve.languages import marked
from icmlpo_rdf.views.attendance import Presence, Role

__all__ = ["PRESENCES", "ROLE_NAMES"]

ROLE_NAMES: Final[Mapping[Role, str]] = {
    Role.HOST: marked("host"),
    Role.PARTICIPANT: marked("participant"),
    Role.FOUNDING_MEMBER: marked("founding member"),
    Role.MEMBER: marked("member"),
    Role.ASSOCIATE_MEMBER: marked("associate member"),
    Role.CANDIDATE: marked("candidate"),
    Role.GUEST: marked("guest"),
    Role.OBSERVER: marked("observer"),
    Role.FORMER_MEMBER: marked("former member"),
}
PRESENCES: Final[Mapping[Presence, str]] = {
    Presence.PRESENT: marked("present"),
    Presence.ABSENT: marked("absent"),
    Presence.NOT_TOLD: marked("not told"),
}
