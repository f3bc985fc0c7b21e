"""No command writes over what it reads, nor two results into one file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import PAGES, SEED, Cli

PAGE = SEED.read_bytes()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A page, a link to it, two folders of pages, a list of pages, words of one's own and an earlier result."""
    for name in ("p.md", "f/a.md", "f/b/c.md", "dump/Page/x.md", "dump/Redirect/y.md", "p.ttl", "q.jsonl"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(PAGE)
    (tmp_path / "f/b/c.md").write_bytes(PAGES[0].read_bytes())
    (tmp_path / "sub").mkdir()
    (tmp_path / "link").symlink_to("p.md")
    (tmp_path / "new").symlink_to("q.ttl")
    (tmp_path / "list.txt").write_text("p.md\n")
    (tmp_path / "words.toml").write_text('[zh]\nparticipant = ["到会组织"]\n')
    return tmp_path


def _held(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ("convert p.md -o q.ttl --report p.md", "--report p.md"),
        ("convert p.md -o q.ttl --report link", "--report link"),
        ("convert link -o q.ttl --report p.md", "--report p.md"),
        ("convert p.md -o q.ttl --report q.ttl", "--report q.ttl"),
        ("convert p.md -o q.ttl --report new", "--report new"),
        ("convert p.md -o q.ttl --report sub/../q.ttl", "--report sub/../q.ttl"),
        ("convert p.md -o p.md -f turtle", "--output p.md"),
        ("convert p.md -o sub/../p.md -f turtle", "--output sub/../p.md"),
        ("convert f -o f/b/c.md -f turtle", "--output f/b/c.md"),
        ("convert f -o out/ --report f/a.md", "--report f/a.md"),
        ("convert f -o out/ --layout pages --report f/a.md", "--report f/a.md"),
        ("convert f/*.md -o q.ttl --report f/a.md", "--report f/a.md"),
        ("convert dump/Page -o out/ --report dump/Redirect/y.md", "--report dump/Redirect/y.md"),
        ("convert f -o out/ --report out/README.md", "--report out/README.md"),
        ("convert f -o out/ --report out/data/part-00000.nq.gz", "--report out/data/part-00000.nq.gz"),
        ("convert --files-from list.txt -o q.ttl --report list.txt", "--report list.txt"),
        ("convert --files-from list.txt -o list.txt -f turtle", "--output list.txt"),
        ("convert --files-from list.txt -o p.md -f turtle", "--output p.md"),
        ("convert --files-from list.txt -o out/ --report p.md", "--report p.md"),
        ("convert p.md -o words.toml -f turtle --lexicon words.toml", "--output words.toml"),
        ("convert p.ttl -o ./ --layout pages", "--output ./"),
        ("convert p.md -o ./ --layout pages --report p.ttl", "--output ./"),
    ],
)  # fmt: skip
def test_convert_writes_over_nothing_that_it_reads(
    arguments: str, named: str, folder: Path, cli: Cli
) -> None:
    """Exit code 2, one line that names the option, and every file as it was."""
    before = _held(folder)
    done = cli(*arguments.split())
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1), done.stderr
    assert done.stderr.startswith(f"icmlpo-rdf: {named}: it would be written over "), done.stderr
    assert _held(folder) == before


@pytest.mark.parametrize(
    "arguments",
    [
        "convert p.md -o p.ttl --report q.jsonl",
        "convert f -o f/out.ttl --report f/notes.jsonl",
        "convert f -o out/ --report out/notes.jsonl",
        "convert p.md -o /dev/null -f turtle --report /dev/null",
        "convert p.md -o ./ --layout pages --report q.jsonl",
    ],
)
def test_earlier_results_are_written_again(arguments: str, folder: Path, cli: Cli) -> None:
    """What is no input may be there already, twice the same call, and a device takes any number of results."""
    (folder / "p.ttl").write_text("old")
    for _ in range(2):
        done = cli(*arguments.split())
        assert done.returncode == 0, done.stderr
    assert (folder / "p.md").read_bytes() == PAGE


def test_report_writes_over_no_data_and_no_source(folder: Path, cli: Cli) -> None:
    """The HTML report has names without an ending as well; a source may be called anything."""
    made = cli("convert", "p.md", "-o", "made.ttl")
    assert made.returncode == 0, made.stderr
    (folder / "p.html").symlink_to("p.md")
    (folder / "bare").symlink_to("made.ttl")
    before = _held(folder)
    for output, source in (("p.html", "p.md"), ("bare", "p.md"), ("link", "p.md")):
        done = cli("report", "made.ttl", "-o", output, "--source", source)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1), done.stderr
        assert done.stderr.startswith(f"icmlpo-rdf: --output {output}: it would be written over "), (
            done.stderr
        )
    assert _held(folder) == before
