"""The stores, each started, loaded and asked; what is absent says so."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import urllib3

from interop.questions import Data, Rows, rows_of

__all__ = ["ENGINES", "Absent", "Outcome"]

HERE = Path(__file__).parent
_JAVA = Path("/usr/share/java")
_SECONDS = 200
"""For starting, for loading and for a program's whole run."""
_QUESTION_SECONDS = 20


class Absent(Exception):  # noqa: N818 - no error
    """Something is not there; the message says what."""


@dataclass
class Outcome:
    """What a store made of our data."""

    version: str
    loaded: int
    """Statements, as the store itself counts them."""
    wanted: int
    answers: dict[str, Rows] | None = None
    """None for what only reads."""
    notes: list[str] = field(default_factory=list)


Engine = Callable[[Data, dict[str, str], Path], Outcome]


def _run(command: list[str | Path], seconds: float = _SECONDS, **options: object) -> str:
    try:
        done = subprocess.run(  # noqa: PLW1510 - the code is looked at below
            [str(one) for one in command],
            capture_output=True,
            text=True,
            timeout=seconds,
            **options,  # type: ignore[call-overload]
        )
    except subprocess.TimeoutExpired as error:
        raise RuntimeError(f"{Path(str(command[0])).name}: no answer within {seconds:g} seconds") from error
    if done.returncode:
        raise RuntimeError(f"{Path(str(command[0])).name}: {(done.stderr or done.stdout).strip()[-300:]}")
    return str(done.stdout)


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise Absent(f"no {name} on this machine")
    return found


def _port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def _server(command: list[str | Path], ready: str, folder: Path) -> Iterator[None]:
    """A server of ours, until it answers and while it is needed."""
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen([str(one) for one in command], stdout=log, stderr=log, cwd=folder)
    try:
        for _ in range(_SECONDS * 5):
            if process.poll() is not None:
                raise RuntimeError(f"{Path(str(command[0])).name} ended at once: see {folder}/server.log")
            try:
                if (
                    urllib3.request("GET", ready, fields={"query": "ASK {}"}, retries=False, timeout=5).status
                    == 200
                ):
                    break
            except urllib3.exceptions.HTTPError:
                time.sleep(0.2)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


_HTTP = urllib3.PoolManager()


def _ask_over_http(url: str, text: str) -> Rows:
    try:
        reply = _HTTP.request(
            "POST",
            url,
            # A form, which every store takes: Virtuoso 7.2.5 leaves a query that is a body of its own without an answer.
            fields={"query": text},
            encode_multipart=False,
            headers={"Accept": "application/sparql-results+json"},
            timeout=_QUESTION_SECONDS,
            retries=False,
        )
    except urllib3.exceptions.TimeoutError as error:
        raise RuntimeError(f"no answer within {_QUESTION_SECONDS} seconds") from error
    except urllib3.exceptions.HTTPError as error:
        raise RuntimeError(f"the connection broke: {error}") from error
    if reply.status != 200:
        raise RuntimeError(f"HTTP {reply.status}: {reply.data[:200].decode('utf-8', 'replace')}")
    return rows_of(json.loads(reply.data))


def _answers(asked: dict[str, str], one: Callable[[str], Rows], notes: list[str]) -> dict[str, Rows]:
    """An engine's answers; where it gives none, or none in time, the reason is a note."""
    found = {}
    begun = time.monotonic()
    for name, text in asked.items():
        # A server may go on with a question that it did not answer in time, and be slow in what follows.
        if time.monotonic() - begun > _SECONDS:
            notes.append(f"{name}: not asked, {_SECONDS} seconds of this store being over")
            continue
        try:
            found[name] = one(text)
        except RuntimeError as error:
            notes.append(f"{name}: {' '.join(str(error).split())[:200]}")
    return found


def _load(url: str, data: Data, protocol: str, folder: Path, **env: str) -> None:
    _run(
        [sys.executable, "-m", "icmlpo_rdf", "load", data.nquads, "--to", url, "--protocol", protocol],
        env={**os.environ, "XDG_STATE_HOME": str(folder), **env},
    )


_COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'https://w3id.org/icmlpo-rdf/')) }"


