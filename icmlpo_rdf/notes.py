"""What was not turned into facts, and why: notes with lines and a stable code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.note_codes import Code, Severity
from icmlpo_rdf.spans import LineIndex, Lines, Span

__all__ = ["Code", "Lines", "Note", "Notes", "Severity"]

_SHOWN = 5
"""How many codes the short form of notes tells of."""


class Note(Struct, frozen=True, gc=False):
    """One thing that gave no fact."""

    code: Code
    """Why."""
    span: Span | None
    """Where, if it stands somewhere."""
    text: str
    """What stands there, shortened, or what exactly is wrong."""
    mend: str = ""
    """What the user can do about this one; see also the code's."""
    lines: Lines | None = None
    """Where, in lines; told when all notes of a page are gathered (`Notes.of`)."""

    def __str__(self) -> str:
        """A line for people: `lines 574-577: row-empty: a row without any text`."""
        place = (
            f"line{'s' if str(self.lines) != str(self.lines.first) else ''} {self.lines}"
            if self.lines
            else ""
        )
        return ": ".join(filter(None, (place, self.code.slug, self.code.meaning, self.text)))

    @property
    def advice(self) -> str:
        """What the user can do about it: as this note says, else as its code does; empty where nothing helps."""
        return self.mend or self.code.mend

    @property
    def sentence(self) -> str:
        """What stands behind the page's name in a line for people: `:4: a table begins and does not end ({|); close it`."""
        line = f":{self.lines.first}" if self.lines else ""
        text = f" ({self.text})" if self.text else ""
        advice = f"; {self.advice}" if self.advice else ""
        return f"{line}: {self.code.meaning}{text}{advice}"


class Notes(tuple[Note, ...]):
    """The notes of one page, in the order of its lines."""

    __slots__ = ()

    @classmethod
    def of(cls, index: LineIndex, *groups: Iterable[Note]) -> Notes:
        """The notes of several stages together, ordered by place and code, each with its lines."""
        told = (replace(note, lines=index.lines(note.span)) if note.span else note for note in chain(*groups))
        return cls(sorted(told, key=_position))

    def __repr__(self) -> str:
        """One line, however many notes there are."""
        counts = [f"{count} {slug}" for slug, count in self.counts().items()]
        more = f", {len(counts) - _SHOWN} more codes" if len(counts) > _SHOWN else ""
        return f"<Notes: {', '.join(counts[:_SHOWN]) or 'none'}{more}>"

    @property
    def errors(self) -> tuple[Note, ...]:
        """The notes that say that the page is damaged."""
        return tuple(note for note in self if note.code.severity is Severity.ERROR)

    def counts(self) -> dict[str, int]:
        """How many notes of each code, by slug."""
        return dict(sorted(Counter(note.code.slug for note in self).items()))


def _position(note: Note) -> tuple[int, int, str, str]:
    lines = note.lines
    return (lines.first if lines else 0, lines.last if lines else 0, note.code.slug, note.text)
