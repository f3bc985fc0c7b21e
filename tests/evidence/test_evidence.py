"""explain quotes and verify finds the lines of every fact, and both fail loudly on an edited source."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from icmlpo_rdf.convert import Conversion, convert
from icmlpo_rdf.errors import SourceError, StaleSourceError, UsageError
from icmlpo_rdf.evidence.citation import cite
from icmlpo_rdf.evidence.explanation import Explanation, explain
from icmlpo_rdf.notes import Lines
from icmlpo_rdf.options import DEFAULT_BASE
from icmlpo_rdf.quads.vocab import Icm, Rdf, Schema
from icmlpo_rdf.source import read_page_file
from icmlpo_rdf.store.rdf_files import store_of
from icmlpo_rdf.verify import Verification, verify
from tests.conftest import SEED

TEXT = SEED.read_text(encoding="utf-8")


def explained(thing: str, conversion: Conversion, source: str | None = str(SEED)) -> Explanation:
    """Explain a thing of a conversion."""
    return explain(thing, store_of(conversion.quads), source)


def subjects(conversion: Conversion, wanted: Callable[[Quad], bool]) -> list[NamedNode]:
    """The subjects of the quads that are wanted."""
    return [quad.subject for quad in conversion.quads if wanted(quad) and isinstance(quad.subject, NamedNode)]


def test_five_attendances_each_with_its_row(seed_conversion: Conversion) -> None:
    """德国马列主义党 attended five meetings, newest first, each with its heading and then the table row, quoted."""
    explanation = explained("德国马列主义党", seed_conversion)
    attended = [fact for fact in explanation.facts if fact.predicate == "icm:attended"]
    assert [fact.value.split()[0] for fact in attended] == [
        "第十次会议（2011年）", "第九次会议（2007年）", "第八次会议（2004年）", "第七次会议（2001年）", "第六次会议（1999年）",
    ]  # fmt: skip
    for fact in attended:
        heading, row = fact.evidence
        evidence, quotation = row.evidence.place.lines, row.lines
        assert evidence
        assert heading.text == f"{fact.value.split()[0]}参加者"
        assert quotation == tuple(TEXT.split("\n")[evidence.first - 1 : evidence.last])
        assert quotation[0].startswith("<tr")
        assert quotation[-1] == "</tr>"
        assert "德国马列主义党" in quotation[2]
        assert fact.printed == "德国马列主义党"
    assert [one.evidence.place.lines for one in attended[0].evidence] == [Lines(8, 8), Lines(46, 49)]
    assert attended[0].evidence[1].text == "德国马列主义党"


@pytest.mark.parametrize(
    ("called", "near"),
    [
        ("德国", "near it are: 德国马列主义党"),
        ("icml", "near it are: ICMLPO"),
        (
            f"{DEFAULT_BASE}zh/伊朗劳动党",
            f"check the IRI, or give a name; near it are: {DEFAULT_BASE}zh/伊朗劳动者党",
        ),
    ],
)
def test_a_part_of_a_name_and_an_iri_that_nothing_has_tell_what_is_near(
    called: str, near: str, seed_conversion: Conversion
) -> None:
    """A country within a party's name; an IRI with a character less. `cite` and `explain` and the named queries ask so."""
    with pytest.raises(UsageError, match=re.escape(near)):
        explained(called, seed_conversion)
    with pytest.raises(UsageError, match=re.escape(near)):
        cite(store_of(seed_conversion.quads), called)


def test_a_name_printed_elsewhere_explains_the_organization(seed_conversion: Conversion) -> None:
    """A/辛涅奇亚 is 希腊共产主义组织; its printed names stand with their lines."""
    explanation = explained("A/辛涅奇亚", seed_conversion)
    assert explanation.label == "希腊共产主义组织"
    (name,) = [fact for fact in explanation.facts if fact.predicate == "skos:altLabel"]
    assert [one.evidence.place.lines for one in name.evidence] == [Lines(407, 407), Lines(520, 520)]
    assert all("A/辛涅奇亚" in quotation[0] for quotation in (one.lines for one in name.evidence))


def test_every_fact_of_every_thing_has_lines(seed_conversion: Conversion) -> None:
    """No fact about the series, its meetings and the organizations is without evidence."""
    store = store_of(seed_conversion.quads)
    asked = {Icm.ordinal, Icm.attended, Icm.series}
    things = {one.value for one in subjects(seed_conversion, lambda quad: quad.predicate in asked)}
    for thing in sorted(things):
        for fact in explain(thing, store, str(SEED)).facts:
            assert fact.evidence, (thing, fact)