def _oxigraph(protocol: str) -> Engine:
    def engine(data: Data, asked: dict[str, str], folder: Path) -> Outcome:
        program = Path(sysconfig.get_path("scripts"), "oxigraph")
        if not program.exists():
            raise Absent("no oxigraph in this environment")
        version = _run([program, "--version"]).split()[-1]
        port = _port()
        url = f"http://127.0.0.1:{port}"
        command: list[str | Path] = [
            program,
            "serve",
            "--location",
            folder / "store",
            "--bind",
            f"127.0.0.1:{port}",
        ]
        with _server([*command, "--union-default-graph"], f"{url}/query", folder):
            _load(url, data, protocol, folder)
            outcome = Outcome(version, int(_ask_over_http(f"{url}/query", _COUNT)[0][0]), data.quads)
            outcome.answers = _answers(
                asked, lambda text: _ask_over_http(f"{url}/query", text), outcome.notes
            )
            return outcome

    return engine


_VIRTUOSO = """
[Database]
DatabaseFile = {0}/virtuoso.db
ErrorLogFile = {0}/virtuoso.log
LockFile = {0}/virtuoso.lck
TransactionFile = {0}/virtuoso.trx
xa_persistent_file = {0}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {0}/virtuoso-temp.db
TransactionFile = {0}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{1}
NumberOfBuffers = 20000
[HTTPServer]
ServerPort = 127.0.0.1:{2}
ServerRoot = {0}
Charset = UTF-8
"""


def _virtuoso(protocol: str) -> Engine:
    def engine(data: Data, asked: dict[str, str], folder: Path) -> Outcome:
        program = _program("virtuoso-t")
        port = _port()
        settings = folder / "virtuoso.ini"
        settings.write_text(_VIRTUOSO.format(folder, _port(), port))
        command: list[str | Path] = [program, "+foreground", "+configfile", settings]
        _run([*command, "+pwdold", "dba", "+pwddba", "interop", "+pwddav", "interop"], cwd=folder)
        url = f"http://127.0.0.1:{port}"
        with _server(command, f"{url}/sparql", folder):
            _load(url, data, protocol, folder, ICMLPO_RDF_USER="dba", ICMLPO_RDF_PASSWORD="interop")  # noqa: S106
            # It tells its version in its help, and on standard error.
            told = subprocess.run([program, "-?"], capture_output=True, text=True, check=False)
            found = re.search(r"Version ([\d.]+)", told.stdout + told.stderr)
            # Graph by graph: it has no answer within a minute to a count over GRAPH ?g with a filter.
            loaded = sum(
                int(
                    _ask_over_http(
                        f"{url}/sparql", f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
                    )[0][0]
                )
                for name in data.graphs
            )
            outcome = Outcome(found[1] if found else "7", loaded, data.quads)
            outcome.answers = _answers(
                asked, lambda text: _ask_over_http(f"{url}/sparql", text), outcome.notes
            )
            return outcome

    return engine


def _jars(pattern: str) -> list[Path]:
    return sorted(_JAVA.glob(pattern))


_JENA_NEEDS = (
    "slf4j-api slf4j-nop commons-cli commons-codec commons-compress commons-csv commons-io commons-lang3 thrift protobuf gson "
    "dexx.collection titanium-json-ld jsonld-java jackson-core jackson-databind jackson-annotations httpclient httpcore "
    "commons-logging jakarta.json-api guava failureaccess caffeine"
).split()


def _jena4(data: Data, asked: dict[str, str], folder: Path) -> Outcome:
    java, jars = _program("java"), _jars("jena-*-4.*.jar")
    if not jars:
        raise Absent("no libapache-jena-java on this machine")
    # Debian's package has Xerces' message bundles under another name than its classes ask for: a copy goes first.
    fix = folder / "fix"
    _run(["unzip", "-qo", _JAVA / "jena-core.jar", "org/apache/jena/ext/xerces/*", "-d", fix])
    (fix / "org/apache/jena/ext/xerces").rename(fix / "xerces")
    needs = [_JAVA / f"{name}.jar" for name in _JENA_NEEDS if (_JAVA / f"{name}.jar").exists()]
    path = ":".join(map(str, [fix, *jars, *needs]))
    base = folder / "tdb"
    _run([java, "-cp", path, "tdb2.tdbloader", "--loc", base, data.nquads])

    def ask(text: str) -> Rows:
        query = folder / "query.rq"
        query.write_text(text)
        union = "tdb2:unionDefaultGraph=true"
        command: list[str | Path] = [
            java,
            "-cp",
            path,
            "tdb2.tdbquery",
            "--loc",
            base,
            "--set",
            union,
            "--results",
            "JSON",
            "--query",
        ]
        return rows_of(json.loads(_run([*command, query], _QUESTION_SECONDS)))

    version = next(jar.stem.rpartition("-")[2] for jar in jars if jar.stem.startswith("jena-core-"))
    outcome = Outcome(version, int(ask(_COUNT)[0][0]), data.quads)
    outcome.answers = _answers(asked, ask, outcome.notes)
    return outcome


