"""A drawing made of a few shapes, as one SVG file that stands alone: nothing is fetched, no font is embedded.

The timeline, the overlap and the countries are drawn so. Every position is reckoned from the width that East Asian Width gives
to a text, so that the same data gives the same bytes on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import ClassVar, Final

from markupsafe import Markup

from icmlpo_rdf.reports.templating import clip, display_width, environment, license_name, shown
from icmlpo_rdf.store.lookups import Text
from icmlpo_rdf.views.statistics import SourceFile

__all__ = [
    "MARGIN",
    "SMALL",
    "Bar",
    "Dot",
    "Figure",
    "Frame",
    "Label",
    "Stroke",
    "draw",
    "key",
]

MARGIN: Final = 28
SMALL: Final = 11
"""The size of small letters, in pixels."""
_TITLE_FONT: Final = 24
_TITLE_EMS: Final = 40
_LEAST_WIDTH: Final = 540
"""Room for the longest word of an attribution."""
_TOP: Final = 96
"""Where the shapes begin, below title and summary."""
_CREDITED: Final = 20
_MADE_BY: Final = "Drawn by icmlpo-rdf from linked data made of it."


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle."""

    tag: ClassVar[str] = "bar"
    x: float
    y: float
    width: float
    height: float
    kind: str
    """Its class in the style sheet."""
    title: str = ""
    """What it says in words."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A disc."""

    tag: ClassVar[str] = "dot"
    x: float
    y: float
    radius: float
    kind: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line, as SVG writes paths."""

    tag: ClassVar[str] = "stroke"
    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class Label:
    """A text."""

    tag: ClassVar[str] = "label"
    x: float
    y: float
    text: Text
    kind: str = ""
    title: str = ""
    """The whole of what was clipped."""


Shape = Bar | Dot | Stroke | Label


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing without its frame. Positions are counted from the place below title and summary."""

    title: Text
    summary: str
    """A line below the title."""
    description: str
    """The whole of it in words, for who cannot see it."""
    width: float
    height: float
    shapes: Sequence[Shape]


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every drawing: title and summary above it, the sources' attribution below."""

    title: Text
    summary: str
    sources: Sequence[SourceFile]

    def width(self, content: float) -> int:
        """Return the width of the whole, of which no line sticks out; attributions are folded to it."""
        return round(
            max(
                content + 2 * MARGIN,
                _LEAST_WIDTH,
                round(display_width(self._clipped) * _TITLE_FONT) + 2 * MARGIN,
                round(display_width(self.summary) * SMALL) + 2 * MARGIN,
            )
        )

    def around(self, template: str, content: float, end: float, **parts: object) -> bytes:
        """Return the drawing as an SVG file.

        Args:
            template: what draws the content; it extends `frame.svg.j2`.
            content: how wide that is.
            end: where it ends, counted from the top of the frame.
            parts: what the template draws.
        """
        width = self.width(content)
        folded = _folded(_credits_of(self.sources), (width - 2 * MARGIN) / SMALL)
        lines = [(*line, end + 15 * n) for n, line in enumerate(folded)]
        drawing = (
            environment()
            .get_template(template)
            .render(
                parts,
                title=self.title,
                clipped=self._clipped,
                summary=self.summary,
                credits=lines,
                left=MARGIN,
                width=width,
                height=round(end + 15 * len(lines) + MARGIN),
                styles=_styles(),
            )
        )
        return drawing.encode()

    @property
    def _clipped(self) -> str:
        return clip(self.title.value, _TITLE_EMS)


def draw(figure: Figure, sources: Sequence[SourceFile]) -> bytes:
    """Return a drawing with title, summary, and the sources' attribution below it.

    Args:
        figure: what is drawn.
        sources: the files behind it.
    """
    frame = Frame(figure.title, figure.summary, sources)
    return frame.around("figure.svg.j2", figure.width, _TOP + figure.height + MARGIN, figure=figure, top=_TOP)


def _styles() -> Markup:
    """The style sheet of all drawings."""
    text = (files("icmlpo_rdf.reports") / "templates" / "matrix.css").read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704 - our own file


def _credits_of(sources: Iterable[SourceFile]) -> list[tuple[str, str | None]]:
    """Lines for below a drawing, each with the address that it leads to; of many sources the first are named."""
    every = list(sources)
    more = len(every) - _CREDITED
    rest = (
        [(f"and {more} more page{'s' if more > 1 else ''}, which the data names", None)] if more > 0 else []
    )
    return [*map(_credit, every[:_CREDITED]), *rest, (_MADE_BY, None)]


def _folded(lines: Iterable[tuple[str, str | None]], most: float) -> Iterator[tuple[str, str | None]]:
    """Lines no wider than so many em, where their words allow it; what is folded leads to the same address."""
    for text, address in lines:
        line = ""
        for word in text.split(" "):
            if line and display_width(f"{line} {word}") > most:
                yield line, address
                line = word
            else:
                line = f"{line} {word}" if line else word
        yield line, address


def _credit(source: SourceFile) -> tuple[str, str | None]:
    """Attribution as CC BY-SA asks for it: who, what, under which licence, and what was done with it."""
    name = source.topic.value if source.topic else source.name
    licence = f", {license_name(source.license)}" if source.license else ""
    site = (source.wikipedia or "").removeprefix("https://").partition("/")[0]
    text = f"Source: {clip(name, 40)}"
    text += f", by the contributors of Wikipedia ({site})" if site.endswith("wikipedia.org") else ""
    return shown(f"{text}{licence}"), source.wikipedia


def key(marks: Iterable[tuple[str, str]], top: float, width: float) -> tuple[list[Shape], float]:
    """Explain colours, each by a small bar of its kind and its words, in as many lines as the width asks for.

    Returns:
        The shapes, and where they end.
    """
    shapes: list[Shape] = []
    x, y = 0.0, top
    for kind, words in marks:
        needed = 44 + display_width(words) * SMALL
        if x and x + needed > width:
            x, y = 0.0, y + 20
        shapes += [Bar(x, y, 14, 12, kind), Label(x + 20, y + 10, Text(words), "small")]
        x += needed
    return shapes, y + 16