def test_what_cannot_be_explained(seed_conversion: Conversion) -> None:
    """A name of nothing, a name of two things, an IRI of nothing."""
    with pytest.raises(UsageError, match="nothing is called '无'"):
        explained("无", seed_conversion)
    with pytest.raises(
        UsageError, match="2 things are called '尼泊尔共产党（火炬）'; give one of their IRIs: https://"
    ):
        explained("尼泊尔共产党（火炬）", seed_conversion)
    other = Quad(NamedNode("urn:x:a"), NamedNode("urn:x:p"), NamedNode("urn:x:o"))
    assert explain("urn:x:a", store_of([other])).iri == "urn:x:a"
    for nothing in ("<urn:x:o>", "urn:x:o"):
        with pytest.raises(UsageError, match="the data says nothing of"):
            explain(nothing, store_of([other]))
    with pytest.raises(UsageError, match=r"the data says nothing of https://e\.example/x"):
        explained("https://e.example/x", seed_conversion)


def test_explain_refuses_an_edited_source(seed_conversion: Conversion, tmp_path: Path) -> None:
    """One changed character is enough."""
    (tmp_path / "edited.txt").write_text(TEXT.replace("2011", "2012"), encoding="utf-8")
    with pytest.raises(
        StaleSourceError, match=r"edited\.txt: it is not what the data was made from \(SHA-256"
    ):
        explained("德国马列主义党", seed_conversion, str(tmp_path / "edited.txt"))
    with pytest.raises(SourceError, match=r"the folder does not hold 000_4563acc429c8a94e\.txt"):
        explained("德国马列主义党", seed_conversion, str(tmp_path))


def verified(text: str, conversion: Conversion, folder: Path, more: Sequence[Quad] = ()) -> Verification:
    """Verify a conversion against a text."""
    (folder / SEED.name).write_text(text, encoding="utf-8")
    return verify([*conversion.quads, *more], str(folder))


def test_verify_finds_all_evidence(seed_conversion: Conversion, tmp_path: Path) -> None:
    """Every participation, meeting, name, organization, place and link, and the file itself."""
    found = verified(TEXT, seed_conversion, tmp_path)
    assert found.failures == ()
    assert found.checked["Participation"] == 2 * 126
    assert found.checked["Meeting"] == 5
    assert found.checked["WikilinkTarget"] == 35
    assert found.checked["Label"] == 4 + 126 + 2


def drop_line(text: str, number: int) -> str:
    """The text without one line."""
    lines = text.split("\n")
    return "\n".join(lines[: number - 1] + lines[number:])


@pytest.mark.parametrize(
    ("edit", "failing"),
    [
        # A name in one row: the participation, the name there, and nothing else of the data.
        (lambda text: text.replace("雷文多", "雷文少", 1), {"#meeting-8:雷文多", "#name:雷文多=雷文多", "#雷文多"}),
        # The year of a heading, and of all rows under it.
        (lambda text: text.replace("第六次会议（1999年）", "第六次会议（1998年）"), {"#meeting-6"}),
        (lambda text: text.replace("第六次会议（", "第五次会议（"), {"#meeting-6"}),
        # A link that leads elsewhere now.
        (lambda text: text.replace('Page/劳动党_(塞尔维亚).md" title="wikilink">劳动党', 'Page/劳动党_(丹麦).md" title="wikilink">劳动党'), {"劳动党_(塞尔维亚)"}),
        # A link out of the dump that was in it.
        (lambda text: text.replace("../Page/菲律宾共产党.md", "https://zh.wikipedia.org/wiki/菲律宾共产党"), {"/菲律宾共产党"}),
        # A place that is gone.
        (lambda text: text.replace(">南欧</a>", ">北欧</a>"), {"#meeting-9:南欧共产主义组织", "/南欧", "#name-南欧=南欧"}),
    ],
)  # fmt: skip
def test_verify_names_what_no_longer_stands(
    edit: Callable[[str], str], failing: set[str], seed_conversion: Conversion, tmp_path: Path
) -> None:
    """An edit is found where it was made, beside the file's hash."""
    edited = edit(TEXT)
    assert edited != TEXT
    found = verified(edited, seed_conversion, tmp_path)
    subjects = {failure.subject for failure in found.failures}
    assert any("was edited: its SHA-256 is" in failure.reason for failure in found.failures)
    for ending in failing:
        assert any(subject.endswith(ending) for subject in subjects), (ending, subjects)
    others = {one for one in subjects if not any(re.sub(r".*[#/=:]", "", end) in one for end in failing)}
    assert {one for one in others if "/source/" not in one} == set()