def _jena6(data: Data, asked: dict[str, str], folder: Path) -> Outcome:
    """In a process of its own, which becomes a Java machine."""
    questions = folder / "questions.json"
    questions.write_text(json.dumps({"count": _COUNT, **asked}))
    done = subprocess.run(
        [sys.executable, HERE / "jena6.py", data.nquads, questions, str(_QUESTION_SECONDS)],
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    if done.returncode == 3:
        raise Absent(done.stderr.strip().splitlines()[-1])
    if done.returncode:
        raise RuntimeError(done.stderr.strip()[-300:])
    found = json.loads(done.stdout)
    outcome = Outcome(
        found["version"], int(rows_of(found["answers"].pop("count"))[0][0]), data.quads, notes=found["notes"]
    )
    outcome.answers = {name: rows_of(answer) for name, answer in found["answers"].items()}
    return outcome


def _rio(data: Data, _: dict[str, str], folder: Path) -> Outcome:
    java = _program("java")
    _program("javac")
    jars = _jars("rdf4j-*-[0-9]*.jar")
    if not jars:
        raise Absent("no librdf4j-java on this machine")
    needs = [
        _JAVA / f"{name}.jar"
        for name in ("slf4j-api", "slf4j-nop", "commons-io", "commons-lang3", "commons-text", "guava")
    ]
    path = ":".join(map(str, [*jars, *needs]))
    said = _run([java, "-cp", path, HERE / "Rio.java", data.nquads, data.turtle], cwd=folder)
    nquads, turtle = map(int, said.split()[:2])
    version = jars[0].stem.rpartition("-")[2]
    return Outcome(version, nquads + turtle, data.quads + data.triples, notes=_complaints(said))


def _complaints(said: str) -> list[str]:
    lines = [line for line in said.splitlines()[1:] if line.strip()]
    return lines[:3] + ([f"and {len(lines) - 3} more"] if len(lines) > 3 else [])


def _rapper(data: Data, _: dict[str, str], folder: Path) -> Outcome:
    program = _program("rapper")
    total = 0
    for syntax, path in (("nquads", data.nquads), ("turtle", data.turtle)):
        done = subprocess.run(
            [program, "-c", "-i", syntax, str(path)],
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
            cwd=folder,
        )
        found = re.search(r"Parsing returned (\d+) triples", done.stderr)
        if done.returncode or not found:
            raise RuntimeError(done.stderr.strip()[-300:])
        total += int(found[1])
    return Outcome(_run([program, "--version"]).strip(), total, data.quads + data.triples)


def npm_engine(modules: Path, which: str) -> Engine:
    """Give comunica or n3, from a folder that npm has filled."""

    def engine(data: Data, asked: dict[str, str], folder: Path) -> Outcome:
        node = _program("node")
        if not (modules / "node_modules" / "n3").is_dir():
            raise Absent("npm could not install it")
        questions = folder / "questions.json"
        questions.write_text(json.dumps(asked if which == "comunica" else {}))
        program = modules / "ask.mjs"  # Node looks for modules beside the program
        shutil.copy(HERE / "ask.mjs", program)
        found = json.loads(_run([node, program, data.nquads, data.turtle, questions, str(_QUESTION_SECONDS)]))
        name = "@comunica/query-sparql-rdfjs" if which == "comunica" else "n3"
        version = json.loads((modules / "node_modules" / name / "package.json").read_text())["version"]
        if which == "n3":
            return Outcome(version, found["nquads"] + found["turtle"], data.quads + data.triples)
        outcome = Outcome(version, found["nquads"], data.quads, notes=found["notes"])
        outcome.answers = {name: rows_of(answer) for name, answer in found["answers"].items()}
        return outcome

    return engine


ENGINES: dict[str, Engine] = {
    "Oxigraph server, Graph Store Protocol": _oxigraph("gsp"),
    "Oxigraph server, Update": _oxigraph("update"),
    "Virtuoso 7, Update": _virtuoso("update"),
    "Virtuoso 7, Graph Store Protocol": _virtuoso("gsp"),
    "Jena 4 (TDB2)": _jena4,
    "Jena 6 (in memory)": _jena6,
    "RDF4J Rio (parser)": _rio,
    "rapper (parser)": _rapper,
}