def test_verify_sees_moved_rows(seed_conversion: Conversion, tmp_path: Path) -> None:
    """A line put in at the top, or taken out in the middle, moves every row below it."""
    shifted = {
        failure.subject for failure in verified("新的一行\n" + TEXT, seed_conversion, tmp_path).failures
    }
    participations = subjects(seed_conversion, lambda quad: quad.object == Icm.PARTICIPATION)
    assert len(participations) == 126
    assert shifted >= {one.value for one in participations}
    assert len(verified(drop_line(TEXT, 300), seed_conversion, tmp_path).failures) > 100
    assert verified(TEXT[:5000], seed_conversion, tmp_path).failures


def test_verify_sees_swapped_headings(seed_conversion: Conversion, tmp_path: Path) -> None:
    """The rows are where they were, but the headings above them have changed places."""
    swapped = TEXT.replace("第六次", "第X次").replace("第七次", "第六次").replace("第X次", "第七次")
    failures = verified(swapped, seed_conversion, tmp_path).failures
    assert {failure.subject.rpartition("#")[2] for failure in failures[1:]} == {"meeting-6", "meeting-7"}


def test_verify_sees_a_row_under_another_heading(seed_conversion: Conversion, tmp_path: Path) -> None:
    """A heading put in above the last row takes the row out of its meeting."""
    lines = TEXT.split("\n")
    assert lines[573 - 1] == "</tr>"
    lines[569 - 1] = "## 别的"
    failures = verified("\n".join(lines), seed_conversion, tmp_path).failures
    assert any("does not stand under these lines" in failure.reason for failure in failures)


def test_verify_wants_a_source(seed_conversion: Conversion, tmp_path: Path) -> None:
    """A place that holds none of the sources is an error, as a place that does not exist; one that lacks some is a finding."""
    wrong = r"the folder does not hold 000_4563acc429c8a94e\.txt; name the folder of the source"
    with pytest.raises(SourceError, match=wrong):
        verify(seed_conversion.quads, str(tmp_path))
    page = NamedNode("urn:x:page")
    other = [Quad(page, Rdf.type, Icm.PAGE), Quad(page, Schema.name, Literal("other.md"))]
    found = verified(TEXT, seed_conversion, tmp_path, other)
    assert [failure.reason for failure in found.failures] == [
        "other.md is not there; name the folder of all sources"
    ]
    assert found.absent == ("other.md",)
    with pytest.raises(SourceError, match="no such file or folder"):
        verify(seed_conversion.quads, str(tmp_path / "none"))
    with pytest.raises(SourceError, match="the data names no source file"):
        verify([], str(tmp_path))


JAPANESE = """\
> この記事は[国際会議甲](https://ja.wikipedia.org/wiki/国際会議甲)から翻訳されています。

**国際会議甲**は会議である。

## 第3回大会（2005年）の参加者

| 国 | 政党 |
| --- | --- |
| [日本](../Page/日本.md "wikilink") | [丙党](../Page/丙党_\\(日本\\).md "wikilink")\\[3\\] |
|  | [庚党](../Page/:en:Foo.md "wikilink") |

## 2007年総会

### 参加団体

<table>
<tr>
<td>国</td>
<td>団体</td>
</tr>
<tr>
<td></td>
<td>丙党</td>
</tr>
</table>
"""


def test_verify_reads_other_layouts(tmp_path: Path) -> None:
    """Markdown tables, another language, a sub-heading, a name linked elsewhere, a link to another wiki."""
    (tmp_path / "ja.md").write_text(JAPANESE, encoding="utf-8")
    conversion = convert(read_page_file(str(tmp_path / "ja.md")))
    found = verify(conversion.quads, str(tmp_path))
    assert found.failures == ()
    # Each with its row; two headings over the third, one over the others.
    assert found.checked["Participation"] == 3 + 4
    (tmp_path / "ja.md").write_text(JAPANESE.replace("[丙党]", "[丁党]"), encoding="utf-8")
    assert len(verify(conversion.quads, str(tmp_path)).failures) > 2
